package segment

import (
	"math"
	"slices"
	"unicode/utf8"
)

// sequence is a sequence of words that enough documents hold.
type sequence struct {
	first       int32 // where it occurs first in the text
	count, docs int32
	lastDoc     int32
}

// level holds the sequences of one length.
type level struct {
	seqs []sequence
	at   []int32 // by place in the text: the sequence that begins there, or -1
}

// sequences counts the sequences of words, one length after the other: only those whose two parts without the last and without the
// first word occur in enough documents can do so themselves (Agrawal and Srikant 1994), which keeps the counting small.
func (m *Miner) sequences() []level {
	levels := make([]level, 0, m.opts.MaxWords)
	for n := 1; n <= m.opts.MaxWords; n++ {
		var key func(i int) (uint64, bool)
		if n == 1 {
			key = func(i int) (uint64, bool) { return uint64(m.text[i]), m.text[i] != 0 }
		} else {
			before, single := levels[n-2].at, levels[0].at
			key = func(i int) (uint64, bool) {
				if i+n > len(m.text) || before[i] < 0 || before[i+1] < 0 || m.runes(i, n) > m.opts.MaxRunes {
					return 0, false
				}
				return uint64(before[i])<<32 | uint64(single[i+n-1]), true
			}
		}
		levels = append(levels, m.count(key))
	}
	return levels
}

// runes is the number of characters of the n words at place i.
func (m *Miner) runes(i, n int) int {
	total := 0
	for _, id := range m.text[i : i+n] {
		total += utf8.RuneCountInString(m.words[id])
	}
	return total
}

// count counts the keys of all places and numbers those that enough documents hold in the order of their first occurrence.
func (m *Miner) count(key func(i int) (uint64, bool)) level {
	l := level{at: make([]int32, len(m.text))}
	number := map[uint64]int32{}
	doc := int32(-1)
	for i := range m.text {
		for int(doc)+1 < len(m.docs) && int(m.docs[doc+1]) <= i {
			doc++
		}
		l.at[i] = -1
		k, ok := key(i)
		if !ok {
			continue
		}
		id, known := number[k]
		if !known {
			id = int32(len(l.seqs))
			number[k] = id
			l.seqs = append(l.seqs, sequence{first: int32(i), lastDoc: -1})
		}
		s := &l.seqs[id]
		s.count++
		if s.lastDoc != doc {
			s.docs, s.lastDoc = s.docs+1, doc
		}
		l.at[i] = id
	}
	renumber := make([]int32, len(l.seqs))
	kept := l.seqs[:0]
	for i, s := range l.seqs {
		renumber[i] = -1
		if int(s.docs) >= m.opts.MinDocs {
			renumber[i] = int32(len(kept))
			kept = append(kept, s)
		}
	}
	l.seqs = slices.Clone(kept)
	for i, id := range l.at {
		if id >= 0 {
			l.at[i] = renumber[id]
		}
	}
	return l
}

// neighbours tells how free one end of a sequence is.
type neighbours struct{ entropy, free float64 }

// beside measures the words at an offset from the beginnings of the sequences that are wanted.
func (m *Miner) beside(at []int32, wanted []bool, offset int) []neighbours {
	number := map[uint64]int32{}
	for i, id := range at {
		if id >= 0 && wanted[id] {
			number[uint64(id)<<32|uint64(m.text[i+offset])]++
		}
	}
	keys := make([]uint64, 0, len(number))
	for k := range number {
		keys = append(keys, k)
	}
	slices.Sort(keys) // sums of floats depend on their order
	out := make([]neighbours, len(wanted))
	for i := 0; i < len(keys); {
		id, total, j := keys[i]>>32, 0.0, i
		for ; j < len(keys) && keys[j]>>32 == id; j++ {
			total += float64(number[keys[j]])
		}
		var x neighbours
		for ; i < j; i++ {
			share := float64(number[keys[i]]) / total
			if uint32(keys[i]) == 0 {
				x.free = share
				x.entropy += share * math.Log(total) // as many different words as there are boundaries
			} else {
				x.entropy -= share * math.Log(share)
			}
		}
		out[id] = x
	}
	return out
}

// cohesion is the least normalised pointwise mutual information of the two parts of a sequence of k+1 words, over all divisions.
func (m *Miner) cohesion(levels []level, k, id int) float64 {
	n := float64(len(m.text))
	s := levels[k].seqs[id]
	p := float64(s.count) / n
	least := 1.0
	for cut := 1; cut <= k; cut++ {
		a := levels[cut-1]
		b := levels[k-cut]
		pa := float64(a.seqs[a.at[s.first]].count) / n
		pb := float64(b.seqs[b.at[int(s.first)+cut]].count) / n
		least = min(least, math.Log(p/(pa*pb))/-math.Log(p))
	}
	return least
}
