package benchmarks

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// Memory is the largest amount of memory that a process had, in MiB; 0 where the system does not tell (it does on Linux).
type Memory struct {
	// Anon is memory of the process's own, RssAnon: heap and stacks, without mapped files.
	Anon float64 `json:"peak_anon_mib"`
	// RSS is all that was resident, mapped files included, which the system takes back when others need it.
	RSS float64 `json:"peak_rss_mib"`
}

// sampleEvery is the time between two looks at the memory.
const sampleEvery = 10 * time.Millisecond

// memoryWatch samples the memory of a process.
type memoryWatch struct {
	stop func()
	done sync.WaitGroup
	peak Memory
}

// watchMemory samples this process.
func watchMemory() *memoryWatch { return watchProcess("self") }

// watchProcess samples the process with a number until it is told to end.
func watchProcess(pid string) *memoryWatch {
	stop := make(chan struct{})
	w := &memoryWatch{stop: sync.OnceFunc(func() { close(stop) })}
	w.done.Go(func() {
		tick := time.NewTicker(sampleEvery)
		defer tick.Stop()
		for {
			w.peak = larger(w.peak, memoryOf(pid))
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	})
	return w
}

// end ends the sampling and returns the peaks.
func (w *memoryWatch) end() Memory {
	w.stop()
	w.done.Wait()
	return w.peak
}

func larger(a, b Memory) Memory { return Memory{Anon: max(a.Anon, b.Anon), RSS: max(a.RSS, b.RSS)} }

// memoryOf reads what a process has at the moment.
func memoryOf(pid string) Memory {
	f, err := os.Open("/proc/" + pid + "/status")
	if err != nil {
		return Memory{}
	}
	defer f.Close()
	var m Memory
	for lines := bufio.NewScanner(f); lines.Scan(); {
		m = larger(m, parseStatus(lines.Text()))
	}
	return m
}

// parseStatus reads one line of /proc/PID/status.
func parseStatus(line string) Memory {
	name, value, _ := strings.Cut(line, ":")
	kib := 0.0
	if name != "RssAnon" && name != "VmRSS" {
		return Memory{}
	}
	if _, err := fmt.Sscan(value, &kib); err != nil {
		return Memory{}
	}
	if name == "RssAnon" {
		return Memory{Anon: kib / 1024}
	}
	return Memory{RSS: kib / 1024}
}
