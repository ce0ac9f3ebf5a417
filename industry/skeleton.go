package industry

// Branch is a SEI field.
type Branch struct{ Code, Name, Parent string }

// Weighted is a code with a weight.
type Weighted struct {
	Code   string
	Weight float64
}

// Class is a GB/T 4754-2017 class.
type Class struct{ Code, Name, Parent string }

// Profile is what is known of the fields of a document.
type Profile struct {
	IPC []Symbol
	SEI []Weighted
	GBT []string
}

// Areas returns the areas.
func Areas() []Branch { return nil }

// Branches returns the branches.
func Branches() []Branch { return nil }

// BranchByCode looks up.
func BranchByCode(code string) (Branch, bool) { return Branch{}, false }

// FindBranch looks up.
func FindBranch(s string) (Branch, bool) { return Branch{}, false }

// Of returns branches.
func Of(ipc ...Symbol) []Weighted { return nil }

// GBTByCode looks up.
func GBTByCode(code string) (Class, bool) { return Class{}, false }

// FindGBT looks up.
func FindGBT(s string) (Class, bool) { return Class{}, false }

// GBTClasses lists.
func GBTClasses() []Class { return nil }

// Title looks up.
func Title(s Symbol) (string, bool) { return "", false }

// NewProfile makes a profile.
func NewProfile(ipc []Symbol, declared []string) Profile { return Profile{} }

// Unknown lists.
func Unknown(declared []string) []string { return nil }

// Known reports.
func (p Profile) Known() bool { return false }

// Affinity compares.
func Affinity(a, b Profile) (value float64, known bool) { return 0, false }
