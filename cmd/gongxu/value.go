package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

func bytesReader(b []byte) io.Reader { return bytes.NewReader(b) }

// plainValue writes a JSON string or list of strings without its quotation marks, and other values as they are.
func plainValue(value json.RawMessage) string {
	var s string
	if json.Unmarshal(value, &s) == nil {
		return oneLine(s)
	}
	var list []string
	if json.Unmarshal(value, &list) == nil {
		return oneLine(strings.Join(list, "; "))
	}
	return string(value)
}
