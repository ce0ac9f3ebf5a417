package eval

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteBenchstat writes the report in the Go benchmark format, so that benchstat can
// set two runs side by side: a Unit line for each measure (which way is better, and
// that a value is exact: repeating it tells nothing new), the options as configuration
// (reports under other options land in other tables), one line for each topic, and one
// for the means:
//
//	BenchmarkName/topic=12 1 0.5123 ndcg@10 0.4 p@5
//	BenchmarkName/mean 1 0.4871 ndcg@10 0.38 p@5
//
// The name is a free label such as that of the dataset. It must be the same for the
// runs that are to be compared. What the format cannot hold in a name or a topic is
// written as %XX, and the first letter is raised.
func (r *Report) WriteBenchstat(w io.Writer, name string) error {
	var out bytes.Buffer
	for _, m := range r.Measures {
		better := "higher"
		if !m.HigherIsBetter() {
			better = "lower"
		}
		fmt.Fprintf(&out, "Unit %s better=%s assume=exact\n", m, better)
	}
	fmt.Fprintf(&out, "rel-level: %d\ncondensed: %t\n", r.RelLevel, r.Condensed)
	base := "Benchmark" + capital(escapeName(name))
	for _, t := range r.Topics {
		r.benchLine(&out, base+"/topic="+escapeName(t.Topic), t.Values)
	}
	r.benchLine(&out, base+"/mean", r.means())
	_, err := w.Write(out.Bytes())
	return err
}

func (r *Report) benchLine(out *bytes.Buffer, name string, values []float64) {
	fmt.Fprintf(out, "%s 1", name)
	for i, v := range values {
		fmt.Fprintf(out, " %s %s", strconv.FormatFloat(v, 'g', -1, 64), r.Measures[i])
	}
	out.WriteByte('\n')
}

// escapeName makes s one part of a benchmark name. White space, control characters and
// broken UTF-8 would end the name, a slash would start another part, and a hyphen
// before final digits would pass for GOMAXPROCS.
func escapeName(s string) string {
	var out strings.Builder
	procs := strings.TrimRight(s, "0123456789")
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		bad := unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || r == '/' || r == '%' ||
			r == '-' && i == len(procs)-1 && len(procs) < len(s)
		if !bad {
			out.WriteRune(r)
			continue
		}
		for _, b := range []byte(s[i : i+size]) {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

// capital raises the first letter, as the name of a Go benchmark asks for.
func capital(s string) string {
	if s == "" {
		return s
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
