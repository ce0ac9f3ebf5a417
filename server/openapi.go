package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/swaggest/jsonschema-go"
	"github.com/swaggest/openapi-go"
	"github.com/swaggest/openapi-go/openapi31"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// apiVersion is the version of the paths and bodies, not of the program.
const apiVersion = "1.0.0"

// document makes the OpenAPI document of the routes from the Go types of their parameters, bodies and results.
func document(routes []route, opts Options) ([]byte, error) {
	r := openapi31.NewReflector()
	license := openapi31.License{Name: "Apache-2.0"}
	license.WithIdentifier("Apache-2.0")
	r.Spec.WithInfo(*new(openapi31.Info).WithTitle("Gongxu").WithVersion(apiVersion).WithLicense(license).
		WithDescription("Matches Chinese patents with the technology needs of enterprises, in both directions, and explains every match."))
	r.Spec.WithServers(openapi31.Server{URL: "/"})
	r.DefaultOptions = append(
		r.DefaultOptions,
		jsonschema.InterceptNullability(notNull),
		jsonschema.InterceptProp(func(p jsonschema.InterceptPropParams) error { return property(p, opts) }),
		jsonschema.InterceptSchema(closed),
		jsonschema.InterceptDefName(func(t reflect.Type, _ string) string { return t.Name() }),
	)
	for _, route := range routes {
		if err := route.describe(r); err != nil {
			return nil, fmt.Errorf("server: describe %s %s: %w", route.method, route.path, err)
		}
	}
	describeSchemas(r.Spec.Components.Schemas)
	data, err := json.MarshalIndent(r.Spec, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("server: encode the OpenAPI document: %w", err)
	}
	return append(data, '\n'), nil
}

// describe adds the route to the document.
func (r route) describe(reflector *openapi31.Reflector) error {
	op, err := reflector.NewOperationContext(r.method, r.path)
	if err != nil {
		return err
	}
	op.SetSummary(r.summary)
	op.SetID(operationID(r))
	for _, in := range []any{r.parameters, r.body} {
		if in != nil {
			op.AddReqStructure(in)
		}
	}
	ok := []openapi.ContentOption{openapi.WithHTTPStatus(http.StatusOK), openapi.WithCustomize(r.headers(http.StatusOK))}
	if r.result == nil {
		ok = append(ok, openapi.WithContentType("text/plain"))
	}
	op.AddRespStructure(r.result, ok...)
	for _, status := range r.problems {
		op.AddRespStructure(&Problem{}, openapi.WithHTTPStatus(status), openapi.WithContentType("application/problem+json"),
			openapi.WithCustomize(r.headers(status)))
	}
	return reflector.AddOperation(op)
}

// operationID names an operation for generators of clients: getPatentsRecommendations.
func operationID(r route) string {
	id := strings.ToLower(r.method)
	for part := range strings.FieldsFuncSeq(r.path, func(c rune) bool { return c == '/' || c == '.' }) {
		if part != "v1" && part[0] != '{' {
			id += strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return id
}

// headers adds the headers of an answer.
func (r route) headers(status int) func(openapi.ContentOrReference) {
	return func(c openapi.ContentOrReference) {
		answer, ok := c.(*openapi31.ResponseOrReference)
		if !ok {
			return
		}
		header := func(name, description string) {
			h := openapi31.Header{Schema: map[string]any{"type": "string"}}
			h.WithDescription(description)
			answer.Response.WithHeadersItem(name, openapi31.HeaderOrReference{Header: &h})
		}
		header(headerRequestID, "Id of the request: the one that it brought, or a new one.")
		if r.cached && status == http.StatusOK {
			header(headerCache, "hit when the answer was computed before, else miss.")
		}
		if status == http.StatusServiceUnavailable {
			header("Retry-After", "Seconds after which to try again.")
		}
		if answer.Response.Description == "" {
			answer.Response.WithDescription("The client closed the request.") // the one status without a text of its own
		}
	}
}

// notNull says that nothing here is ever null: empty lists are lists, and what is unknown is left out.
func notNull(p jsonschema.InterceptNullabilityParams) { p.Schema.RemoveType(jsonschema.Null) }

// property marks members that are always there as required, and adds the bounds that depend on options.
func property(p jsonschema.InterceptPropParams, opts Options) error {
	if !p.Processed {
		return nil
	}
	if tag, ok := p.Field.Tag.Lookup("json"); ok && !strings.Contains(tag, ",omit") {
		p.ParentSchema.Required = append(p.ParentSchema.Required, p.Name)
	}
	if p.Name == "k" {
		p.PropertySchema.WithMinimum(1).WithMaximum(float64(opts.MaxK))
	}
	return nil
}

// closed says that bodies of requests have no other members.
func closed(p jsonschema.InterceptSchemaParams) (bool, error) {
	t := p.Value.Type()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[MatchRequest](), reflect.TypeFor[FeedbackRequest](), reflect.TypeFor[corpus.Judgment](), reflect.TypeFor[matcher.Filter]():
		no := false
		p.Schema.AdditionalProperties = &jsonschema.SchemaOrBool{TypeBoolean: &no}
	}
	return false, nil
}

// describeSchemas adds the descriptions of schemas and members.
func describeSchemas(schemas map[string]map[string]any) {
	texts := descriptions()
	for kind, schema := range schemas {
		if text, ok := texts[kind]; ok {
			schema["description"] = text
		}
		members, _ := schema["properties"].(map[string]any)
		for name, member := range members {
			if m, ok := member.(map[string]any); ok && texts[kind+"."+name] != "" {
				m["description"] = texts[kind+"."+name]
			}
		}
	}
}
