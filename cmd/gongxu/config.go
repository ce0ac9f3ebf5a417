package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// setting is the value of a flag from somewhere else than the command line.
type setting struct {
	key    string
	values []string // one, or the items of a list
	list   bool
	origin string // file and line, or variable
}

// configuration is what a file and the environment say about flags.
type configuration struct {
	path string    // of the file, empty without one
	env  []setting // before the file
	file map[string][]setting
}

// addConfigFlag declares the flag for the file and lets every command take its flags from file and environment before it runs.
func addConfigFlag(root *cobra.Command) {
	root.PersistentFlags().String("config", "", "file of settings (default: "+configName+" here, else gongxu/"+configName+" in the user's configuration directory)")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		c, err := readConfiguration(cmd)
		if err != nil {
			return err
		}
		_, err = c.apply(cmd)
		return err
	}
}

// readConfiguration reads the file that a command names, or that is found, and the environment. All of the file is checked, not only
// what the command at hand uses.
func readConfiguration(cmd *cobra.Command) (*configuration, error) {
	known := newRootCommand() // commands as declared, to try values on
	env, err := readEnvironment(os.Environ(), known)
	if err != nil {
		return nil, err
	}
	c := &configuration{env: env}
	named, err := cmd.Flags().GetString("config")
	if err != nil {
		return nil, err
	}
	if named == "" {
		named = os.Getenv(variable("config"))
	}
	if c.path = findConfigFile(named); c.path == "" {
		return c, nil
	}
	f, err := readConfigFile(c.path, known)
	if err != nil {
		return nil, err
	}
	c.file = f.sections
	return c, c.check(known)
}

// check tries the values of the file on all commands, and refuses those for all of them that two understand differently.
func (c *configuration) check(known *cobra.Command) error {
	var faults []error
	told := map[string]bool{}
	fault := func(err error) {
		if err != nil && !told[err.Error()] {
			told[err.Error()] = true
			faults = append(faults, err)
		}
	}
	for _, s := range c.file[""] {
		kinds, commands := kindsOf(known, s.key)
		if len(kinds) > 1 {
			fault(fmt.Errorf("%s: %s is %s to different commands; put it below one of %s", s.origin, s.key,
				strings.Join(kinds, " or "), strings.Join(commands, ", ")))
		}
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	onlyFile := configuration{file: c.file}
	for _, cmd := range commandsOf(known) {
		_, err := onlyFile.apply(cmd)
		fault(err)
	}
	return errors.Join(faults...)
}

// apply gives a command's flags their values: what the command line says stays, then come the environment, the command's own section,
// those of the commands above it, and what is for all. It returns where the values are from, by flag.
func (c *configuration) apply(cmd *cobra.Command) (map[string]string, error) {
	layers := [][]setting{c.env}
	for path := commandName(cmd); ; path = path[:max(0, strings.LastIndexByte(path, ' '))] {
		layers = append(layers, c.file[path])
		if path == "" {
			break
		}
	}
	flags := cmd.Flags()
	origins := map[string]string{}
	for _, layer := range layers {
		taken := map[string]bool{}
		flags.VisitAll(func(f *pflag.Flag) { taken[f.Name] = f.Changed })
		for _, s := range layer {
			f := flags.Lookup(s.key)
			if f == nil || taken[s.key] || excluded(flags, f, taken) {
				continue
			}
			if err := s.set(flags, f); err != nil {
				return nil, err
			}
			origins[s.key] = s.origin
		}
	}
	return origins, nil
}

// The names under which cobra keeps groups of flags with each of their members.
const (
	exclusiveGroups = "cobra_annotation_mutually_exclusive"
	togetherGroups  = "cobra_annotation_required_if_others_set"
)

// excluded tells whether a flag, or one that it comes together with, excludes one that has its value from a higher place, which wins.
func excluded(flags *pflag.FlagSet, f *pflag.Flag, taken map[string]bool) bool {
	for _, name := range append(groupsOf(f, togetherGroups), f.Name) {
		member := flags.Lookup(name)
		if member == nil || taken[name] {
			continue
		}
		if slices.ContainsFunc(groupsOf(member, exclusiveGroups), func(other string) bool { return other != name && taken[other] }) {
			return true
		}
	}
	return false
}

// groupsOf returns the members of a flag's groups of a kind.
func groupsOf(f *pflag.Flag, kind string) []string {
	var out []string
	for _, group := range f.Annotations[kind] {
		out = append(out, strings.Fields(group)...)
	}
	return out
}

// set gives a flag its value, as if it stood on the command line.
func (s setting) set(flags *pflag.FlagSet, f *pflag.Flag) error {
	list, takesList := f.Value.(pflag.SliceValue)
	var err error
	switch {
	case s.list && !takesList:
		return fmt.Errorf("%s: %s takes one value, not a list", s.origin, s.key)
	case s.list:
		if err = list.Replace(s.values); err == nil {
			f.Changed = true
		}
	default:
		err = flags.Set(s.key, s.values[0])
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		err = invalid.Unwrap()
	}
	if err != nil {
		return fmt.Errorf("%s: %s wants a value of type %s, not %q: %w", s.origin, s.key, f.Value.Type(), strings.Join(s.values, ", "), err)
	}
	return nil
}
