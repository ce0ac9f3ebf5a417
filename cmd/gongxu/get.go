package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// getOptions are the flags of gongxu get.
type getOptions struct {
	engineFlags
	need, json bool
}

func newGetCommand() *cobra.Command {
	var o getOptions
	cmd := &cobra.Command{
		Use:   "get --dir D ID",
		Short: "Print a patent or need by its id",
		Example: `  gongxu get --dir data CN112233445A
  gongxu get --dir data --need N-001 --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.get(cmd, args[0]) },
	}
	o.add(cmd, false)
	cmd.Flags().BoolVar(&o.need, "need", false, "the id is that of a need")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func (o *getOptions) get(cmd *cobra.Command, id string) error {
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer engine.Close()
	var record any
	if o.need {
		record, err = engine.Need(cmd.Context(), id)
	} else {
		record, err = engine.Patent(cmd.Context(), id)
	}
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), record)
	}
	return printRecord(cmd.OutOrStdout(), record)
}

// printRecord prints the members that a record has, in the order of its type, one a line.
func printRecord(w io.Writer, record any) error {
	data, err := json.Marshal(record)
	if err != nil {
		return err
	}
	return printMembers(w, "", data)
}

func printMembers(w io.Writer, indent string, object []byte) error {
	d := json.NewDecoder(bytesReader(object))
	if _, err := d.Token(); err != nil { // the opening brace
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		if len(value) > 0 && value[0] == '{' {
			fmt.Fprintf(w, "%s%s:\n", indent, name)
			if err := printMembers(w, indent+"  ", value); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(w, "%s%s: %s\n", indent, name, plainValue(value))
	}
	return nil
}
