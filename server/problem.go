package server

import (
	"context"
	"errors"
	"net/http"
	"os"

	"github.com/gongxu/gongxu/matcher"
)

// The types of problem: what Problem.Type says behind the address of this package's documentation.
const (
	// ProblemQuery is a query string, filter or number that the engine refuses; 400.
	ProblemQuery = "ProblemQuery"
	// ProblemParameter is a query parameter that is unknown, given twice or not readable; 400.
	ProblemParameter = "ProblemParameter"
	// ProblemBody is a request body that is not the JSON that is expected; 400.
	ProblemBody = "ProblemBody"
	// ProblemJudgment is a judgment that is incomplete, or has a grade or action that there is not; 400.
	ProblemJudgment = "ProblemJudgment"
	// ProblemNotFound is a patent or need that does not exist; 404.
	ProblemNotFound = "ProblemNotFound"
	// ProblemRoute is a path that does not exist; 404.
	ProblemRoute = "ProblemRoute"
	// ProblemMethod is a method that a path does not have; 405, with the header Allow.
	ProblemMethod = "ProblemMethod"
	// ProblemSlowRequest is a request body that did not arrive in time; 408.
	ProblemSlowRequest = "ProblemSlowRequest"
	// ProblemTooLarge is a request body, or the text of a need, beyond the limit; 413.
	ProblemTooLarge = "ProblemTooLarge"
	// ProblemMediaType is a request body that does not call itself JSON; 415.
	ProblemMediaType = "ProblemMediaType"
	// ProblemClosed is a request that the client gave up; 499, seen in logs and metrics only.
	ProblemClosed = "ProblemClosed"
	// ProblemInternal is a fault of the server; 500. The log holds the cause under the request's id.
	ProblemInternal = "ProblemInternal"
	// ProblemTimeout is a request that took longer than the server allows; 503.
	ProblemTimeout = "ProblemTimeout"
	// ProblemNotReady is a server whose engine is not open yet, or that is shutting down; 503.
	ProblemNotReady = "ProblemNotReady"
)

// problemBase is the address behind which the types of problem are explained.
const problemBase = "https://pkg.go.dev/github.com/gongxu/gongxu/server#"

// statusClosed is the status, not of the standard but in wide use, of requests that the client gave up.
const statusClosed = 499

// Problem is the body of every answer that is not a result, as RFC 9457 has it (application/problem+json).
type Problem struct {
	// Type is the address of one of the Problem constants.
	Type string `json:"type"`
	// Title says what kind of problem it is.
	Title string `json:"title"`
	// Status repeats the status of the answer.
	Status int `json:"status"`
	// Detail says what is wrong with this request.
	Detail string `json:"detail,omitempty"`
	// RequestID is the id under which the log speaks of the request.
	RequestID string `json:"request_id"`
	// Field is the member or parameter at fault: a JSON pointer (/filters/ipc/0) for a body, a name for a parameter.
	Field string `json:"field,omitempty"`
	// Query is the query string at fault.
	Query string `json:"query,omitempty"`
	// Offset is the byte of Query or of the body at which the fault begins.
	Offset *int `json:"offset,omitempty"`
}

// errors that only the server makes.
var (
	errRoute     = errors.New("no such path")
	errMethod    = errors.New("the path does not have this method")
	errMediaType = errors.New("the body must be application/json")
	errTooLong   = errors.New("the need is too long")
	errNotReady  = errors.New("the engine is not open yet")
	errShutdown  = errors.New("the server is shutting down")
)

// failure is a row of the table of errors.
type failure struct {
	is     func(error) bool
	status int
	kind   string
	title  string
	// detail stands for the error's own text where that is not meant for clients; empty shows the text.
	detail string
}

// failures is the one table from errors to answers. The first row that fits counts; the last one fits everything.
func failures() []failure {
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	return []failure{
		{is(errRoute), http.StatusNotFound, ProblemRoute, "no such path", ""},
		{is(errMethod), http.StatusMethodNotAllowed, ProblemMethod, "method not allowed", ""},
		{is(errMediaType), http.StatusUnsupportedMediaType, ProblemMediaType, "unsupported media type", ""},
		{as[*http.MaxBytesError], http.StatusRequestEntityTooLarge, ProblemTooLarge, "body too large", ""},
		{is(errTooLong), http.StatusRequestEntityTooLarge, ProblemTooLarge, "need too long", ""},
		{as[*bodyError], http.StatusBadRequest, ProblemBody, "the body cannot be read", ""},
		{as[*parameterError], http.StatusBadRequest, ProblemParameter, "a parameter cannot be read", ""},
		{is(matcher.ErrNotFound), http.StatusNotFound, ProblemNotFound, "not found", ""},
		{is(matcher.ErrJudgment), http.StatusBadRequest, ProblemJudgment, "a judgment cannot be taken", ""},
		{is(matcher.ErrQuery), http.StatusBadRequest, ProblemQuery, "the query cannot be answered", ""},
		{is(errNotReady), http.StatusServiceUnavailable, ProblemNotReady, "not ready", ""},
		{is(errShutdown), http.StatusServiceUnavailable, ProblemNotReady, "not ready", ""},
		{is(context.DeadlineExceeded), http.StatusServiceUnavailable, ProblemTimeout, "time limit exceeded", "the request took longer than the server allows"},
		{is(context.Canceled), statusClosed, ProblemClosed, "request given up", "the client closed the request"},
		{is(os.ErrDeadlineExceeded), http.StatusRequestTimeout, ProblemSlowRequest, "request too slow", "the body did not arrive in time"},
		{func(error) bool { return true }, http.StatusInternalServerError, ProblemInternal, "internal error", "the log holds the cause under the request's id"},
	}
}

func as[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

// problemOf renders an error by the table.
func problemOf(err error, requestID string) Problem {
	for _, f := range failures() {
		if !f.is(err) {
			continue
		}
		p := Problem{Type: problemBase + f.kind, Title: f.title, Status: f.status, Detail: f.detail, RequestID: requestID}
		if p.Detail == "" {
			p.Detail = err.Error()
			p.point(err)
		}
		return p
	}
	panic("server: the table of errors has no last row")
}

// point adds the members that say where the fault is.
func (p *Problem) point(err error) {
	var query *matcher.QueryError
	var body *bodyError
	var parameter *parameterError
	switch {
	case errors.As(err, &query):
		p.Query, p.Offset, p.Detail = query.Query, &query.Offset, query.Reason
	case errors.As(err, &body):
		p.Field, p.Offset = body.field, &body.offset
	case errors.As(err, &parameter):
		p.Field = parameter.name
	}
}
