package corpus_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

func TestParseLegalState(t *testing.T) {
	for want, statuses := range map[corpus.LegalState][]string{
		corpus.StateInForce: {
			"授权", "有权", "有效", "有效专利", "授权公告", "专利权维持", "等年费滞纳金", "专利权的恢复", "专利权有效期续展",
			"专利权的无效宣告（专利权部分无效）", "维持专利权有效", "Granted", "active", "In force", "授权;实质审查的生效;公开",
		},
		corpus.StatePending: {
			"公开", "公布", "实质审查的生效", "实审", "审中", "在审", "受理", "审查中", "等待实审提案", "一通出案待答复", "驳回等复审请求", "等年登印费",
			"专利申请的恢复", "未授权", "pending", "Published", "under examination",
		},
		corpus.StateExpired: {
			"失效", "无权", "未缴年费终止", "未缴年费专利权终止", "专利权有效期届满", "期限届满", "驳回", "发明专利申请公布后的驳回", "撤回", "视为撤回", "逾期视撤失效",
			"放弃", "避重放弃", "避免重复授权放弃专利权", "专利权全部无效", "专利权的无效、部分无效宣告（专利权全部无效）", "无效宣告", "撤销", "未授权失效", "不予授权",
			"未缴年费专利权终止，等恢复", "授权;专利权的终止", "Expired", "lapsed", "INACTIVE", "not in force", "invalid", "rejected",
		},
		corpus.StateUnknown: {
			"", "专利申请权、专利权的转移", "专利实施许可合同备案的生效", "专利权质押合同登记的生效", "著录事项变更", "中止程序", "更正", "无效宣告请求审查", "未知",
		},
	} {
		for _, status := range statuses {
			state, known := corpus.ParseLegalState(status)
			require.True(t, known, status)
			require.Equal(t, want, state, status)
			require.Equal(t, want, corpus.Patent{LegalStatus: status}.State(), status)
		}
	}
	state, known := corpus.ParseLegalState("甲乙丙")
	require.False(t, known)
	require.Equal(t, corpus.StateUnknown, state)
}

func TestLegalStateOfPublishedVocabulary(t *testing.T) {
	text, err := os.ReadFile(dataFile(t, "industry/cn_legal_status_vocab.tsv"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")[1:]
	require.Len(t, lines, 46)
	for _, line := range lines {
		status, want, _ := strings.Cut(line, "\t")
		state, known := corpus.ParseLegalState(status)
		require.True(t, known, status)
		switch want = strings.TrimSpace(want); want {
		case "审中":
			require.Equal(t, corpus.StatePending, state, status)
		case "有效":
			require.Equal(t, corpus.StateInForce, state, status)
		case "失效", "未授权失效":
			require.Equal(t, corpus.StateExpired, state, status)
		default: // An event that does not end the right.
			require.NotEqual(t, corpus.StateExpired, state, status)
		}
	}
}

func TestParseMode(t *testing.T) {
	for text, want := range map[string]corpus.Mode{
		"转让": corpus.ModeTransfer, "专利转让": corpus.ModeTransfer, "Transfer": corpus.ModeTransfer,
		"许可": corpus.ModeLicence, "独占许可": corpus.ModeLicence, "license": corpus.ModeLicence, "licence": corpus.ModeLicence,
		"开放许可": corpus.ModeOpenLicence, "专利开放许可": corpus.ModeOpenLicence, "open licence": corpus.ModeOpenLicence,
		"自行实施": corpus.ModeOwnUse, "自主产业化": corpus.ModeOwnUse,
		"作价入股": corpus.ModeEquity, "技术入股": corpus.ModeEquity, "作价投资": corpus.ModeEquity,
		"质押": corpus.ModePledge, "专利质押融资": corpus.ModePledge,
	} {
		got, ok := corpus.ParseMode(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "委托开发", "技术服务"} {
		_, ok := corpus.ParseMode(text)
		require.False(t, ok, text)
	}
	for _, m := range corpus.Modes() {
		got, ok := corpus.ParseMode(string(m))
		require.True(t, ok, m)
		require.Equal(t, m, got)
	}
	require.Len(t, corpus.Modes(), 6)
}

func TestParsePatentType(t *testing.T) {
	for text, want := range map[string]corpus.PatentType{
		"发明": corpus.TypeInvention, "发明专利": corpus.TypeInvention, "发明授权": corpus.TypeInvention, "FMSQ": corpus.TypeInvention,
		"实用新型": corpus.TypeUtility, "新型": corpus.TypeUtility, "utility model": corpus.TypeUtility,
		"外观设计": corpus.TypeDesign, "外观": corpus.TypeDesign, "Design": corpus.TypeDesign,
	} {
		got, ok := corpus.ParsePatentType(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	_, ok := corpus.ParsePatentType("商标")
	require.False(t, ok)
}
