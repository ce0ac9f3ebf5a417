package server

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/gin-gonic/gin"
)

// Server answers requests with an engine. All methods may be called from any number of goroutines.
type Server struct {
	opts     Options
	router   *gin.Engine
	cache    *resultCache
	metrics  *metrics
	document []byte
	backend  atomic.Pointer[backend]
	engines  atomic.Uint64
	draining atomic.Bool
}

// New makes a server. The engine stays the caller's, who closes it after the server; nil means that it opens later and comes in
// through Use, and until then only what needs no engine is answered. Gin's debug output, a setting of the whole process, is
// turned off.
func New(engine Engine, opts Options) (*Server, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	s := &Server{opts: opts}
	var err error
	if s.document, err = document(s.routes(), opts); err != nil {
		return nil, err
	}
	if s.metrics, err = newMetrics(s); err != nil {
		return nil, err
	}
	if s.cache, err = newResultCache(opts.CacheBytes); err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	s.router = s.newRouter()
	if engine != nil {
		s.publish(engine)
	}
	return s, nil
}

// Use warms an engine up and then answers with it, in place of the one before, if any. Requests that are under way keep the old
// one. An error means that the engine could not answer; the server goes on as before.
func (s *Server) Use(ctx context.Context, engine Engine) error {
	if err := warm(ctx, engine); err != nil {
		return err
	}
	s.publish(engine)
	return nil
}

func (s *Server) publish(e Engine) { s.backend.Store(&backend{e, s.engines.Add(1)}) }

// engine returns the engine to answer with.
func (s *Server) engine() (*backend, error) {
	if s.draining.Load() {
		return nil, errShutdown
	}
	b := s.backend.Load()
	if b == nil {
		return nil, errNotReady
	}
	return b, nil
}

// Handler returns the handler of all paths, for use in another HTTP server. Below a prefix it is mounted with http.StripPrefix.
func (s *Server) Handler() http.Handler { return s.router }

// Close frees the cache of results. It is called when no request runs any more; the engine is not closed.
func (s *Server) Close() error {
	s.cache.close()
	return nil
}

// newRouter registers the routes with gin.
func (s *Server) newRouter() *gin.Engine {
	g := gin.New()
	g.HandleMethodNotAllowed = true
	g.RedirectTrailingSlash = false
	// Ids may hold any character: parameters are cut out of the escaped path, and unescaped by the handlers, because gin would
	// turn a plus sign into a space.
	g.UseEscapedPath = true
	g.UnescapePathValues = false
	g.Use(s.observe, s.limit)
	for _, r := range s.routes() {
		h := s.adapt(r.handle)
		g.Handle(r.method, r.ginPath(), h)
		if r.method == http.MethodGet {
			g.Handle(http.MethodHead, r.ginPath(), h)
		}
	}
	g.NoRoute(s.adapt(func(c *gin.Context) error { return fmt.Errorf("%w: %s", errRoute, c.Request.URL.EscapedPath()) }))
	g.NoMethod(s.adapt(func(c *gin.Context) error {
		return fmt.Errorf("%w: %s; it has %s", errMethod, c.Request.Method, c.Writer.Header().Get("Allow"))
	}))
	return g
}
