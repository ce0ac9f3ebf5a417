package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// writeJSON writes one JSON document for people and programs: indented, Chinese and angle brackets as they are.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
