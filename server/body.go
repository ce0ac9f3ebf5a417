package server

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bodyError is a fault of a JSON body.
type bodyError struct {
	offset int    // byte of the body at which the fault begins
	field  string // JSON pointer to the value at fault, "" for the whole
	reason string
}

func (e *bodyError) Error() string {
	if e.field == "" {
		return fmt.Sprintf("byte %d: %s", e.offset, e.reason)
	}
	return fmt.Sprintf("byte %d, %s: %s", e.offset, e.field, e.reason)
}

// readBody reads a request body of at most limit bytes as JSON into a struct that holds the defaults.
func readBody(w http.ResponseWriter, r *http.Request, limit int64, into any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return fmt.Errorf("%w, not %q", errMediaType, r.Header.Get("Content-Type"))
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return fmt.Errorf("the body is larger than %d bytes: %w", limit, err)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.Canceled):
		return fmt.Errorf("read the body: %w", err)
	case err != nil: // a connection that broke, or chunks that cannot be told apart
		return &bodyError{offset: len(data), reason: "the body breaks off here"}
	}
	return decode(data, into)
}

// decode reads one JSON document strictly: only members that the target has, in their own spelling and once; no null; no
// invalid UTF-8, which package json would replace silently. Every fault is a *bodyError that points at its byte.
func decode(data []byte, into any) error {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return &bodyError{offset: i, reason: "invalid UTF-8"}
		}
		i += n
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		at := len(data)
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) && !strings.HasPrefix(err.Error(), "unexpected end") {
			at = max(int(syntax.Offset)-1, 0) // it counts the bytes read, the bad one included
		}
		return &bodyError{offset: at, reason: err.Error()}
	}
	w := bodyWalker{data: data, tokens: json.NewDecoder(bytes.NewReader(data))}
	w.tokens.UseNumber()
	if err := w.value(reflect.TypeOf(into).Elem(), ""); err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return &bodyError{reason: err.Error()}
	}
	return nil
}

// bodyWalker checks a syntactically correct document against a type, token by token, because package json does not tell where
// an unknown member stands.
type bodyWalker struct {
	data   []byte
	tokens *json.Decoder
	at     int // byte at which the last token begins
}

func (w *bodyWalker) fail(field, format string, args ...any) error {
	return &bodyError{offset: w.at, field: field, reason: fmt.Sprintf(format, args...)}
}

func (w *bodyWalker) next() (json.Token, error) {
	w.at = int(w.tokens.InputOffset())
	for w.at < len(w.data) && strings.IndexByte(" \t\r\n,:", w.data[w.at]) >= 0 {
		w.at++
	}
	t, err := w.tokens.Token()
	if err != nil {
		return nil, w.fail("", "%s", err)
	}
	return t, nil
}

func (w *bodyWalker) value(t reflect.Type, field string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := w.next()
	if err != nil {
		return err
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return w.text(t, field, token)
	}
	switch t.Kind() {
	case reflect.Struct:
		if token == json.Delim('{') {
			return w.object(t, field)
		}
		return w.fail(field, "want an object, got %s", named(token))
	case reflect.Slice:
		if token == json.Delim('[') {
			return w.list(t.Elem(), field)
		}
		return w.fail(field, "want a list, got %s", named(token))
	case reflect.String:
		if _, ok := token.(string); !ok {
			return w.fail(field, "want a string, got %s", named(token))
		}
	case reflect.Bool:
		if _, ok := token.(bool); !ok {
			return w.fail(field, "want true or false, got %s", named(token))
		}
	case reflect.Int:
		n, ok := token.(json.Number)
		if !ok {
			return w.fail(field, "want a whole number, got %s", named(token))
		}
		if _, err := strconv.Atoi(n.String()); err != nil {
			return w.fail(field, "want a whole number, got %s", n)
		}
	case reflect.Float64:
		n, ok := token.(json.Number)
		if !ok {
			return w.fail(field, "want a number, got %s", named(token))
		}
		if _, err := n.Float64(); err != nil {
			return w.fail(field, "want a number that is not too large, got %s", n)
		}
	default: // a type that no request has
		return w.fail(field, "values of type %s are not supported", t)
	}
	return nil
}

func (w *bodyWalker) text(t reflect.Type, field string, token json.Token) error {
	s, ok := token.(string)
	if !ok {
		return w.fail(field, "want a string, got %s", named(token))
	}
	v, ok := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	if !ok { // the caller has looked
		return w.fail(field, "values of type %s are not supported", t)
	}
	if err := v.UnmarshalText([]byte(s)); err != nil {
		return w.fail(field, "%s", err)
	}
	return nil
}

func (w *bodyWalker) list(elem reflect.Type, field string) error {
	for i := 0; w.tokens.More(); i++ {
		if err := w.value(elem, fmt.Sprintf("%s/%d", field, i)); err != nil {
			return err
		}
	}
	_, err := w.next() // the bracket
	return err
}

func (w *bodyWalker) object(t reflect.Type, field string) error {
	members := map[string]reflect.Type{}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && name != "" {
			members[name] = f.Type
			names = append(names, name)
		}
	}
	seen := map[string]bool{}
	for w.tokens.More() {
		token, err := w.next()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		below := field + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
		member, ok := members[name]
		if !ok {
			return w.fail(below, "unknown member %q; there are %s", name, strings.Join(names, ", "))
		}
		if seen[name] {
			return w.fail(below, "member %q is given twice", name)
		}
		seen[name] = true
		if err := w.value(member, below); err != nil {
			return err
		}
	}
	_, err := w.next() // the brace
	return err
}

// named says what a token is.
func named(token json.Token) string {
	switch v := token.(type) {
	case nil:
		return "null"
	case json.Delim:
		if v == '{' {
			return "an object"
		}
		return "a list"
	case string:
		return "a string"
	case bool:
		return strconv.FormatBool(v)
	}
	return fmt.Sprint(token)
}
