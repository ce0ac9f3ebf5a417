package corpus

// Conversion is what the owner of a patent has put on record about putting it to use (转化). Every attribute may be unknown.
type Conversion struct {
	// Modes are the ways in which the patent is offered.
	Modes []Mode `json:"modes,omitempty"`
	// Readiness is the technology readiness level, 1 (principle) to 9 (in use); 0 when unknown.
	Readiness int `json:"readiness,omitempty"`
	// Scenario says where the technology can be applied.
	Scenario string `json:"scenario,omitempty"`
	// SelfRating is how the owner rates the patent, 1 (low) to 5 (high); 0 when unknown.
	SelfRating int `json:"self_rating,omitempty"`
	// Implemented tells whether the patent is in industrial use; nil when unknown.
	Implemented *bool `json:"implemented,omitempty"`
	// LicenceFee is the fee of an open licence in the owner's words, with currency and unit: 6万元/年.
	LicenceFee string `json:"licence_fee,omitempty"`
	// Payment is the form of payment of an open licence: 一次性, 按年支付, 入门费加提成.
	Payment string `json:"payment,omitempty"`
	// LicenceTerm is the term of an open licence: 3年, or a last day.
	LicenceTerm string `json:"licence_term,omitempty"`
}
