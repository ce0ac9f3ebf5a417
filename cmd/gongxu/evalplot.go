package main

import (
	"image/color"
	"io"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/gongxu/gongxu/eval"
)

// Width of a bar and of the gap behind it in points, and of a topic's name in characters.
const (
	plotBar   = 8
	plotGap   = 6
	plotLabel = 14
)

// plotDifferences draws an SVG bar chart with one bar for each topic, the first of its differences, in the order given.
func plotDifferences(w io.Writer, title string, topics []eval.TopicDifference) error {
	p, width, err := differencesPlot(title, topics)
	if err != nil {
		return err
	}
	canvas := vgsvg.New(width, 10*vg.Centimeter)
	p.Draw(draw.New(canvas))
	_, err = canvas.WriteTo(w)
	return err
}

// differencesPlot lays the chart out and says how wide it is.
func differencesPlot(title string, topics []eval.TopicDifference) (*plot.Plot, vg.Length, error) {
	values := make(plotter.Values, len(topics))
	names := make([]string, len(topics))
	for i, t := range topics {
		values[i], names[i] = t.Differences[0], shorten(t.Topic, plotLabel)
	}
	bars, err := plotter.NewBarChart(values, vg.Points(plotBar))
	if err != nil {
		return nil, 0, err
	}
	bars.Color, bars.LineStyle.Width = color.RGBA{G: 114, B: 178, A: 255}, 0
	p := plot.New()
	p.Title.Text, p.Y.Label.Text = title, "difference"
	p.Add(plotter.NewGrid(), bars)
	p.NominalX(names...)
	p.X.Tick.Label.Rotation, p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = math.Pi/2, draw.XRight, draw.YCenter
	return p, vg.Points(float64(120 + len(topics)*(plotBar+plotGap))), nil
}
