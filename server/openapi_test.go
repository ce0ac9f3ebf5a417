package server

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// parsed is the part of an OpenAPI document that the tests look at.
type parsed struct {
	OpenAPI    string `json:"openapi"`
	Paths      map[string]map[string]operation
	Components struct {
		Schemas map[string]struct {
			Description          string
			Properties           map[string]map[string]any
			AdditionalProperties any `json:"additionalProperties"`
			Required             []string
		}
	}
}

type operation struct {
	OperationID string `json:"operationId"`
	Summary     string
	Parameters  []struct{ Name, In, Description string }
	Responses   map[string]struct {
		Description string
		Headers     map[string]any
	}
}

func readDocument(t *testing.T) parsed {
	t.Helper()
	w := newBench(t, &fake{}, nil).get(t, "/openapi.json")
	require.Equal(t, http.StatusOK, w.Code)
	var d parsed
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &d))
	return d
}

func TestDocumentIsOpenAPI(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	d, err := libopenapi.NewDocument(b.document)
	require.NoError(t, err)
	v, errs := validator.NewValidator(d)
	require.Empty(t, errs)
	ok, problems := v.ValidateDocument()
	require.True(t, ok, "%v", problems)
	require.Equal(t, "3.1.0", readDocument(t).OpenAPI)
}

// The document's paths are what gin has registered, and the other way round. HEAD comes with every GET.
func TestDocumentHasEveryRoute(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	var registered, documented, heads []string
	for _, r := range b.router.Routes() {
		parts := strings.Split(r.Path, "/")
		for i, p := range parts {
			if name, ok := strings.CutPrefix(p, ":"); ok {
				parts[i] = "{" + name + "}"
			}
		}
		path := strings.Join(parts, "/")
		if r.Method == http.MethodHead {
			heads = append(heads, "GET "+path)
			continue
		}
		registered = append(registered, r.Method+" "+path)
	}
	ids := map[string]bool{}
	for path, operations := range readDocument(t).Paths {
		for method, op := range operations {
			documented = append(documented, strings.ToUpper(method)+" "+path)
			require.NotEmpty(t, op.Summary)
			require.False(t, ids[op.OperationID], "two operations %q", op.OperationID)
			ids[op.OperationID] = true
			for _, p := range op.Parameters {
				require.NotEmpty(t, p.Description, "%s %s", path, p.Name)
			}
			for status, r := range op.Responses {
				require.NotEmpty(t, r.Description, "%s %s", path, status)
				require.Contains(t, r.Headers, headerRequestID)
				require.Equal(t, status == "503", r.Headers["Retry-After"] != nil)
			}
		}
	}
	slices.Sort(registered)
	slices.Sort(documented)
	slices.Sort(heads)
	require.Equal(t, registered, documented)
	require.Len(t, registered, 13)
	require.Equal(t, slices.DeleteFunc(registered, func(r string) bool { return !strings.HasPrefix(r, "GET ") }), heads)
}

// Every schema and member is described, and no description is of one that does not exist. Members that are a reference have no
// description beside it.
func TestDocumentDescribesEveryMember(t *testing.T) {
	var described []string
	for kind, schema := range readDocument(t).Components.Schemas {
		require.NotEmpty(t, schema.Description, "add %s to describe.go", kind)
		require.NotEmpty(t, schema.Properties, kind)
		described = append(described, kind)
		for name, member := range schema.Properties {
			if member["$ref"] != nil {
				require.Len(t, member, 1, "%s.%s", kind, name)
				continue
			}
			require.NotEmpty(t, member["description"], "add %s.%s to describe.go", kind, name)
			require.NotContains(t, member["type"], "null", "%s.%s", kind, name)
			described = append(described, kind+"."+name)
		}
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(descriptions())), described)
}

func TestDocumentSaysWhatIsRequired(t *testing.T) {
	schemas := readDocument(t).Components.Schemas
	require.Equal(t, []string{"matches", "unmet"}, schemas["Matches"].Required)
	require.Equal(t, []string{"id", "title", "score", "probability", "explanation"}, schemas["Match"].Required)
	require.Empty(t, schemas["MatchRequest"].Required)
	require.Equal(t, false, schemas["MatchRequest"].AdditionalProperties)
	require.Equal(t, false, schemas["Filter"].AdditionalProperties)
}

// What the document gives as defaults and bounds is what holds.
func TestDocumentDefaults(t *testing.T) {
	members := readDocument(t).Components.Schemas["MatchRequest"].Properties
	d := DefaultMatchRequest()
	require.EqualValues(t, d.K, members["k"]["default"])
	require.Equal(t, d.Explain, members["explain"]["default"])
	require.EqualValues(t, 1, members["k"]["minimum"])
	require.EqualValues(t, 1000, members["k"]["maximum"])
	require.EqualValues(t, d.PerApplicant, members["per_applicant"]["default"])
	require.EqualValues(t, 0, members["per_applicant"]["minimum"])
	require.EqualValues(t, 0, members["threshold"]["minimum"])
	require.EqualValues(t, 1, members["threshold"]["maximum"])
	d.K, d.PerApplicant, d.Explain = 0, 0, false
	require.Zero(t, d, "a default without a tag")
}

// The filters have the same names in a query string as in a body.
func TestFiltersHaveOneName(t *testing.T) {
	names := func(of reflect.Type, tag string) []string {
		var out []string
		for _, f := range reflect.VisibleFields(of) {
			name, _, _ := strings.Cut(f.Tag.Get(tag), ",")
			out = append(out, name)
		}
		return out
	}
	require.Equal(t, names(reflect.TypeFor[matcher.Filter](), "json"), names(reflect.TypeFor[filterParameters](), "query"))
}
