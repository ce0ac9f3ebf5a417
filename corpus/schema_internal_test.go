package corpus

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNamesLeadToOneColumn finds a name that two columns claim, of which the second would never get a value.
func TestNamesLeadToOneColumn(t *testing.T) {
	requireOneColumn(t, patentSchema())
	requireOneColumn(t, needSchema())
	requireOneColumn(t, enterpriseSchema())
	requireOneColumn(t, evaluationSchema())
	requireOneColumn(t, judgmentSchema())
}

func requireOneColumn[T any](t *testing.T, s *schema[T]) {
	t.Helper()
	owner := map[string]string{}
	for _, c := range s.columns {
		mine := map[string]bool{}
		for _, name := range append(append([]string{c.key, c.title}, c.before...), c.names...) {
			key := fold(name)
			require.NotEmpty(t, key, name)
			require.True(t, owner[key] == "" || mine[key], "%s of a %s leads to %s and %s", name, s.what, owner[key], c.key)
			owner[key], mine[key] = c.key, true
		}
	}
}
