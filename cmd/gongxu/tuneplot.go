package main

import (
	"errors"
	"image/color"
	"os"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/gongxu/gongxu/learn"
)

// drawReliability draws observed against predicted probabilities, in bins and as an isotonic curve, into a directory.
func drawReliability(dir string, c *calibrated) error {
	var bins, curve plotter.XYs
	highest := 0.0
	for _, b := range learn.Reliability(c.pairs, c.outcomes, reliabilityBins) {
		bins = append(bins, plotter.XY{X: b.Predicted, Y: b.Observed})
		highest = max(highest, b.Predicted, b.Observed)
	}
	for _, s := range learn.Isotonic(c.pairs, c.outcomes) {
		curve = append(curve, plotter.XY{X: s.Low, Y: s.Mean}, plotter.XY{X: s.High, Y: s.Mean})
	}
	highest = min(1, 1.5*highest)
	p := plot.New()
	p.Title.Text = "Reliability of the probability that a match is recommended"
	p.X.Label.Text, p.Y.Label.Text = "predicted", "observed"
	p.Legend.Top, p.Legend.Left = true, true
	ideal, err := plotter.NewLine(plotter.XYs{{}, {X: highest, Y: highest}})
	if err != nil {
		return err
	}
	ideal.Color, ideal.Dashes = color.Gray{Y: 128}, []vg.Length{vg.Points(3), vg.Points(3)}
	fitted, err := plotter.NewLine(curve)
	if err != nil {
		return err
	}
	fitted.Color, fitted.Width = color.RGBA{R: 230, G: 159, A: 255}, vg.Points(1.2)
	marks, err := plotter.NewScatter(bins)
	if err != nil {
		return err
	}
	marks.Color, marks.Shape, marks.Radius = color.RGBA{G: 114, B: 178, A: 255}, draw.CircleGlyph{}, vg.Points(3)
	p.Add(plotter.NewGrid(), ideal, fitted, marks)
	p.Legend.Add("tenths of the pairs", marks)
	p.Legend.Add("isotonic curve", fitted)
	p.Legend.Add("ideal", ideal)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, highest, 0, highest
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	const side = 14 * vg.Centimeter
	return errors.Join(p.Save(side, side, filepath.Join(dir, "reliability.svg")), p.Save(side, side, filepath.Join(dir, "reliability.png")))
}
