package vector

import (
	"math"
	"runtime"
	"sync"
)

// meanSum is the sum of the first vectors of a store, each scaled to length 1, in fixed point: integers add up to the same in whatever
// order the vectors came.
type meanSum struct {
	mu    sync.Mutex
	sum   []int64
	count int // of rows that are in it
	added int // of these, those that are not all zeros
}

// fixedPoint is what 1 is in a meanSum: 2³³ vectors do not overflow it.
const fixedPoint = 1 << 30

// MeanCosine is the mean of the cosines of q with all vectors of the store, 0 when there is none; vectors of zeros are left out. What has
// been added up stays, so only the first call after vectors were added takes longer. The error is ErrLength.
func (s *Store) MeanCosine(q []int8) (float64, error) {
	if err := checkLength(q, s.dimensions); err != nil {
		return 0, err
	}
	r := s.rows.Load()
	defer runtime.KeepAlive(r)
	m := &s.mean
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sum == nil {
		m.sum = make([]int64, s.dimensions)
	}
	for ; m.count < r.count; m.count++ {
		v := int8s(r.record(m.count, s.size)[vectorAt:][:s.dimensions])
		length := Norm(v)
		if length == 0 {
			continue
		}
		m.added++
		unit := int64(math.Round(fixedPoint / length))
		for i, x := range v {
			m.sum[i] += int64(x) * unit
		}
	}
	length := Norm(q)
	if m.added == 0 || length == 0 {
		return 0, nil
	}
	product := 0.0
	for i, x := range q {
		product += float64(float64(x) * float64(m.sum[i]))
	}
	return product / (fixedPoint * float64(m.added) * length), nil
}
