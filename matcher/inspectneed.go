package matcher

import "github.com/gongxu/gongxu/segment"

// NeedReading is how a need is read: its parts, the separate needs in it, and its quantities. Ranking uses the separate needs and the repetitions.
type NeedReading struct {
	Sections   []ReadSection  `json:"sections"`
	SubNeeds   []ReadSubNeed  `json:"sub_needs"`
	Quantities []ReadQuantity `json:"quantities"`
}

// ReadSection is a part of a need's description.
type ReadSection struct {
	// Kind is problem, target, constraint, existing or background.
	Kind string `json:"kind"`
	// Start and End are byte offsets in the description; the sections tile it.
	Start int `json:"start"`
	End   int `json:"end"`
	// Heading is the heading that the section begins with, "" without one; Text is the section with it.
	Heading string `json:"heading,omitempty"`
	Text    string `json:"text"`
	// Repeated tells that the same sentences stood earlier in the description.
	Repeated bool `json:"repeated,omitempty"`
}

// ReadSubNeed is one of several separate needs; Start and End are 0 when it stands in the title only.
type ReadSubNeed struct {
	Title string `json:"title"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text,omitempty"`
}

// ReadQuantity is a number or range with its unit and what it is about.
type ReadQuantity struct {
	Property string `json:"property,omitempty"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
	// Relation is equal, at least, at most, between, tolerance or about; it tells which of Low and High are meant.
	Relation string `json:"relation"`
	// Change tells that the number is a difference (提高20%).
	Change bool    `json:"change,omitempty"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Unit   string  `json:"unit,omitempty"`
	// BaseLow and BaseHigh are the values in Base, which is "" where the unit has no clear base.
	BaseLow  float64 `json:"base_low,omitempty"`
	BaseHigh float64 `json:"base_high,omitempty"`
	Base     string  `json:"base,omitempty"`
}

// readNeed reads a need by its parts.
func readNeed(title, text string) *NeedReading {
	out := &NeedReading{Sections: []ReadSection{}, SubNeeds: []ReadSubNeed{}, Quantities: []ReadQuantity{}}
	for _, s := range segment.Sections(text) {
		out.Sections = append(out.Sections, ReadSection{
			Kind: s.Kind.String(), Start: s.Start, End: s.End, Heading: text[s.Start:s.HeadingEnd], Text: text[s.Start:s.End],
			Repeated: s.Repeated,
		})
	}
	for _, s := range segment.SubNeeds(title, text) {
		out.SubNeeds = append(out.SubNeeds, ReadSubNeed{Title: s.Title, Start: s.Start, End: s.End, Text: text[s.Start:s.End]})
	}
	for _, q := range segment.Quantities(text) {
		out.Quantities = append(out.Quantities, ReadQuantity{
			Property: q.Property, Start: q.Start, End: q.End, Text: text[q.Start:q.End], Relation: q.Relation.String(), Change: q.Change,
			Low: q.Low, High: q.High, Unit: q.Unit, BaseLow: q.BaseLow, BaseHigh: q.BaseHigh, Base: q.Base,
		})
	}
	return out
}
