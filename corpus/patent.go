package corpus

import "github.com/gongxu/gongxu/industry"

// PatentType is 发明, 实用新型 or 外观设计; empty when unknown.
type PatentType string

// The types of patent.
const (
	TypeInvention PatentType = "发明"
	TypeUtility   PatentType = "实用新型"
	TypeDesign    PatentType = "外观设计"
)

// LegalState is the coarse legal state.
type LegalState string

// The legal states.
const (
	StateUnknown LegalState = ""
	StatePending LegalState = "审中"
	StateInForce LegalState = "有效"
	StateExpired LegalState = "失效"
)

// Mode is a way of conversion.
type Mode string

// Patent is a patent.
type Patent struct {
	ID                string      `json:"id"`
	ApplicationNumber string      `json:"application_number,omitempty"`
	PublicationNumber string      `json:"publication_number,omitempty"`
	Title             string      `json:"title"`
	Abstract          string      `json:"abstract"`
	IPC               []string    `json:"ipc,omitempty"`
	Type              PatentType  `json:"type,omitempty"`
	Applicants        []string    `json:"applicants,omitempty"`
	Inventors         []string    `json:"inventors,omitempty"`
	Region            string      `json:"region,omitempty"`
	ApplicationDate   Date        `json:"application_date,omitzero"`
	PublicationDate   Date        `json:"publication_date,omitzero"`
	GrantDate         Date        `json:"grant_date,omitzero"`
	Date              Date        `json:"date,omitzero"`
	LegalStatus       string      `json:"legal_status,omitempty"`
	Conversion        *Conversion `json:"conversion,omitempty"`
}

// Conversion is the conversion record.
type Conversion struct {
	Modes       []Mode `json:"modes,omitempty"`
	Readiness   int    `json:"readiness,omitempty"`
	Scenario    string `json:"scenario,omitempty"`
	SelfRating  int    `json:"self_rating,omitempty"`
	Implemented *bool  `json:"implemented,omitempty"`
	LicenceFee  string `json:"licence_fee,omitempty"`
	Payment     string `json:"payment,omitempty"`
	LicenceTerm string `json:"licence_term,omitempty"`
}

// State returns the legal state.
func (p Patent) State() LegalState { return LegalState("") }

// Year returns the year.
func (p Patent) Year() int { return p.GrantDate.Year }

// Symbols returns the IPC symbols.
func (p Patent) Symbols() []industry.Symbol {
	var out []industry.Symbol
	for _, s := range p.IPC {
		if v, err := industry.ParseSymbol(s); err == nil {
			out = append(out, v)
		}
	}
	return out
}
