package server

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/stretchr/testify/require"
)

func TestOptionsValidate(t *testing.T) {
	require.NoError(t, DefaultOptions().Validate())
	for name, change := range map[string]func(*Options){
		"timeout 0s":         func(o *Options) { o.Timeout = 0 },
		"shutdown timeout":   func(o *Options) { o.ShutdownTimeout = -1 },
		"body limit of 0":    func(o *Options) { o.BodyLimit = 0 },
		"text limit of 0":    func(o *Options) { o.TextLimit = 0 },
		"cache of -1 bytes":  func(o *Options) { o.CacheBytes = -1 },
		"largest k 0":        func(o *Options) { o.MaxK = 0 },
		"largest k 10001":    func(o *Options) { o.MaxK = 10_001 },
		"no logger":          func(o *Options) { o.Logger = nil },
		"no clock":           func(o *Options) { o.Now = nil },
		"no source":          func(o *Options) { o.NewRequestID = nil },
		"collector 0 is nil": func(o *Options) { o.Collectors = []prometheus.Collector{nil} },
	} {
		o := DefaultOptions()
		change(&o)
		err := o.Validate()
		require.ErrorIs(t, err, ErrOptions, name)
		require.ErrorContains(t, err, name)
		_, err = New(&fake{}, o)
		require.ErrorIs(t, err, ErrOptions, name)
	}
	var empty Options
	require.ErrorContains(t, empty.Validate(), "timeout")
	require.ErrorContains(t, empty.Validate(), "no clock", "every fault is reported")
}

func TestCollectors(t *testing.T) {
	b := newBench(t, &fake{}, func(o *Options) { o.Collectors = []prometheus.Collector{collectors.NewGoCollector()} })
	require.Contains(t, b.get(t, "/metrics").Body.String(), "go_goroutines ")
	o := testOptions()
	o.Collectors = []prometheus.Collector{collectors.NewGoCollector(), collectors.NewGoCollector()}
	_, err := New(&fake{}, o)
	require.ErrorIs(t, err, ErrOptions, "one collector twice")
}

func TestDefaultRequestIDs(t *testing.T) {
	newID := DefaultOptions().NewRequestID
	require.True(t, validRequestID(newID()))
	one, two := newID(), newID()
	require.NotEqual(t, one, two)
}
