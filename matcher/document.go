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

	// The same of a patent without an IPC subclass, as its text suggests.
	keyInferredIPC      = "ipc_inferred"
	keyInferredSubclass = "subclass_inferred"
	keyInferredSEI      = "sei_inferred"
)

func patentKeywords() []string {
	return []string{
		keyIPC, keySubclass, keySEI, keyType, keyState, keyStatus, keyApplicant, keyYear, keyRegion, keyMode, keyGranted, keyDay, keySupply,
		keyInferredIPC, keyInferredSubclass, keyInferredSEI,
	}
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
		ID:     p.ID,
		Texts:  patentTexts(p),
		Stored: stored,
		Derive: func(texts index.Analyses) index.Derived {
			in := e.inferredOf(p, texts)
			return index.Derived{Features: e.featuresOf(p, texts, in), Keywords: in.keywords()}
		},
	}
	key := func(field, value string) {
		if value = strings.TrimSpace(value); value != "" {
			d.Keywords = append(d.Keywords, index.Keyword{Field: field, Value: value})
		}
	}
	symbols := p.Symbols()
	for _, s := range symbols {
		eachLevel(s, func(value string) { key(keyIPC, value) })
		if hasSubclass(s) {
			key(keySubclass, s.At(industry.LevelSubclass).String())
		}
	}
	for _, code := range declaredBranches(symbols) {
		key(keySEI, code)
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

// eachLevel calls f with a symbol and all above it, from the section down.
func eachLevel(s industry.Symbol, f func(symbol string)) {
	for level := industry.LevelSection; level <= s.Level(); level++ {
		f(s.At(level).String())
	}
}

// declaredBranches returns the SEI branches that symbols belong to.
func declaredBranches(symbols []industry.Symbol) []string {
	var codes []string
	for _, b := range industry.Of(symbols...) {
		if b.Weight >= branchShare {
			codes = append(codes, b.Code)
		}
	}
	return codes
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
