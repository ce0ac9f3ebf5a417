package corpus

// Mode is a way in which a patent is put to use, offered by its owner or asked for by a firm.
type Mode string

// The modes of conversion.
const (
	ModeTransfer    Mode = "转让"   // The patent is sold.
	ModeLicence     Mode = "许可"   // Others may use it: exclusive, sole or ordinary licence.
	ModeOpenLicence Mode = "开放许可" // Anybody may use it on declared terms.
	ModeOwnUse      Mode = "自行实施" // The owner makes use of it.
	ModeEquity      Mode = "作价入股" // It is contributed to a firm as capital.
	ModePledge      Mode = "质押"   // It secures a loan.
)

// Modes returns all modes in the order in which the conversion record lists them.
func Modes() []Mode {
	return []Mode{ModeTransfer, ModeLicence, ModeOpenLicence, ModeOwnUse, ModeEquity, ModePledge}
}

// ParseMode reads a mode in the words that people use: 专利转让, 独占许可, 技术入股, 质押融资, licence …. ok is false for what is none
// of the six.
func ParseMode(s string) (mode Mode, ok bool) {
	text := fold(s)
	for _, m := range []struct {
		mode  Mode
		words []string
	}{
		{ModeOpenLicence, []string{"开放许可", "openlicen"}},
		{ModeEquity, []string{"入股", "作价", "equity"}},
		{ModePledge, []string{"质押", "pledge"}},
		{ModeOwnUse, []string{"自行", "自主实施", "自主产业化", "自用", "自实施", "ownuse", "selfimplement"}},
		{ModeLicence, []string{"许可", "licen"}},
		{ModeTransfer, []string{"转让", "出售", "购买", "transfer", "assign", "sale"}},
	} {
		if containsAny(text, m.words) {
			return m.mode, true
		}
	}
	return "", false
}
