package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandsOf returns a command and all below it.
func commandsOf(cmd *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{cmd}
	for _, c := range cmd.Commands() {
		out = append(out, commandsOf(c)...)
	}
	return out
}

// commandName is the path of a command without the program's name: "dict mine".
func commandName(cmd *cobra.Command) string {
	_, name, _ := strings.Cut(cmd.CommandPath(), " ")
	return name
}

// eachFlag visits the flags of a command that a file or the environment may set.
func eachFlag(cmd *cobra.Command, visit func(*pflag.Flag)) {
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" {
			visit(f)
		}
	})
}

// flagNames returns the names of the flags of a command and of all below it, sorted.
func flagNames(cmd *cobra.Command) []string {
	var out []string
	for _, c := range commandsOf(cmd) {
		eachFlag(c, func(f *pflag.Flag) { out = append(out, f.Name) })
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// kindsOf returns the types that a flag has, and the commands that have it, sorted.
func kindsOf(root *cobra.Command, name string) (kinds, commands []string) {
	for _, c := range commandsOf(root) {
		eachFlag(c, func(f *pflag.Flag) {
			if f.Name == name {
				kinds, commands = append(kinds, f.Value.Type()), append(commands, commandName(c))
			}
		})
	}
	slices.Sort(kinds)
	slices.Sort(commands)
	return slices.Compact(kinds), commands
}

// unknownFlag says that neither a command nor any below it has a flag; nil when one has.
func unknownFlag(cmd *cobra.Command, name string) error {
	names := flagNames(cmd)
	switch {
	case slices.Contains(names, name):
		return nil
	case slices.Contains([]string{"embedder-key", "key", "api-key"}, strings.ReplaceAll(name, "_", "-")):
		return fmt.Errorf("%s: a key is not read from a file; it goes into $%s", name, embedderKey)
	}
	where := ""
	if cmd.HasParent() {
		where = " of gongxu " + commandName(cmd)
	}
	return fmt.Errorf("there is no flag %q%s%s", name, where, suggestion(name, names))
}
