package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// lineEvery is the least time between two lines of progress where there is no terminal.
const lineEvery = 2 * time.Second

// progress shows how far a long command is, as a bar on a terminal and as a line now and then elsewhere. Its methods may be
// called from any number of goroutines; a nil progress shows nothing.
type progress struct {
	w     io.Writer
	what  string // what is counted, such as "docs"
	total int64  // of the units that advance counts
	start time.Time
	bar   *progressbar.ProgressBar

	mu     sync.Mutex
	done   int64
	items  int
	before int // items of earlier parts
	last   time.Time
}

// newProgress starts to show progress on w; quiet gives nil.
func newProgress(w io.Writer, what string, total int64, quiet bool) *progress {
	if quiet {
		return nil
	}
	p := &progress{w: w, what: what, total: max(1, total), start: time.Now(), last: time.Now()}
	if isTerminal(w) {
		p.bar = progressbar.NewOptions64(p.total,
			progressbar.OptionSetWriter(w), progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionSetWidth(30),
			progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(true))
	}
	return p
}

// advance sets how many units, such as bytes, are done.
func (p *progress) advance(done int64) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = min(done, p.total)
	p.show()
}

// count sets how many items of the current part are done.
func (p *progress) count(items int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.items = p.before + items
	p.show()
}

// reach sets how many units are done where every unit is an item.
func (p *progress) reach(items int) {
	p.count(items)
	p.advance(int64(items))
}

// part begins another part, whose items are counted from nought.
func (p *progress) part() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.before = p.items
}

func (p *progress) show() {
	now := time.Now()
	elapsed := now.Sub(p.start)
	if p.bar != nil {
		if now.Sub(p.last) >= 200*time.Millisecond {
			p.last = now
			p.bar.Describe(fmt.Sprintf("%d %s, %.0f/s", p.items, p.what, perSecond(p.items, elapsed)))
		}
		_ = p.bar.Set64(p.done) // a bar that cannot be drawn is no reason to stop
		return
	}
	if now.Sub(p.last) < lineEvery {
		return
	}
	p.last = now
	left := "?"
	if p.done > 0 {
		left = time.Duration(float64(elapsed) * float64(p.total-p.done) / float64(p.done)).Round(time.Second).String()
	}
	fmt.Fprintf(p.w, "%d %s, %.0f %%, %.0f %s/s, %s left\n",
		p.items, p.what, 100*float64(p.done)/float64(p.total), perSecond(p.items, elapsed), p.what, left)
}

// finish removes the bar.
func (p *progress) finish() {
	if p != nil && p.bar != nil {
		_ = p.bar.Finish()
	}
}

func perSecond(n int, d time.Duration) float64 {
	if d <= 0 {
		return 0
	}
	return float64(n) / d.Seconds()
}
