package main

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// configReport is what gongxu config show prints.
type configReport struct {
	// File is the configuration file that was read.
	File string `json:"file,omitempty"`
	// Command is the one whose flags are listed; empty for the settings of all.
	Command  string      `json:"command,omitempty"`
	Settings []configRow `json:"settings"`
}

// configRow is the value of a flag.
type configRow struct {
	Key string `json:"key"`
	// Value is a text, or a list of texts.
	Value any `json:"value"`
	// Source is the file with the line, the variable, or default.
	Source string `json:"source"`
	// Commands that the setting is for, when those of all are listed.
	Commands []string `json:"commands,omitempty"`
}

// the source of what nothing was said about, and the value of what is not told.
const (
	sourceDefault = "default"
	notShown      = "（已设置，不显示）"
)

func newConfigCommand() *cobra.Command {
	var asJSON bool
	run := func(cmd *cobra.Command, args []string) error {
		r, err := reportConfiguration(cmd, args)
		if err != nil {
			return err
		}
		if asJSON {
			return writeJSON(cmd.OutOrStdout(), r)
		}
		return r.print(cmd.OutOrStdout())
	}
	cmd := &cobra.Command{
		Use:   "config [show] [COMMAND] [--json]",
		Short: "Show the settings of file and environment, and where each is from",
		Long: `Show what the configuration file and the environment set, for which commands, or all flags of one command with their values,
and where each value is from.

Every flag of every command may be set by the file, under the flag's name, and by the environment, as GONGXU_ with the name in
capitals and _ for -. The command line goes before the environment, the environment before the file, the file before the default. A
section named for a command goes before what the file says for all:

  dir: data
  embedder: http://127.0.0.1:8081/v1
  embed-query-model: e5-query
  embed-passage-model: e5-passage
  serve:
    addr: 127.0.0.1:9000

The file is the one of --config or $GONGXU_CONFIG, else gongxu.yaml in the working directory, else gongxu/gongxu.yaml in the user's
configuration directory. It is YAML, or JSON. Paths are as on the command line. Keys of endpoints are read from the environment only, and
are not shown.`,
		Example: `  gongxu config
  gongxu config show serve
  gongxu config show match --json --config other.yaml`,
		RunE: run,
		Args: cobra.ArbitraryArgs,
	}
	show := &cobra.Command{
		Use: "show [COMMAND] [--json]", Short: "The same", Example: `  gongxu config show dict mine`, RunE: run, Args: cobra.ArbitraryArgs,
	}
	cmd.AddCommand(show)
	for _, c := range []*cobra.Command{cmd, show} {
		c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	}
	return cmd
}

// reportConfiguration finds the values of the flags of a command, or of those that are set of all.
func reportConfiguration(cmd *cobra.Command, path []string) (*configReport, error) {
	c, err := readConfiguration(cmd)
	if err != nil {
		return nil, usage("%w", err)
	}
	root := newRootCommand()
	r := &configReport{File: c.path, Command: strings.Join(path, " "), Settings: []configRow{}}
	commands := commandsOf(root)
	if len(path) > 0 {
		at := slices.IndexFunc(commands, func(c *cobra.Command) bool { return commandName(c) == r.Command })
		if at < 0 {
			var names []string
			for _, c := range commands {
				names = append(names, commandName(c))
			}
			return nil, usage("there is no command %q%s", r.Command, suggestion(r.Command, names))
		}
		commands = commands[at : at+1]
	}
	for _, of := range commands {
		origins, err := c.apply(of)
		if err != nil {
			return nil, usage("%w", err)
		}
		eachFlag(of, func(f *pflag.Flag) {
			source, set := origins[f.Name]
			switch {
			case set && r.Command == "":
				r.add(configRow{f.Name, shownValue(f.Value), source, []string{commandName(of)}})
			case r.Command != "":
				if !set {
					source = sourceDefault
				}
				r.add(configRow{f.Name, shownValue(f.Value), source, nil})
			}
		})
	}
	if os.Getenv(embedderKey) != "" {
		r.add(configRow{"$" + embedderKey, notShown, "$" + embedderKey, nil})
	}
	slices.SortStableFunc(r.Settings, func(a, b configRow) int { return strings.Compare(a.Key, b.Key) })
	return r, nil
}

// add appends a row, or its command to a row that is the same otherwise.
func (r *configReport) add(row configRow) {
	for i, old := range r.Settings {
		if old.Key == row.Key && old.Source == row.Source && fmt.Sprint(old.Value) == fmt.Sprint(row.Value) {
			r.Settings[i].Commands = append(old.Commands, row.Commands...)
			return
		}
	}
	r.Settings = append(r.Settings, row)
}

// shownValue is the value of a flag without passwords.
func shownValue(v pflag.Value) any {
	if list, ok := v.(pflag.SliceValue); ok {
		out := []string{}
		for _, item := range list.GetSlice() {
			out = append(out, withoutPassword(item))
		}
		return out
	}
	return withoutPassword(v.String())
}

// withoutPassword puts xxxxx in the place of the password of a URL.
func withoutPassword(s string) string {
	if u, err := url.Parse(s); err == nil && u.User != nil {
		return u.Redacted()
	}
	return s
}

func (r *configReport) print(w io.Writer) error {
	file := r.File
	if file == "" {
		file = "无"
	}
	fmt.Fprintf(w, "配置文件：%s\n", file)
	if len(r.Settings) == 0 {
		_, err := fmt.Fprintln(w, "没有设置任何参数。")
		return err
	}
	t := newTable(column{name: "参数"}, column{name: "值", limit: 60}, column{name: "来源"}, column{name: "命令", limit: 60})
	if r.Command != "" {
		t.columns = t.columns[:3]
	}
	for _, row := range r.Settings {
		value := fmt.Sprint(row.Value)
		if list, ok := row.Value.([]string); ok {
			value = strings.Join(list, ", ")
		}
		source := row.Source
		if source == sourceDefault {
			source = "默认"
		}
		t.add(row.Key, value, source, strings.Join(row.Commands, ", "))
	}
	return t.write(w, "", styleFor(w))
}
