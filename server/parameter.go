package server

import (
	"encoding"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parameterError is a fault of a query parameter.
type parameterError struct {
	name   string
	reason string
}

func (e *parameterError) Error() string {
	if e.name == "" {
		return e.reason
	}
	return fmt.Sprintf("parameter %q: %s", e.name, e.reason)
}

// readParameters reads the query string of a request into the fields of a struct that have a query tag. A default tag fills
// what is not given. A list may be given several times and, as in flags, hold several values between commas, with quotation
// marks around a value that has a comma itself. What is unknown, or given twice although it is no list, is a fault.
func readParameters(r *http.Request, into any) error {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return &parameterError{reason: fmt.Sprintf("the query string cannot be read: %s", err)}
	}
	target := reflect.ValueOf(into).Elem()
	var names []string
	for _, f := range reflect.VisibleFields(target.Type()) {
		name := f.Tag.Get("query")
		if name == "" {
			continue
		}
		names = append(names, name)
		given, ok := values[name]
		if preset := f.Tag.Get("default"); !ok && preset != "" {
			given, ok = []string{preset}, true
		}
		if !ok {
			continue
		}
		if err := setParameter(target.FieldByIndex(f.Index), given); err != nil {
			return &parameterError{name: name, reason: err.Error()}
		}
	}
	for _, name := range sortedKeys(values) {
		if !slices.Contains(names, name) {
			reason := "it is unknown; this path has none"
			if len(names) > 0 {
				reason = "it is unknown; there are " + strings.Join(names, ", ")
			}
			return &parameterError{name: name, reason: reason}
		}
	}
	return nil
}

func sortedKeys(values url.Values) []string {
	var out []string
	for name := range values {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func setParameter(field reflect.Value, given []string) error {
	for _, s := range given {
		if !utf8.ValidString(s) {
			return errors.New("invalid UTF-8")
		}
	}
	if field.Type() == reflect.TypeFor[[]string]() {
		var all []string
		for _, s := range given {
			values, err := splitList(s)
			if err != nil {
				return err
			}
			all = append(all, values...)
		}
		field.Set(reflect.ValueOf(all))
		return nil
	}
	if len(given) > 1 {
		return errors.New("it is given more than once")
	}
	s := given[0]
	if field.Kind() == reflect.Pointer { // nil stays for what is not given
		field.Set(reflect.New(field.Type().Elem()))
		return setParameter(field.Elem(), given)
	}
	if v, ok := field.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return v.UnmarshalText([]byte(s))
	}
	switch field.Kind() {
	case reflect.String:
		field.SetString(s)
	case reflect.Int:
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("want a whole number, got %q", s)
		}
		field.SetInt(int64(n))
	case reflect.Float64:
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("want a number, got %q", s)
		}
		field.SetFloat(v)
	case reflect.Bool:
		if s != "true" && s != "false" {
			return fmt.Errorf("want true or false, got %q", s)
		}
		field.SetBool(s == "true")
	default: // a type that no request has
		return fmt.Errorf("values of type %s are not supported", field.Type())
	}
	return nil
}

// splitList cuts a list at its commas.
func splitList(s string) ([]string, error) {
	if s == "" {
		return nil, nil
	}
	lines, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the list %q cannot be read: %w", s, err)
	}
	if len(lines) != 1 || slices.Contains(lines[0], "") {
		return nil, fmt.Errorf("the list %q has an empty value or a line break", s)
	}
	return lines[0], nil
}
