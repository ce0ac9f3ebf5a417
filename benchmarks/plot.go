package benchmarks

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The size of the picture of how figures grow.
const (
	plotWidth  = 30 * vg.Centimeter
	plotHeight = 11 * vg.Centimeter
	plotDPI    = 110
)

// line is one curve of a panel: the value that a report has, or none.
type line struct {
	name  string
	shade color.Color
	value func(*Report) (float64, bool)
}

// panel is one of the pictures side by side.
type panel struct {
	title, unit string
	lines       []line
}

// panels are latency, memory and indexing time. Colours are those of Okabe and Ito, which colour-blind people can tell apart.
func panels() []panel {
	var (
		blue   = color.RGBA{G: 114, B: 178, A: 255}
		sky    = color.RGBA{R: 86, G: 180, B: 233, A: 255}
		green  = color.RGBA{G: 158, B: 115, A: 255}
		orange = color.RGBA{R: 230, G: 159, A: 255}
		red    = color.RGBA{R: 213, G: 94, A: 255}
	)
	peer := func(name string, f func(PeerReport, *Report) float64) func(*Report) (float64, bool) {
		return func(r *Report) (float64, bool) {
			p, ok := r.Peers[name]
			return f(p, r), ok
		}
	}
	own := func(f func(*Report) float64) func(*Report) (float64, bool) {
		return func(r *Report) (float64, bool) { return f(r), true }
	}
	return []panel{
		{"Time of a need, best 50, warm", "ms", []line{
			{"all views, all cores, p50", blue, own(func(r *Report) float64 { return r.Need.P50 })},
			{"all views, all cores, p95", sky, own(func(r *Report) float64 { return r.Need.P95 })},
			{"bigrams, one core, p50", green, own(func(r *Report) float64 { return r.Bigrams.P50 })},
			{"Lucene, bigrams, one core, p50", orange, peer("lucene-cjk", func(p PeerReport, _ *Report) float64 { return p.Need.P50 })},
			{"Lucene, bigrams, one core, p95", red, peer("lucene-cjk", func(p PeerReport, _ *Report) float64 { return p.Need.P95 })},
		}},
		{"Peak memory", "MiB", []line{
			{"serving, anonymous", blue, own(func(r *Report) float64 { return r.Anon })},
			{"serving, resident with mapped files", sky, own(func(r *Report) float64 { return r.RSS })},
			{"indexing, anonymous", green, own(func(r *Report) float64 { return r.IndexPeakAnon })},
		}},
		{"Time to index", "s", []line{
			{"all views, merged, ready to ask", blue, own(func(r *Report) float64 { return r.IndexSeconds })},
			{"Lucene, bigrams alone", orange, peer("lucene-cjk", func(p PeerReport, r *Report) float64 { return float64(r.Patents) / p.IndexRate })},
		}},
	}
}

// WriteScalingPlot draws latency, memory and indexing time against the number of patents, both axes logarithmic, into scaling.svg and
// scaling.png of a directory. It fails with ErrTask when there is no report.
func WriteScalingPlot(dir string, reports []*Report) error {
	if len(reports) == 0 {
		return fmt.Errorf("%w: nothing to draw", ErrTask)
	}
	sorted := slices.SortedFunc(slices.Values(reports), func(a, b *Report) int { return a.Patents - b.Patents })
	var plots []*plot.Plot
	for _, p := range panels() {
		drawn, err := p.plot(sorted)
		if err != nil {
			return err
		}
		plots = append(plots, drawn)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	svg := vgsvg.New(plotWidth, plotHeight)
	drawPanels(plots, draw.New(svg))
	png := vgimg.NewWith(vgimg.UseWH(plotWidth, plotHeight), vgimg.UseDPI(plotDPI))
	drawPanels(plots, draw.New(png))
	return errors.Join(
		writeTo(filepath.Join(dir, "scaling.svg"), svg),
		writeTo(filepath.Join(dir, "scaling.png"), vgimg.PngCanvas{Canvas: png}),
	)
}

// plot draws one panel. Figures that are not positive have no place on a logarithmic axis and are left out.
func (p panel) plot(reports []*Report) (*plot.Plot, error) {
	out := plot.New()
	out.Title.Text = p.title
	out.X.Label.Text, out.Y.Label.Text = "patents", p.unit
	out.X.Scale, out.Y.Scale = plot.LogScale{}, plot.LogScale{}
	out.X.Tick.Marker, out.Y.Tick.Marker = decades{}, decades{}
	out.Legend.Top, out.Legend.Left, out.Legend.Padding = true, true, vg.Points(2)
	out.Legend.XOffs, out.Legend.YOffs = vg.Points(6), -vg.Points(6)
	out.Add(plotter.NewGrid())
	lowest, highest := 0.0, 0.0
	for _, l := range p.lines {
		var points plotter.XYs
		for _, r := range reports {
			if v, ok := l.value(r); ok && v > 0 {
				points = append(points, plotter.XY{X: float64(r.Patents), Y: v})
				if lowest == 0 || v < lowest {
					lowest = v
				}
				highest = max(highest, v)
			}
		}
		if len(points) == 0 {
			continue
		}
		curve, marks, err := plotter.NewLinePoints(points)
		if err != nil {
			return nil, err
		}
		curve.Color, curve.Width = l.shade, vg.Points(1.6)
		marks.Color, marks.Shape = l.shade, draw.CircleGlyph{}
		out.Add(curve, marks)
		out.Legend.Add(l.name, curve, marks)
	}
	if lowest == 0 {
		lowest, highest = 1, 1
	}
	// There is room above the curves for the legend.
	out.Y.Min, out.Y.Max = lowest/1.5, highest*8
	out.X.Min, out.X.Max = float64(reports[0].Patents)/1.3, float64(reports[len(reports)-1].Patents)*1.3
	return out, nil
}

// drawPanels draws the panels from left to right.
func drawPanels(plots []*plot.Plot, on draw.Canvas) {
	tiles := draw.Tiles{
		Rows: 1, Cols: len(plots), PadX: vg.Points(14), PadTop: vg.Points(8), PadBottom: vg.Points(8), PadLeft: vg.Points(8), PadRight: vg.Points(14),
	}
	for i, c := range plot.Align([][]*plot.Plot{plots}, tiles, on)[0] {
		plots[i].Draw(c)
	}
}

// decades marks 1, 2 and 5 of every power of ten, as 200, 5k and 1M.
type decades struct{}

// Ticks implements plot.Ticker.
func (decades) Ticks(low, high float64) []plot.Tick {
	var out []plot.Tick
	for unit := 1e-6; unit <= high; unit *= 10 {
		for _, digit := range []float64{1, 2, 5} {
			if v := digit * unit; v >= low && v <= high {
				out = append(out, plot.Tick{Value: v, Label: shortNumber(v)})
			}
		}
	}
	return out
}

// shortNumber writes a number with three digits, thousands as k and millions as M.
func shortNumber(v float64) string {
	switch {
	case v >= 1e6:
		return fmt.Sprintf("%.3gM", v/1e6)
	case v >= 1e3:
		return fmt.Sprintf("%.3gk", v/1e3)
	}
	return fmt.Sprintf("%.3g", v)
}

// writeTo writes a picture into a new file.
func writeTo(path string, from io.WriterTo) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = from.WriteTo(f)
	return errors.Join(err, f.Close())
}
