package learn

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

func TestFolds(t *testing.T) {
	folds := Folds(7, 3, 1)
	seen := map[int]int{}
	for _, f := range folds {
		require.Contains(t, []int{2, 3}, len(f))
		require.IsIncreasing(t, f)
		for _, i := range f {
			seen[i]++
		}
	}
	require.Len(t, folds, 3)
	require.Equal(t, map[int]int{0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}, seen, "each once")
	require.Equal(t, folds, Folds(7, 3, 1), "the same seed deals the same")
	require.NotEqual(t, Folds(50, 3, 1), Folds(50, 3, 2))
	require.Len(t, Folds(2, 5, 1), 2)
	in, out := Split([]string{"a", "b", "c", "d"}, []int{1, 3})
	require.Equal(t, []string{"b", "d"}, in)
	require.Equal(t, []string{"a", "c"}, out)
}

func TestIsotonic(t *testing.T) {
	// In the order of x the outcomes are 0 1 0 0 1 1: the one at 2 is pooled with both zeros after it, to 1/3.
	x := []float64{3, 1, 2, 4, 6, 5}
	y := []bool{false, false, true, false, true, true}
	steps := Isotonic(x, y)
	require.Len(t, steps, 3)
	require.Equal(t, Step{1, 1, 0, 1}, steps[0])
	require.Equal(t, 2.0, steps[1].Low)
	require.Equal(t, 4.0, steps[1].High)
	require.InDelta(t, 1.0/3, steps[1].Mean, 1e-12)
	require.Equal(t, Step{5, 6, 1, 2}, steps[2], "equal means are one step")
	// The same x is one step whatever the outcomes.
	require.Equal(t, []Step{{2, 2, 0.5, 2}, {3, 3, 1, 1}}, Isotonic([]float64{2, 2, 3}, []bool{false, true, true}))
}

func TestBrier(t *testing.T) {
	p, y := []float64{0.8, 0.4, 0.1, 0.1}, []bool{true, false, false, false}
	// (0.04 + 0.16 + 0.01 + 0.01) / 4, against ¼ · ¾.
	require.InDelta(t, 0.055, Brier(p, y), 1e-12)
	require.InDelta(t, 1-0.055/0.1875, BrierSkill(p, y), 1e-12)
	require.InDelta(t, 0, BrierSkill([]float64{0.25, 0.25, 0.25, 0.25}, y), 1e-12)
}

func TestReliability(t *testing.T) {
	bins := Reliability([]float64{0.8, 0.4, 0.1, 0.3}, []bool{true, false, false, true}, 2)
	require.Len(t, bins, 2)
	require.Equal(t, []float64{0.1, 0.3, 0.2, 0.5}, []float64{bins[0].Low, bins[0].High, bins[0].Predicted, bins[0].Observed})
	require.InDelta(t, 0.6, bins[1].Predicted, 1e-12)
	require.Equal(t, 0.5, bins[1].Observed)
	// Half of the outcomes are 0.3 off, half 0.1.
	require.InDelta(t, 0.2, CalibrationError(bins), 1e-12)
}

func TestAUC(t *testing.T) {
	// Of the four pairs, 3>2 and 3>1 are right, 1<2 is wrong, and 1=1 counts half.
	v, y := []float64{3, 1, 2, 1}, []bool{true, true, false, false}
	require.Equal(t, 2.5/4, AUC(v, y))
	require.True(t, math.IsNaN(AUC(v, []bool{true, true, true, true})))
	require.Equal(t, eval.Interval{Low: 1, High: 1}, AUCInterval([]float64{5, 4, 1, 2}, y, 100, 1))
	i := AUCInterval(v, y, 400, 1)
	require.Less(t, i.Low, 0.625)
	require.Greater(t, i.High, 0.625)
}

func TestLogistic(t *testing.T) {
	// Where x is 0 one of four is true, where it is 1 three of four: log odds −log 3 and log 3.
	rows := [][]float64{{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}}
	y := []bool{true, false, false, false, true, true, true, false}
	m, err := FitLogistic(rows, y, 0)
	require.NoError(t, err)
	require.InDelta(t, -math.Log(3), m.Intercept, 1e-5)
	require.InDelta(t, 2*math.Log(3), m.Coefficients[0], 1e-5)
	require.InDelta(t, 0.75, m.Probability([]float64{1}), 1e-5)
	held, err := FitLogistic(rows, y, 4)
	require.NoError(t, err)
	require.Less(t, held.Coefficients[0], m.Coefficients[0], "the penalty pulls to nothing")
	_, err = FitLogistic(rows, make([]bool, 8), 0)
	require.ErrorIs(t, err, ErrInvalid)
}

// problem makes topics whose second signal tells the grade, with noise, while the first and third are chance.
func problem(topics int) ([]Topic, eval.Qrels) {
	random := rand.New(rand.NewPCG(1, 9))
	out, qrels := make([]Topic, topics), eval.Qrels{}
	for i := range out {
		name := string(rune('a' + i))
		t := Topic{Name: name}
		qrels[name] = map[string]int{}
		for j := range 40 {
			d := Doc{ID: string(rune('A' + j)), Values: []float64{random.Float64(), 0, random.Float64()}}
			if j < 4 {
				d.Grade = 2 + j%2
			}
			d.Values[1] = 0.2*float64(d.Grade) + 0.4*random.Float64()
			qrels[name][d.ID] = d.Grade
			t.Docs = append(t.Docs, d)
		}
		out[i] = t
	}
	return out, qrels
}

func TestFitFindsTheInformativeSignal(t *testing.T) {
	topics, _ := problem(20)
	start := []float64{1, 0.2, 0.5}
	w, err := Fit(topics, start, 0.01)
	require.NoError(t, err)
	require.Equal(t, 1.0, w[0], "the first stays")
	require.Greater(t, w[1], 1.0)
	require.Less(t, w[2], 0.5)
	held, err := Fit(topics, start, 1e6)
	require.NoError(t, err)
	require.InDeltaSlice(t, start, held, 1e-4, "a strong pull keeps the weights")
	off, err := Fit(topics, []float64{1, 0.2, 0}, 0.01)
	require.NoError(t, err)
	require.Zero(t, off[2], "what is not in use stays out")
	_, err = Fit(topics, []float64{0, 1, 1}, 1)
	require.ErrorIs(t, err, ErrInvalid)
	_, err = Fit(topics, []float64{1, 1}, 1)
	require.ErrorIs(t, err, ErrInvalid, "as many values as weights")
	_, err = Fit([]Topic{{Name: "a", Docs: []Doc{{Values: []float64{1, 1}}}}}, []float64{1, 1}, 1)
	require.ErrorIs(t, err, ErrInvalid, "nothing is relevant")
}

func TestListLossLeavesOutTheUnjudged(t *testing.T) {
	docs := []Doc{{ID: "a", Values: []float64{1}, Grade: 2}, {ID: "b", Values: []float64{0}, Grade: -1}, {ID: "c", Values: []float64{0}, Grade: 1}}
	// Gains 3, 0, 1.
	l, err := newListLoss(Topic{Docs: docs}, 1)
	require.NoError(t, err)
	require.Equal(t, []float64{0.75, 0, 0.25}, l.shares)
	l, err = newListLoss(Topic{Docs: docs, Unjudged: true}, 1)
	require.NoError(t, err)
	require.Equal(t, []float64{0.75, 0.25}, l.shares)
}

func TestGradient(t *testing.T) {
	topics, _ := problem(2)
	m := listwise{start: []float64{1, 0.3, 0.5}, total: 1.8, free: []int{1, 2}, strength: 0.1}
	for _, topic := range topics {
		l, err := newListLoss(topic, 3)
		require.NoError(t, err)
		m.lists = append(m.lists, *l)
	}
	x, g, none := []float64{0.3, -0.2, 1.5}, make([]float64, 3), make([]float64, 3)
	m.loss(x, g)
	for i := range x {
		const h = 1e-6
		up, down := append([]float64(nil), x...), append([]float64(nil), x...)
		up[i] += h
		down[i] -= h
		require.InDelta(t, (m.loss(up, none)-m.loss(down, none))/(2*h), g[i], 1e-6)
	}
}

func TestCrossValidate(t *testing.T) {
	topics, qrels := problem(20)
	start := []float64{1, 0.2, 0.5}
	v, err := CrossValidate(topics, qrels, start, DefaultOptions())
	require.NoError(t, err)
	require.Len(t, v.Folds, 5)
	require.Len(t, v.Run, 20, "every topic is ranked once")
	o := DefaultOptions().Eval
	learnt, err := eval.Evaluate(qrels, v.Run, o)
	require.NoError(t, err)
	before, err := eval.Evaluate(qrels, v.Start, o)
	require.NoError(t, err)
	m := DefaultOptions().Measure
	a, err := learnt.Mean(m)
	require.NoError(t, err)
	b, err := before.Mean(m)
	require.NoError(t, err)
	require.Greater(t, a, b+0.2)
	require.Greater(t, v.Final.Weights[1], 1.0)
	_, err = CrossValidate(topics[:4], qrels, start, DefaultOptions())
	require.ErrorIs(t, err, ErrInvalid)
}
