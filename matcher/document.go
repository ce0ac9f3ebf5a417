package matcher

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// names of the text fields.
const (
	fieldTitle       = "title"
	fieldAbstract    = "abstract"
	fieldDescription = "description"
)

// names of the keyword fields.
const (
	keyIPC        = "ipc"      // every level of every symbol: H, H01, H01M, H01M4, H01M4/58
	keySubclass   = "subclass" // IPC subclasses, for facets
	keySEI        = "sei"      // SEI branch codes
	keyType       = "type"
	keyState      = "state"  // coarse legal state
	keyStatus     = "status" // legal status as given
	keyApplicant  = "applicant"
	keyYear       = "year"
	keyRegion     = "region"
	keyMode       = "mode"
	keyGranted    = "granted" // 20250325
	keyDay        = "day"     // the most telling date, for sorting
	keySupply     = "supply"  // supply quality in hundredths, for the mean of known values
	keyClosed     = "closed"
	keyEnterprise = "enterprise"
)

func patentKeywords() []string {
	return []string{keyIPC, keySubclass, keySEI, keyType, keyState, keyStatus, keyApplicant, keyYear, keyRegion, keyMode, keyGranted, keyDay, keySupply}
}

func needKeywords() []string { return []string{keySEI, keyRegion, keyClosed, keyEnterprise} }

// branchShare is the least weight with which a patent counts as belonging to an SEI branch.
const branchShare = 0.1

// dayKey writes a date as a number that sorts; missing parts are 00.
func dayKey(d corpus.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day)
}

// patentDocument turns a patent into what the index holds.
func (e *edition) patentDocument(p corpus.Patent) (index.Document, error) {
	stored, err := json.Marshal(p)
	if err != nil {
		return index.Document{}, fmt.Errorf("matcher: encode patent %s: %w", p.ID, err)
	}
	d := index.Document{
		ID:       p.ID,
		Texts:    patentTexts(p),
		Stored:   stored,
		Features: func(texts index.Analyses) []byte { return e.featuresOf(p, texts) },
	}
	key := func(field, value string) {
		if value = strings.TrimSpace(value); value != "" {
			d.Keywords = append(d.Keywords, index.Keyword{Field: field, Value: value})
		}
	}
	symbols := p.Symbols()
	for _, s := range symbols {
		for level := industry.LevelSection; level <= s.Level(); level++ {
			key(keyIPC, s.At(level).String())
		}
		if s.Level() >= industry.LevelSubclass {
			key(keySubclass, s.At(industry.LevelSubclass).String())
		}
	}
	for _, b := range industry.Of(symbols...) {
		if b.Weight >= branchShare {
			key(keySEI, b.Code)
		}
	}
	key(keyType, string(p.Type))
	key(keyState, string(p.State()))
	key(keyStatus, p.LegalStatus)
	for _, a := range p.Applicants {
		key(keyApplicant, a)
	}
	if y := p.Year(); y > 0 {
		key(keyYear, strconv.Itoa(y))
	}
	key(keyRegion, p.Region)
	if p.Conversion != nil {
		for _, m := range p.Conversion.Modes {
			key(keyMode, string(m))
		}
	}
	key(keyGranted, dayKey(p.GrantDate))
	key(keyDay, dayKey(tellingDate(p)))
	if v, known := conversionFeatures(p).supply(0); known {
		key(keySupply, strconv.Itoa(int(100*v+0.5)))
	}
	return d, nil
}

// needDocument turns a need into what the index holds.
func needDocument(n corpus.Need) (index.Document, error) {
	stored, err := json.Marshal(n)
	if err != nil {
		return index.Document{}, fmt.Errorf("matcher: encode need %s: %w", n.ID, err)
	}
	d := index.Document{
		ID:     n.ID,
		Texts:  []index.Text{{Field: fieldTitle, Content: n.Title}, {Field: fieldDescription, Content: n.Description}},
		Stored: stored,
	}
	key := func(field, value string) {
		if value = strings.TrimSpace(value); value != "" {
			d.Keywords = append(d.Keywords, index.Keyword{Field: field, Value: value})
		}
	}
	for _, b := range industry.NewProfile(nil, n.Industries).SEI {
		key(keySEI, b.Code)
	}
	key(keyRegion, n.Region)
	key(keyEnterprise, n.Enterprise)
	if n.Closed {
		key(keyClosed, "1")
	}
	return d, nil
}
