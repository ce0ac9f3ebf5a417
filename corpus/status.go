package corpus

import "strings"

// LegalState is the coarse legal state of a patent.
type LegalState string

// The legal states. An unknown state is not an expired one.
const (
	StateUnknown LegalState = ""
	StatePending LegalState = "审中" // Applied for or published, not decided.
	StateInForce LegalState = "有效" // Granted and alive.
	StateExpired LegalState = "失效" // Lapsed, surrendered, invalidated, or never granted: rejected, withdrawn.
)

// stateRule gives the state of every status that holds one of its words, and none of the words in but.
type stateRule struct {
	state LegalState
	words []string
	but   []string
}

// stateRules are tried in order, on folded text. Sources: the titles of the legal status announcements of CNIPA (法律状态公告)
// and its case states (案件状态), the words of commercial databases, and their English counterparts.
func stateRules() []stateRule {
	return []stateRule{
		// Events on a right that lives on. They come first because their words hold those of the end of a right.
		{
			StateInForce,
			[]string{"维持专利权", "维持有效", "专利权维持", "专利权有效期续展", "部分无效", "专利权的恢复", "专利实施的强制许可", "等年费滞纳金", "partiallyinvalid"},
			[]string{"全部无效", "终止"},
		},
		{StatePending, []string{"专利申请的恢复", "等复审请求", "驳回复审", "复审中", "复审请求"}, nil},
		// A request for invalidation, or for withdrawal of a share, decides nothing yet.
		{StateUnknown, []string{"无效宣告请求", "无效请求"}, []string{"全部无效"}},
		{StateExpired, []string{
			"失效", "无权", "终止", "届满", "期满", "不予", "驳回", "撤回", "视撤", "放弃", "避重", "避免重复授", "无效", "撤销", "未缴年费", "过期", "到期",
			"expired", "lapsed", "ceased", "withdrawn", "reject", "refus", "abandon", "revok", "invalid", "terminat", "inactive", "dead", "notinforce",
		}, nil},
		{StatePending, []string{"未授权", "待授权", "等年登印费"}, nil},
		{StateInForce, []string{"授权", "授予", "有权", "有效", "grant", "inforce", "active", "valid", "alive"}, nil},
		{StatePending, []string{
			"公开", "公布", "公告", "实质审查", "实审", "审中", "在审", "审查", "受理", "申请中", "初审", "待答复", "等待", "未决", "已申请", "已提交",
			"pending", "publish", "publication", "examin", "filed", "appli",
		}, nil},
	}
}

// neutralStatus lists words of announcements that say nothing of the state: transfers, licences, pledges, corrections.
var neutralStatus = []string{"转移", "转让", "质押", "保全", "许可", "变更", "更正", "中止", "恢复", "更名", "著录", "transfer", "licen", "pledge", "correction", "unknown", "未知"}

// ParseLegalState maps a legal status as exchanges write it (授权, 实质审查的生效, 未缴年费专利权终止, 发明专利申请公布后的驳回, active …)
// to the coarse state. A list of announcements in one text gives what they come to: ended when one of them ends the right, else
// in force when one grants it. known is false when the text is not understood; an announcement that leaves the state open, such
// as 专利权的转移, is known and gives [StateUnknown].
func ParseLegalState(status string) (state LegalState, known bool) {
	text := fold(status)
	if text == "" {
		return StateUnknown, true
	}
	for _, rule := range stateRules() {
		if containsAny(text, rule.words) && !containsAny(text, rule.but) {
			return rule.state, true
		}
	}
	return StateUnknown, containsAny(text, neutralStatus)
}

// containsAny tells whether s holds one of the words.
func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
