package corpus

// Enterprise is a firm that may take up patents. All but ID and Name may be unknown.
type Enterprise struct {
	// ID is the key: any non-empty string, such as the unified social credit code.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Industries are codes or names of SEI 2018 or GB/T 4754-2017, see [industry.NewProfile].
	Industries []string `json:"industries,omitempty"`
	// Region is where the firm is, from the province downwards.
	Region string `json:"region,omitempty"`
	// Tags are public recognitions: 专精特新, 高新技术企业, 知识产权优势示范企业.
	Tags []string `json:"tags,omitempty"`
	// Scope is the registered business scope (经营范围).
	Scope string `json:"scope,omitempty"`
}

// Validate returns an error that wraps [ErrIncomplete] when the enterprise has no ID or no name.
func (e Enterprise) Validate() error { return validate("name", e.ID, e.Name) }
