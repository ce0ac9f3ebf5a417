package segment_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// parts writes the sections of a text as "kind: text", repeated ones with a star.
func parts(text string) []string {
	var out []string
	for _, s := range segment.Sections(text) {
		star := ""
		if s.Repeated {
			star = "*"
		}
		out = append(out, s.Kind.String()+star+": "+strings.TrimSpace(text[s.Start:s.End]))
	}
	return out
}

func TestSectionsByHeadings(t *testing.T) {
	for _, text := range []string{
		"技术难题：刀片崩刃。\n预期目标：刀片耐用。\n现有基础：完成样机。\n合作方式：共同申报。",
		"一、技术难题\n刀片崩刃。\n二、预期目标\n刀片耐用。\n三、现有工作基础\n完成样机。\n四、合作方式\n共同申报。",
		"（一）存在的问题\r\n刀片崩刃。\r\n（二）考核指标\r\n刀片耐用。\r\n（三）前期工作基础\r\n完成样机。\r\n（四）合作意向\r\n共同申报。",
		"【技术难题】刀片崩刃。【项目目标】刀片耐用。【研究基础】完成样机。【资金投入】共同申报。",
		"<p>1.技术瓶颈</p><p>刀片崩刃。</p><p>2.要达到的目标</p>刀片耐用。<br/>3.已有基础：&nbsp;完成样机。<div>4.投资预算：</div>共同申报。",
		"１．关键技术问题：刀片崩刃。２．预期目标：刀片耐用。３．研究现状：完成样机。４．企业简介：共同申报。",
		"技術難題：刀片崩刃。預期目標：刀片耐用。現有工作基礎：完成樣機。合作方式：共同申報。",
	} {
		var kinds []segment.SectionKind
		for _, s := range segment.Sections(text) {
			kinds = append(kinds, s.Kind)
			require.Greater(t, s.HeadingEnd, s.Start, "%q", text[s.Start:s.End])
		}
		require.Equal(t, []segment.SectionKind{
			segment.ProblemSection, segment.TargetSection, segment.ExistingSection, segment.BackgroundSection,
		}, kinds, "%q", text)
	}
}

func TestSectionsByCues(t *testing.T) {
	require.Equal(t, []string{
		"problem: 目前密封圈在低温下存在开裂问题，",
		"target: 希望开发一种耐寒橡胶配方。",
		"constraint: 脆化温度不高于-60℃，拉伸强度≥18MPa。",
		"existing: 前期已完成小试。",
		"background: 公司成立于1999年，现有员工200人。",
	}, parts("目前密封圈在低温下存在开裂问题，希望开发一种耐寒橡胶配方。脆化温度不高于-60℃，拉伸强度≥18MPa。前期已完成小试。公司成立于1999年，现有员工200人。"))
	// A heading holds until the next one, against weaker cues of its sentences but not against corporate ones.
	require.Equal(t, []string{
		"existing: 现有工作基础：\n1、样机试制。\n2、台架搭建。",
		"background: 3、公司上年实现销售收入三亿元。",
		"problem: 技术难题：\n转子偏摆。\n叶片共振。",
	}, parts("现有工作基础：\n1、样机试制。\n2、台架搭建。\n3、公司上年实现销售收入三亿元。\n技术难题：\n转子偏摆。\n叶片共振。"))
	require.Equal(t, []string{"background: 公司成立于1999年，现有员工200人。"}, parts("公司成立于1999年，现有员工200人。"))
}

func TestRepeatedSentencesAreMarked(t *testing.T) {
	once := "镁合金轮毂在挤压铸造时内部容易产生缩松。"
	require.Equal(t, []string{"problem: " + once, "problem*: " + once + "\n" + once}, parts(once+"\n"+once+"\n"+once))
	require.Equal(t, []string{"problem: 1、" + once, "problem*: （2）" + once}, parts("1、"+once+"（2）"+once))
	require.Equal(t, []string{"problem: 缩松。缩松。缩松。"}, parts("缩松。缩松。缩松。")) // too short to be a pasted paragraph
}

func TestSubNeeds(t *testing.T) {
	titles := func(title, text string) []string {
		var out []string
		for _, s := range segment.SubNeeds(title, text) {
			out = append(out, s.Title)
		}
		return out
	}
	require.Equal(t, []string{"耐酸泵密封", "窑尾烟气脱硝"}, titles("", "需求一：耐酸泵密封。轴封漏液。\n需求二：窑尾烟气脱硝。氨耗偏高。"))
	require.Equal(t, []string{"耐酸泵密封", "窑尾烟气脱硝"}, titles("", "【技术需求1】耐酸泵密封\n轴封漏液。\n【技术需求2】窑尾烟气脱硝\n氨耗偏高。"))
	list := "1、重载小车开发：\n用于车间内卷材的搬运，载重十吨，自动避让行人，充电一次工作一班。\n" +
		"2、光学物料跟踪技术：\n用摄像头识别每卷材料的位置和编号，替代人工登记，错误率要低。\n"
	require.Equal(t, []string{"重载小车开发", "光学物料跟踪技术"}, titles("", list))
	subs := segment.SubNeeds("", list+"现有工作基础：\n已有生产线两条。")
	require.Equal(t, len(list), subs[1].End, "what stands after the list belongs to all")
	require.Equal(t, []string{"黑蒜加工工艺", "大蒜素提取技术"}, titles("黑蒜加工工艺；大蒜素提取技术", "希望合作。"))
	for name, text := range map[string]string{
		"targets":        "预期目标：1、提高强度；2、降低成本；3、延长寿命。",
		"problems":       "1、膜片开裂问题：\n低温下膜片开裂，更换频繁，维护费用高，停机时间长，用户不满意。\n2、膜片老化问题：\n高温下膜片老化，更换频繁，维护费用高，停机时间长，用户不满意。",
		"parts":          "1、风机叶片设计：\n针对低风速场合优化翼型，提高捕获效率，减轻重量，降低噪声和载荷。\n2、风机叶片制造工艺：\n改进灌注流程，缩短周期，减少气泡和褶皱，提高成品率和一致性。",
		"form":           "1.需求内容\n开发一种新的轴承润滑脂，用于高温窑车，解决流失和结焦的困难。\n2.预期目标\n高温下不流失不结焦，换脂周期延长一倍，成本与现用产品相当。",
		"wishes":         "需求一：股权融资\n需求二：寻求投资",
		"one":            "需求一：耐酸泵密封",
		"without number": "轴封漏液。",
	} {
		require.Empty(t, titles("轴承", text), name)
	}
}

func TestQuantities(t *testing.T) {
	for text, want := range map[string]string{
		"抗拉强度≥600MPa":                "抗拉强度 at least 600 0 MPa [6e+08 0 Pa]",
		"抗拉强度大于６００ＭＰａ":               "抗拉强度 at least 600 0 MPa [6e+08 0 Pa]",
		"水分控制在12%以下":                 "水分 at most 0 12 % [0 0.12 1]",
		"温度为120~150℃":                "温度 between 120 150 ℃ [120 150 ℃]",
		"工作温度-40℃至85℃":               "工作温度 between -40 85 ℃ [-40 85 ℃]",
		"厚度20±0.5mm":                 "厚度 between 19.5 20.5 mm [0.0195 0.0205 m]",
		"定位精度±5μm":                   "定位精度 tolerance -5 5 μm [-5e-06 5e-06 m]",
		"孔径约3毫米":                     "孔径 about 3 3 mm [0.003 0.003 m]",
		"电阻在（2.4～2.9）Ω":              "电阻 between 2.4 2.9 Ω [2.4 2.9 Ω]",
		"COD≤50mg/L":                 "cod at most 0 50 mg/L [0 0.05 m-3·kg]",
		"比容量不低于350mAh/g":             "比容量 at least 350 0 mAh/g [1.26e+06 0 kg-1·s·A]",
		"导热系数≥2.5W/(m·K)":            "导热系数 at least 2.5 0 W/(m·K) [2.5 0 m·kg·s-3·K-1]",
		"风量：5320m³/h":                "风量 equal 5320 5320 m3/h [1.47777777778 1.47777777778 m3·s-1]",
		"杂质不超过20ppm":                 "杂质 at most 0 20 ppm [0 2e-05 1]",
		"噪声小于70分贝":                   "噪声 at most 0 70 dB [0 0 ]",
		"产能5万吨/年":                    "产能 equal 50000 50000 t/年 [0 0 ]",
		"表面电阻小于10⁵Ω":                 "表面电阻 at most 0 100000 Ω [0 100000 Ω]",
		"渗透率1.5×10^-3m2/s":           "渗透率 equal 0.0015 0.0015 m2/s [0.0015 0.0015 m2·s-1]",
		"产量1,200kg":                  "产量 equal 1200 1200 kg [1200 1200 kg]",
		"效率提高20%以上":                  "效率~ at least 20 0 % [0.2 0 1]",
		"pH值6-8":                     "ph值 between 6 8 pH [0 0 ]",
		"黏度比>1.5":                    "黏度比 at least 1.5 0  [0 0 ]",
		"尺寸&le;5mm":                  "尺寸 at most 0 5 mm [0 0.005 m]",
		"粘度300mPa·s左右":               "粘度 about 300 300 mPa·s [0.3 0.3 m-1·kg·s-1]",
		"检测速度不低于60个/分钟":              "检测速度 at least 60 0 个/min [0 0 ]",
		"粘度≤500mpa":                  "粘度 at most 0 500 mpa [0 0 ]", // MPa or mPa
		"总投资3000万元":                  "总投资 equal 3e+07 3e+07 元 [0 0 ]",
		"含量≥5g、≤8g":                  "含量 at least 5 0 g [0.005 0 kg] |  at most 0 8 g [0 0.008 kg]",
		"2018年投产，编号HPB300，共3台":       "",
		"贮存温度为零下20℃":                 "贮存温度 equal -20 -20 ℃ [-20 -20 ℃]",
		"流速每秒2mm左右":                  "流速 about 2 2 mm/s [0.002 0.002 m·s-1]",
		"额定电压220V":                   "额定电压 equal 220 220 V [220 220 V]",
		"采用316L和304H不锈钢丝":            "",
		"1、轴承；2、齿轮。LiNi0.8O2":        "",
		"111111111111111111111111mm": "",
	} {
		var got []string
		for _, q := range segment.Quantities(text) {
			change := ""
			if q.Change {
				change = "~"
			}
			got = append(got, fmt.Sprintf("%s%s %s %v %v %s [%v %v %s]", q.Property, change, q.Relation, q.Low, q.High, q.Unit, q.BaseLow, q.BaseHigh, q.Base))
		}
		require.Equal(t, want, strings.Join(got, " | "), text)
	}
	text := "要求抗拉强度 ≥ ６００ＭＰａ。"
	q := segment.Quantities(text)[0]
	require.Equal(t, "抗拉强度", text[q.PropertyStart:q.PropertyEnd])
	require.Equal(t, "≥ ６００ＭＰａ", text[q.Start:q.End])
}

// TestBadNeeds runs what people paste: sections must tile it, whatever it is.
func TestBadNeeds(t *testing.T) {
	paragraph := "目前轴承的密封圈在高温下失效，要求寿命≥5000h；"
	for name, text := range map[string]string{
		"one word": "轴承", "spaces": " \u3000\n\t", "latin": "High speed bearing, 5 mm", "numbers": "1 2 3 4.5 6%", "control": "轴\x00承\x1b[0m\x7f",
		"invalid": "轴承\xd6\xe1\xb3\xd0\xff", "emoji": "👩‍👩‍👧轴承🚀≥5mm", "long": strings.Repeat(paragraph, 4000), "digits": strings.Repeat("1", 100000),
		"tags": strings.Repeat("<p >", 25000), "brackets": strings.Repeat("【", 100000), "enumerators": strings.Repeat("1、", 50000),
	} {
		at := 0
		for _, s := range segment.Sections(text) {
			require.Equal(t, at, s.Start, name)
			at = s.End
		}
		require.Equal(t, len(text), at, name)
		require.Empty(t, segment.SubNeeds(text, text), name)
		segment.Quantities(text)
	}
	require.Empty(t, segment.Sections(""))
	require.Equal(t, -1, segment.SectionAt(segment.Sections("轴承"), 6))
}

var update = flag.Bool("update", false, "write testdata/needs.golden.txt anew")

// TestGoldenNeeds reads made-up needs as a whole. After a change on purpose: go test ./segment -run Golden -update.
func TestGoldenNeeds(t *testing.T) {
	in, err := os.ReadFile("testdata/needs.txt")
	require.NoError(t, err)
	var b strings.Builder
	for need := range strings.SplitSeq(string(in), "\n====\n") {
		title, text, _ := strings.Cut(need, "\n")
		fmt.Fprintf(&b, "== %s\n", title)
		for _, s := range segment.Sections(text) {
			fmt.Fprintf(&b, "%-10s %t %q | %q\n", s.Kind, s.Repeated, text[s.Start:s.HeadingEnd], text[s.HeadingEnd:s.End])
		}
		for _, s := range segment.SubNeeds(title, text) {
			fmt.Fprintf(&b, "sub-need   %q %t %d-%d\n", s.Title, s.InTitle, s.Start, s.End)
		}
		for _, q := range segment.Quantities(text) {
			fmt.Fprintf(&b, "quantity   %q %q %s %v %v %s\n", text[q.Start:q.End], q.Property, q.Relation, q.Low, q.High, q.Unit)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("testdata/needs.golden.txt", []byte(b.String()), 0o600))
	}
	want, err := os.ReadFile("testdata/needs.golden.txt")
	require.NoError(t, err)
	require.Equal(t, string(want), b.String())
}
