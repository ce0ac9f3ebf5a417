package corpus

// Need is a technology need that a firm has made known. All but ID and one of Title and Description may be unknown.
type Need struct {
	// ID is the key: any non-empty string, carried unchanged to files, the API and runs.
	ID string `json:"id"`
	// Enterprise is the name of the firm, or its id among the enterprises.
	Enterprise  string `json:"enterprise,omitempty"`
	Title       string `json:"title"`
	Description string `json:"description"`
	// Industries are codes or names of SEI 2018 or GB/T 4754-2017, or IPC symbols, see [industry.NewProfile].
	Industries []string `json:"industries,omitempty"`
	// Region is where the firm is, from the province downwards.
	Region string `json:"region,omitempty"`
	// Modes are the forms of cooperation that the firm would take; none means any.
	Modes []Mode `json:"modes,omitempty"`
	// Budget is what the firm would spend, in its own words, with currency and unit: 60万元.
	Budget   string `json:"budget,omitempty"`
	Deadline Date   `json:"deadline,omitzero"`
	// Closed tells that the need is met or withdrawn.
	Closed bool `json:"closed,omitempty"`
}

// Validate returns an error that wraps [ErrIncomplete] when the need has no ID, or neither title nor description.
func (n Need) Validate() error {
	return validate("title and description", n.ID, n.Title, n.Description)
}
