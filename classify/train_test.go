package classify

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// pumpsAndTeas are 40 titles of two classes that share no content word, and a definition of each.
func pumpsAndTeas() []Labelled {
	var all []Labelled
	for i := range 20 {
		all = append(all,
			Labelled{Text: fmt.Sprintf("一种%s水泵的叶轮", string(rune('一'+i))), Subclasses: []string{"F04D"}},
			Labelled{Text: fmt.Sprintf("一种%s茶叶的烘干", string(rune('丁'+i))), Subclasses: []string{"A23F"}})
	}
	return append(all,
		Labelled{Text: "非变容式泵", Subclasses: []string{"F04D"}, Definition: true},
		Labelled{Text: "咖啡；茶；其制造", Subclasses: []string{"A23F"}, Definition: true})
}

func trained(t *testing.T) *Classifier {
	t.Helper()
	c, err := Train(context.Background(), pumpsAndTeas(), DefaultMap(), DefaultOptions(), nil)
	require.NoError(t, err)
	return c
}

func TestTrain(t *testing.T) {
	c := trained(t)
	require.Equal(t, []string{"A23F", "F04D"}, c.Classes())
	for text, want := range map[string]string{"多级水泵": "F04D", "绿茶烘干机": "A23F"} {
		in := c.Infer(segment.Default().Analyze(text, segment.PatentText))
		require.Equal(t, want, in.IPC[0].Code, text)
		require.Greater(t, in.IPC[0].Weight, 0.9, text)
	}
}

func TestTrainIsReproducible(t *testing.T) {
	var a, b bytes.Buffer
	require.NoError(t, trained(t).Write(&a))
	require.NoError(t, trained(t).Write(&b))
	require.Equal(t, a.Bytes(), b.Bytes())
}

func TestTrainRefuses(t *testing.T) {
	ctx, m := context.Background(), DefaultMap()
	o := DefaultOptions()
	o.Folds = 1
	_, err := Train(ctx, pumpsAndTeas(), m, o, nil)
	require.ErrorIs(t, err, ErrOptions)
	for fault, texts := range map[string][]Labelled{
		"classify: nothing to learn from: text 1 has no subclass":           {{Text: "水泵"}},
		`classify: nothing to learn from: text 1: "F04" is no IPC subclass`: {{Text: "水泵", Subclasses: []string{"F04"}}},
		"classify: nothing to learn from: no title with a known term":       {{Text: "水泵", Subclasses: []string{"F04D"}, Definition: true}},
	} {
		_, err := Train(ctx, texts, m, DefaultOptions(), nil)
		require.EqualError(t, err, fault)
		require.ErrorIs(t, err, ErrTexts)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err = Train(cancelled, pumpsAndTeas(), m, DefaultOptions(), nil)
	require.ErrorIs(t, err, context.Canceled)
}

// Every title is scored by a classifier that has not seen it; the classes are easy, so all come out right.
func TestCrossValidate(t *testing.T) {
	var fits []string
	r, err := CrossValidate(context.Background(), pumpsAndTeas(), DefaultMap(), DefaultOptions(), func(done, of int) {
		fits = append(fits, fmt.Sprintf("%d/%d", done, of))
	})
	require.NoError(t, err)
	require.Equal(t, 40, r.Titles)
	require.Equal(t, 2, r.Classes)
	require.InDelta(t, 1, r.Top1, 1e-9)
	require.InDelta(t, 1, r.Top3, 1e-9)
	require.Equal(t, 40, r.Subclass.Answers)
	require.Less(t, r.Subclass.ECE, 0.1)
	require.Equal(t, []string{"1/5", "2/5", "3/5", "4/5", "5/5"}, fits)
}

// A title that the classes of others say nothing of is wrong, and the report says so.
func TestCrossValidateCountsErrors(t *testing.T) {
	texts := append(pumpsAndTeas(), Labelled{Text: "一种独特的茶叶烘干", Subclasses: []string{"F04D"}})
	r, err := CrossValidate(context.Background(), texts, DefaultMap(), DefaultOptions(), nil)
	require.NoError(t, err)
	require.Equal(t, 41, r.Titles)
	require.InDelta(t, 40.0/41, r.Top1, 1e-9)
}

func TestFile(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, trained(t).Write(&b))
	c, err := Read(bytes.NewReader(b.Bytes()), DefaultMap())
	require.NoError(t, err)
	text := segment.Default().Analyze("多级水泵", segment.PatentText)
	require.Equal(t, trained(t).Infer(text), c.Infer(text))

	_, err = Read(bytes.NewReader(b.Bytes()), semantic.Default())
	require.ErrorIs(t, err, ErrClassifier)
	require.ErrorContains(t, err, "it was trained with the map "+DefaultMap().Hash())
	for _, damaged := range [][]byte{nil, []byte("PK"), b.Bytes()[:b.Len()/2], b.Bytes()[:b.Len()-4]} {
		_, err := Read(bytes.NewReader(damaged), DefaultMap())
		require.ErrorIs(t, err, ErrClassifier)
	}
}

func FuzzRead(f *testing.F) {
	c, err := Train(context.Background(), pumpsAndTeas(), DefaultMap(), DefaultOptions(), nil)
	require.NoError(f, err)
	var b bytes.Buffer
	require.NoError(f, c.Write(&b))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := Read(bytes.NewReader(file), DefaultMap())
		if err != nil {
			require.ErrorIs(t, err, ErrClassifier)
			return
		}
		for _, w := range c.Infer(segment.Default().Analyze("多级水泵", segment.PatentText)).IPC {
			require.IsType(t, industry.Weighted{}, w)
		}
	})
}
