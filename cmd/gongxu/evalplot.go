package main

import (
	"image/color"
	"io"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/gongxu/gongxu/eval"
)

// plotDifferences draws an SVG bar chart with one bar for each topic, the first of its differences, in the order given.
func plotDifferences(w io.Writer, title string, topics []eval.TopicDifference) error {
	values := make(plotter.Values, len(topics))
	names := make([]string, len(topics))
	for i, t := range topics {
		values[i], names[i] = t.Differences[0], t.Topic
	}
	const bar = 8
	bars, err := plotter.NewBarChart(values, vg.Points(bar))
	if err != nil {
		return err
	}
	bars.Color, bars.LineStyle.Width = color.RGBA{G: 114, B: 178, A: 255}, 0
	p := plot.New()
	p.Title.Text, p.Y.Label.Text = title, "difference"
	p.Add(plotter.NewGrid(), bars)
	p.NominalX(names...)
	p.X.Tick.Label.Rotation, p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = 1.5708, draw.XRight, draw.YCenter
	canvas := vgsvg.New(vg.Points(float64(120+len(topics)*(bar+6))), 10*vg.Centimeter)
	p.Draw(draw.New(canvas))
	_, err = canvas.WriteTo(w)
	return err
}
