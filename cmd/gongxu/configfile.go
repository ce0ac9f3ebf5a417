package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"
)

// configName is the name of a configuration file that is found without being named.
const configName = "gongxu.yaml"

// configFile is a configuration file: settings for all commands, and for one command and those below it.
type configFile struct {
	path     string
	sections map[string][]setting // by command path without the program's name, "" for all
	faults   []error
}

// findConfigFile returns the configuration file to read: the one named, else that of the working directory, else that of the user;
// empty when there is none.
func findConfigFile(named string) string {
	if named != "" {
		return named
	}
	if _, err := os.Stat(configName); !errors.Is(err, os.ErrNotExist) {
		return configName
	}
	dir, err := os.UserConfigDir()
	if err != nil { // a process without a home
		return ""
	}
	path := filepath.Join(dir, "gongxu", configName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return ""
	}
	return path
}

// readConfigFile reads a file of YAML, of which JSON is a part. The nodes are taken, not the values that they stand for: they know
// their lines, and 1.10 stays the code of an industry instead of becoming the number 1.1. The error joins all faults.
func readConfigFile(path string, known *cobra.Command) (*configFile, error) {
	f := &configFile{path: path, sections: map[string][]setting{}}
	if ext := filepath.Ext(path); !slices.Contains([]string{".yaml", ".yml", ".json"}, ext) {
		return nil, fmt.Errorf("configuration %s: the name must end in .yaml, .yml or .json", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	var document yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	err = decoder.Decode(&document)
	if errors.Is(err, io.EOF) {
		return f, nil
	}
	if err != nil {
		return nil, fmt.Errorf("configuration %s: %w", path, err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("configuration %s: something follows the first document", path)
	}
	switch root := document.Content[0]; {
	case root.Kind == yaml.MappingNode:
		f.section(known, root)
	case root.Tag != "!!null": // nothing but comments
		f.fault(root, "want keys with values")
	}
	return f, errors.Join(f.faults...)
}

func (f *configFile) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", f.path, n.Line) }

func (f *configFile) fault(n *yaml.Node, format string, args ...any) {
	f.faults = append(f.faults, fmt.Errorf("%s: "+format, append([]any{f.at(n)}, args...)...))
}

// section reads the keys for a command and all below it. A key with keys below it is a command, any other one a flag.
func (f *configFile) section(cmd *cobra.Command, n *yaml.Node) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		// A flag and a command may have one name.
		name := key.Value
		kind := "flag "
		if value.Kind == yaml.MappingNode {
			kind = "command "
		}
		if seen[kind+name] {
			f.fault(key, "%s is given twice", name)
			continue
		}
		seen[kind+name] = true
		if value.Kind == yaml.MappingNode {
			f.command(cmd, key, value)
			continue
		}
		if fault := unknownFlag(cmd, name); fault != nil {
			f.fault(key, "%w", fault)
			continue
		}
		if values, ok := f.values(name, value); ok {
			path := commandName(cmd)
			f.sections[path] = append(f.sections[path], setting{name, values, value.Kind == yaml.SequenceNode, f.at(key)})
		}
	}
}

// command reads the section of a command below another.
func (f *configFile) command(above *cobra.Command, key, value *yaml.Node) {
	var names []string
	for _, c := range above.Commands() {
		if c.Name() == key.Value {
			f.section(c, value)
			return
		}
		names = append(names, c.Name())
	}
	f.fault(key, "there is no command %q%s", key.Value, suggestion(key.Value, names))
}

// values returns the text of a value, or of each item of a list.
func (f *configFile) values(name string, n *yaml.Node) ([]string, bool) {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		if item.Kind == yaml.AliasNode {
			item = item.Alias
		}
		if item.Kind != yaml.ScalarNode || item.Tag == "!!null" {
			f.fault(item, "%s wants a value or a list of values", name)
			return nil, false
		}
		out = append(out, item.Value)
	}
	return out, true
}
