package benchmarks

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// lineEvery is the least time between two lines about the same work.
const lineEvery = 5 * time.Second

// Log tells people how far a measurement is, on a writer that is not the result's. A nil Log says nothing.
type Log struct {
	mu sync.Mutex
	w  io.Writer
}

// NewLog returns a Log on a writer.
func NewLog(w io.Writer) *Log { return &Log{w: w} }

// Printf writes one line.
func (l *Log) Printf(format string, args ...any) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.w, format+"\n", args...)
}

// counter tells how many things of one piece of work are done.
type counter struct {
	log         *Log
	name, unit  string
	total       int
	mu          sync.Mutex
	done        int
	start, last time.Time
}

func (l *Log) start(name string, total int, unit string) *counter {
	now := time.Now()
	return &counter{log: l, name: name, unit: unit, total: total, start: now, last: now}
}

// set tells that n are done.
func (c *counter) set(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done = n
	now := time.Now()
	if now.Sub(c.last) < lineEvery || n == 0 {
		return
	}
	c.last = now
	elapsed := now.Sub(c.start)
	left := time.Duration(float64(elapsed) * float64(c.total-n) / float64(n)).Round(time.Second)
	c.log.Printf("%s: %d of %d %s, %.0f/s, %s left", c.name, n, c.total, c.unit, perSecond(n, elapsed), left)
}

// finish tells how long it took.
func (c *counter) finish() {
	c.mu.Lock()
	defer c.mu.Unlock()
	elapsed := time.Since(c.start)
	c.log.Printf("%s: %d %s in %s, %.0f/s", c.name, c.done, c.unit, elapsed.Round(time.Millisecond), perSecond(c.done, elapsed))
}

func perSecond(n int, d time.Duration) float64 {
	if d <= 0 {
		return 0
	}
	return float64(n) / d.Seconds()
}
