package index

// Counter counts the terms of texts and merges fields into impacts. It is working space that is used again for the next texts; the
// zero Counter is ready. It serves one goroutine.
type Counter struct {
	tf      []int32   // by number, in the current field; zero between fields
	merged  []float64 // by number, over the fields seen so far; zero between calls
	touched []uint32  // numbers of the current field
	held    []Impact  // of the fields seen so far
}

// Impact is the impact q of a term that goes by a number.
type Impact struct {
	ID uint32
	Q  uint8
}

// Impacts merges the fields of a view into one impact a term, as BM25F does. number returns the number of a content term; one that it
// has none for counts for the length of its field alone. The impacts are in the order in which their terms first appear, and valid
// until the next call.
func (c *Counter) Impacts(v ViewOptions, texts Analyses, number func(term string) (uint32, bool)) []Impact {
	for _, f := range v.Fields {
		length := 0
		for _, a := range texts[f.Name] {
			a.Each(v.View, func(term string) {
				length++
				if id, ok := number(term); ok {
					c.Add(id)
				}
			})
		}
		c.EndField(f, length)
	}
	return c.Merged(v.K1)
}

// Add counts a term of the current field.
func (c *Counter) Add(id uint32) {
	for int(id) >= len(c.tf) {
		c.tf, c.merged = append(c.tf, 0), append(c.merged, 0)
	}
	if c.tf[id] == 0 {
		c.touched = append(c.touched, id)
	}
	c.tf[id]++
}

// EndField merges the terms that were added since the last field, of a field with so many content terms.
func (c *Counter) EndField(f FieldOptions, length int) {
	for _, id := range c.touched {
		if c.merged[id] == 0 {
			c.held = append(c.held, Impact{ID: id})
		}
		c.merged[id] += f.Frequency(int(c.tf[id]), length)
		c.tf[id] = 0
	}
	c.touched = c.touched[:0]
}

// Merged returns the impacts of all fields and begins anew. They are valid until the next Add.
func (c *Counter) Merged(k1 float64) []Impact {
	out := c.held
	for i := range out {
		out[i].Q = Saturate(c.merged[out[i].ID], k1)
		c.merged[out[i].ID] = 0
	}
	c.held = c.held[:0]
	return out
}
