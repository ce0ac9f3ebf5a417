package classify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/learn"
	"github.com/gongxu/gongxu/segment"
)

func inferred(texts ...string) Inference {
	var list []*segment.Analysis
	for _, text := range texts {
		list = append(list, segment.Default().Analyze(text, segment.NeedText))
	}
	return Default().Infer(list...)
}

// The titles are made up; their subclasses are where an examiner would put them.
func TestInferSubclasses(t *testing.T) {
	for title, want := range map[string]string{
		"一种锂离子电池正极材料的制备方法":   "H01M",
		"盾构隧道管片拼装机及其施工方法":    "E21D",
		"一种用于治疗糖尿病的中药组合物":    "A61K",
		"卷积神经网络的图像识别方法及存储介质": "G06V",
		"一种茶叶烘干机":            "A23F",
		"一种污水处理用的膜生物反应器":     "C02F",
		"数控机床刀库自动换刀装置":       "B23Q",
		"水稻插秧机的秧苗输送机构":       "A01C",
		"一种无人机机翼折叠机构":        "B64C",
		"一种变压器绕组局部放电检测装置":    "G01R",
		"轮胎胎面用橡胶组合物":         "C08L",
		"一种建筑外墙保温板":          "E04B",
		"用于心脏介入手术的导管":        "A61M",
		"移动通信网络中随机接入的方法和基站":  "H04W",
	} {
		in := inferred(title)
		require.NotEmpty(t, in.IPC, title)
		var codes []string
		for _, w := range in.IPC[:min(3, len(in.IPC))] {
			codes = append(codes, w.Code)
		}
		require.Contains(t, codes, want, title)
	}
}

func TestInferBranchesAndDivisions(t *testing.T) {
	in := inferred("一种锂离子电池正极材料的制备方法")
	require.Equal(t, "H01M", in.IPC[0].Code)
	require.Greater(t, in.IPC[0].Weight, 0.8)
	require.Contains(t, codesOf(in.GBT), "38") // 电气机械和器材制造业
	require.Equal(t, "5.2", in.SEI[0].Code)    // 新能源汽车装置、配件制造
	sum := 0.0
	for _, w := range in.SEI {
		require.GreaterOrEqual(t, w.Weight, leastProbability)
		sum += w.Weight
	}
	require.Less(t, sum, 1.3)
}

func TestInferOrders(t *testing.T) {
	for _, list := range [][]float64{weightsOf(inferred("一种水泵").IPC), weightsOf(inferred("一种水泵").GBT)} {
		for i := 1; i < len(list); i++ {
			require.LessOrEqual(t, list[i], list[i-1])
		}
		require.LessOrEqual(t, len(list), mostInferred)
	}
}

// What says nothing gives empty lists, not nil ones, so that JSON has [].
func TestInferNothing(t *testing.T) {
	for _, text := range []string{"", "！？", "\x00\x01", "🀄🀅"} {
		require.Equal(t, Inference{IPC: inferred().IPC, SEI: inferred().SEI, GBT: inferred().GBT}, inferred(text), text)
		require.NotNil(t, inferred(text).IPC)
		require.Empty(t, inferred(text).IPC)
	}
	require.Empty(t, Default().Infer(nil, nil).IPC)
}

// A second text adds to the first and does not override it; a very long one is no title and has no head.
func TestInferSeveralTexts(t *testing.T) {
	title := "一种锂离子电池正极材料"
	require.Equal(t, "H01M", inferred(title, strings.Repeat("本公司成立于一九九八年，位于江苏省。", 500)).IPC[0].Code)
	require.Equal(t, inferred("水泵"), inferred("", "水泵"))
}

func codesOf(list []industry.Weighted) (codes []string) {
	for _, w := range list {
		codes = append(codes, w.Code)
	}
	return codes
}

func weightsOf(list []industry.Weighted) (weights []float64) {
	for _, w := range list {
		weights = append(weights, w.Weight)
	}
	return weights
}

func TestFields(t *testing.T) {
	in := Inference{
		IPC: []industry.Weighted{{Code: "H01M", Weight: 0.5}}, SEI: []industry.Weighted{{Code: "5.2", Weight: 0.25}}, GBT: []industry.Weighted{{Code: "38", Weight: 0.125}},
	}
	require.Equal(t, Fields{
		IPC: []Field{{"H01M", "用于直接转变化学能为电能的方法或装置，例如电池组", 0.5}},
		SEI: []Field{{"5.2", "新能源汽车装置、配件制造", 0.25}},
		GBT: []Field{{"38", "电气机械和器材制造业", 0.125}},
	}, in.Fields())
	require.Equal(t, Fields{IPC: []Field{}, SEI: []Field{}, GBT: []Field{}}, Default().InferText("").Fields())
}

// Scores that cannot be probable are passed over where a curve rises, and nowhere else.
func TestProbabilitiesPassOver(t *testing.T) {
	scores := []float32{0.9, 0.001, 0.4, 0.02, 0.3, 0.02, 0.5, -1}
	rising, falling := Default().Curves.Subclass, learn.Logistic{Intercept: -3, Coefficients: []float64{-1, -1}}
	for _, curve := range []learn.Logistic{rising, falling} {
		for i, p := range probabilities(scores, curve) {
			x := sample{score: float64(scores[i]), gap: float64(scores[i]) - float64(float32(0.9))}
			if i == 0 {
				x.gap = float64(float32(0.9)) - float64(float32(0.5))
			}
			if want := probability(curve, x); want >= leastProbability {
				require.Equal(t, want, p, "%v of %v", scores[i], curve)
			} else {
				require.Less(t, p, leastProbability)
			}
		}
	}
}

func TestLargest(t *testing.T) {
	require.Equal(t, []int{0, 2, 4}, largest([]float32{5, 1, 4, 3, 4}, 2), "all that equal the last")
	require.Equal(t, []int{0, 1}, largest([]float32{-5, -7}, 3))
	require.Empty(t, largest(nil, 3))
}
