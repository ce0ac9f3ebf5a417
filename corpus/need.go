package corpus

// Need is a technology need.
type Need struct {
	ID          string   `json:"id"`
	Enterprise  string   `json:"enterprise,omitempty"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Industries  []string `json:"industries,omitempty"`
	Region      string   `json:"region,omitempty"`
	Modes       []Mode   `json:"modes,omitempty"`
	Budget      string   `json:"budget,omitempty"`
	Deadline    Date     `json:"deadline,omitzero"`
	Closed      bool     `json:"closed,omitempty"`
}
