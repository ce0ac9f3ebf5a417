package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/server"
)

// serveOptions are the flags of gongxu serve.
type serveOptions struct {
	engineFlags
	addr      string
	logFormat string
	options   server.Options
}

func newServeCommand() *cobra.Command {
	o := serveOptions{options: server.DefaultOptions()}
	cmd := &cobra.Command{
		Use:   "serve --dir D [--addr A]",
		Short: "Answer over HTTP",
		Long: `Answer over HTTP: POST /v1/match, GET /v1/search, /v1/patents/{id}, /v1/patents/{id}/recommendations,
/v1/needs/{id}/recommendations and /v1/industries; /openapi.json describes them. /healthz answers at once, /readyz as soon as
the directory is open and warm, /metrics in the form of Prometheus.

The directory is only read: several processes may serve it at once, and none can change it meanwhile but for gongxu embed and gongxu
retrain, whose vectors and map are taken in within half a minute. An interrupt or SIGTERM lets running requests finish. A changed file of synonyms is read
again within seconds. A SIGHUP does all at once.`,
		Example: `  gongxu serve --dir data
  gongxu serve --dir data --addr 127.0.0.1:0 --log-format json
  curl -s http://127.0.0.1:8080/v1/match -H 'Content-Type: application/json' -d '{"title":"锂电池正极材料","k":3}'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.serve(cmd.Context(), cmd.ErrOrStderr()) },
	}
	o.add(cmd, false)
	o.embedder.add(cmd, defaultEmbedBudget)
	o.reranker.add(cmd, defaultRerankBudget)
	o.synonyms.add(cmd)
	o.ranking.add(cmd, "weights and calibration of this file, made by gongxu tune, instead of the directory's")
	addThreshold(cmd, &o.options.Threshold)
	flags := cmd.Flags()
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 takes a free one")
	flags.DurationVar(&o.options.Timeout, "timeout", o.options.Timeout, "longest time for one request")
	flags.DurationVar(&o.options.ShutdownTimeout, "shutdown-timeout", o.options.ShutdownTimeout, "longest time for running requests at the end")
	flags.Int64Var(&o.options.BodyLimit, "body-limit", o.options.BodyLimit, "largest body of a request, in bytes")
	flags.Int64Var(&o.options.CacheBytes, "cache-bytes", o.options.CacheBytes, "memory for cached results, in bytes; 0 for none")
	flags.IntVar(&o.options.MaxK, "max-k", o.options.MaxK, "largest number of results that a request may ask for")
	flags.StringVar(&o.logFormat, "log-format", "text", "text or json")
	return cmd
}

// serve answers until the context ends. The socket opens first, so that probes find the process while the engine opens.
func (o *serveOptions) serve(ctx context.Context, errOut io.Writer) (err error) {
	switch o.logFormat {
	case "text":
		o.options.Logger = slog.New(slog.NewTextHandler(errOut, nil))
	case "json":
		o.options.Logger = slog.New(slog.NewJSONHandler(errOut, nil))
	default:
		return usage("--log-format %q is neither text nor json", o.logFormat)
	}
	o.options.Collectors = []prometheus.Collector{
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	}
	srv, err := server.New(nil, o.options)
	if errors.Is(err, server.ErrOptions) {
		return usage("%w", err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.Close()) }()
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", o.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(errOut, "gongxu: listening on http://%s\n", l.Addr())
	return o.run(ctx, srv, l)
}

// run opens the engine while the server already answers. What fails first ends both.
func (o *serveOptions) run(ctx context.Context, srv *server.Server, l net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var engine *matcher.Engine
	opened, ended := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(ended)
		synonyms := o.synonyms.state()
		var err error
		if engine, err = o.openReadOnly(); err == nil {
			err = engine.Warm()
		}
		if err == nil {
			err = o.use(ctx, srv, engine)
		}
		if err != nil {
			stop()
		}
		opened <- err
		if err == nil {
			o.watch(ctx, synonyms, engine)
		}
	}()
	err := srv.Serve(ctx, l)
	stop()
	err = errors.Join(<-opened, err)
	<-ended
	if engine != nil {
		err = errors.Join(err, engine.Close())
	}
	return err
}

// watch keeps the engine's lexicon as the file is, and its vectors and map as gongxu embed and gongxu retrain leave them, until the context
// ends.
func (o *serveOptions) watch(ctx context.Context, synonyms fileState, engine *matcher.Engine) {
	var watchers sync.WaitGroup
	if o.synonyms.file != "" {
		watchers.Go(func() {
			whenever(synonymPoll, func(hangups <-chan os.Signal, ticks <-chan time.Time) {
				o.synonyms.watch(ctx, synonyms, hangups, ticks, engine, o.options.Logger)
			})
		})
	}
	refreshers := []refresher{{"map of terms", func() (slog.Attr, bool, error) {
		changed, err := engine.RefreshMeaning()
		return slog.String("hash", engine.Meaning().Hash()), changed, err
	}}}
	if o.embedder.options.URL != "" {
		refreshers = append(refreshers, refresher{"vectors", func() (slog.Attr, bool, error) {
			count, changed, err := engine.RefreshVectors()
			return slog.Int("vectors", count), changed, err
		}})
	}
	for _, r := range refreshers {
		watchers.Go(func() {
			whenever(refreshPoll, func(hangups <-chan os.Signal, ticks <-chan time.Time) { r.watch(ctx, hangups, ticks, o.options.Logger) })
		})
	}
	watchers.Wait()
}

// whenever gives a function hangups and ticks until it returns.
func whenever(poll time.Duration, watch func(hangups <-chan os.Signal, ticks <-chan time.Time)) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	watch(hangups, ticker.C)
}

// use puts an engine to work; that the end came first is no failure.
func (o *serveOptions) use(ctx context.Context, srv *server.Server, engine *matcher.Engine) error {
	err := srv.Use(ctx, engine)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if n := engine.FeedbackTorn(); n > 0 {
		o.options.Logger.LogAttrs(ctx, slog.LevelWarn, "feedback ends in a line that was not written whole", slog.Int("bytes", n))
	}
	patents, needs, err := engine.Counts()
	if err != nil {
		return err
	}
	o.options.Logger.LogAttrs(ctx, slog.LevelInfo, "ready", slog.String("dir", o.dir), slog.Uint64("patents", patents), slog.Uint64("needs", needs))
	return nil
}
