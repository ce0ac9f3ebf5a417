package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// variable is the environment variable of a flag.
func variable(name string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// variablePrefix is what all variables of the program begin with.
const variablePrefix = "GONGXU_"

// ownVariables are those that stand for no flag: the key, and where the tests find real data.
func ownVariables() []string {
	return []string{embedderKey, rerankerKey, variablePrefix + "DATA", variable("config")}
}

// foreign tells variables that nobody meant for the program: those that Kubernetes and Docker make of a service named gongxu
// (GONGXU_SERVICE_HOST, GONGXU_PORT_8080_TCP …), and those by which tests speak to the processes that they start.
func foreign(name string) bool {
	rest := strings.TrimPrefix(name, variablePrefix)
	return rest == "PORT" || strings.HasPrefix(rest, "PORT_") || strings.HasPrefix(rest, "SERVICE_") || strings.HasPrefix(rest, "TEST_")
}

// readEnvironment takes the flags from the environment. A variable that is empty is like one that is not there.
func readEnvironment(environ []string, known *cobra.Command) ([]setting, error) {
	flags := map[string]string{}
	names := ownVariables()
	for _, name := range flagNames(known) {
		flags[variable(name)] = name
		names = append(names, variable(name))
	}
	var out []setting
	var faults []error
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, variablePrefix) || foreign(name) {
			continue
		}
		if !slices.Contains(names, name) {
			faults = append(faults, fmt.Errorf("the environment variable %s stands for no flag%s", name, suggestion(name, names)))
			continue
		}
		if flag := flags[name]; flag != "" && value != "" {
			out = append(out, setting{flag, []string{value}, false, "$" + name})
		}
	}
	slices.SortFunc(out, func(a, b setting) int { return strings.Compare(a.key, b.key) })
	return out, errors.Join(faults...)
}
