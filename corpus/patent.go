package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// ErrIncomplete is wrapped by the Validate methods: what a record must have is missing.
var ErrIncomplete = errors.New("incomplete record")

// Patent is a Chinese patent or a published application, with what its owner says about putting it to use. All but ID and one
// of Title and Abstract may be unknown. The JSON names are those of the files and of the API.
type Patent struct {
	// ID is the key: any non-empty string. It is carried unchanged to files, the API and runs, and stands for the patent in
	// judgments. It may be an application or a publication number, see [Patent.Complete].
	ID string `json:"id"`
	// ApplicationNumber has the form CN202510123456.7, see [ParseApplicationNumber].
	ApplicationNumber string `json:"application_number,omitempty"`
	// PublicationNumber has the form CN116510786B, see [ParsePublicationNumber].
	PublicationNumber string `json:"publication_number,omitempty"`
	Title             string `json:"title"`
	Abstract          string `json:"abstract"`
	// IPC holds the symbols of the International Patent Classification, the main one first, without repetitions. Coarse ones (H01M,
	// A01, G) are symbols too. Any spelling of [industry.ParseSymbol] will do; the readers of this package write H01M4/58.
	IPC  []string   `json:"ipc,omitempty"`
	Type PatentType `json:"type,omitempty"`
	// Applicants are the applicants of a pending and the owners of a granted patent.
	Applicants []string `json:"applicants,omitempty"`
	Inventors  []string `json:"inventors,omitempty"`
	// Region is where the first applicant is, from the province downwards: 湖北省武汉市.
	Region          string `json:"region,omitempty"`
	ApplicationDate Date   `json:"application_date,omitzero"`
	PublicationDate Date   `json:"publication_date,omitzero"`
	GrantDate       Date   `json:"grant_date,omitzero"`
	// Date is a date of unknown kind, for sources that do not say which one they give.
	Date Date `json:"date,omitzero"`
	// LegalStatus is the status in the words of its source, see [Patent.State].
	LegalStatus string `json:"legal_status,omitempty"`
	// Conversion is nil when nothing is on record.
	Conversion *Conversion `json:"conversion,omitempty"`
}

// State returns the coarse legal state that [ParseLegalState] reads from LegalStatus. It is [StateUnknown] when there is none or
// when it is not understood.
func (p Patent) State() LegalState {
	state, _ := ParseLegalState(p.LegalStatus)
	return state
}

// Year returns the year of grant, else of publication, else of application, else of Date, else the year in the application
// number; 0 when none is known.
func (p Patent) Year() int {
	if y := cmp.Or(p.GrantDate.Year, p.PublicationDate.Year, p.ApplicationDate.Year, p.Date.Year); y != 0 {
		return y
	}
	text := p.ApplicationNumber
	if text == "" {
		text, _, _ = numberOfID(p.ID)
	}
	n, _ := ParseApplicationNumber(text) // A wrong check digit says nothing against the year.
	return n.Year()
}

// Symbols returns the IPC symbols in their order, without those that cannot be read.
func (p Patent) Symbols() []industry.Symbol {
	var out []industry.Symbol
	for _, s := range p.IPC {
		if v, err := industry.ParseSymbol(s); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// Validate returns an error that wraps [ErrIncomplete] when the patent has no ID, or neither title nor abstract.
func (p Patent) Validate() error {
	return validate("title and abstract", p.ID, p.Title, p.Abstract)
}

// Complete fills what follows from other attributes: the application or publication number from an ID that has such a form,
// and the type from the digit for it in the application number, or else from the kind code of the publication. Attributes that
// are there already stay. warn is told of contradictions: a wrong check digit, another type than the numbers say.
func (p *Patent) Complete(warn func(field, value, reason string)) {
	application, publication, err := numberOfID(p.ID)
	if p.ApplicationNumber == "" && application != "" {
		p.ApplicationNumber = application
		if err != nil {
			warn("id", p.ID, err.Error())
		}
	}
	if p.PublicationNumber == "" {
		p.PublicationNumber = publication
	}
	derived, from := PatentType(""), p.ApplicationNumber
	if n, err := ParseApplicationNumber(p.ApplicationNumber); err == nil || errors.Is(err, ErrCheckDigit) {
		derived = n.Type()
	} else if n, err := ParsePublicationNumber(p.PublicationNumber); err == nil {
		derived, from = n.Type(), p.PublicationNumber
	}
	switch {
	case p.Type == "":
		p.Type = derived
	case derived != "" && derived != p.Type:
		warn("type", string(p.Type), fmt.Sprintf("the number %s is that of a patent of type %s", from, derived))
	}
}

// validate is behind the Validate methods: an id, and one of the texts.
func validate(what, id string, texts ...string) error {
	var faults []error
	if strings.TrimSpace(id) == "" {
		faults = append(faults, fmt.Errorf("%w: id is missing", ErrIncomplete))
	}
	if !slices.ContainsFunc(texts, func(s string) bool { return strings.TrimSpace(s) != "" }) {
		faults = append(faults, fmt.Errorf("%w: %s missing", ErrIncomplete, what))
	}
	return errors.Join(faults...)
}
