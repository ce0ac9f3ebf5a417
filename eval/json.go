package eval

import (
	"encoding/json"
	"io"
)

// jsonReport is the published form: names instead of columns, never null.
type jsonReport struct {
	RelLevel   int                 `json:"rel_level"`
	Condensed  bool                `json:"condensed"`
	NumTopics  int                 `json:"num_topics"`
	Means      map[Measure]float64 `json:"means"`
	Missing    []string            `json:"missing"`
	NoRelevant []string            `json:"no_relevant"`
	NotJudged  []string            `json:"not_judged"`
	Topics     []jsonTopic         `json:"topics"`
}

type jsonTopic struct {
	Topic     string              `json:"topic"`
	Judged    int                 `json:"judged"`
	Relevant  int                 `json:"relevant"`
	Retrieved int                 `json:"retrieved"`
	Values    map[Measure]float64 `json:"values"`
}

// MarshalJSON returns the report as an object with rel_level, condensed, num_topics,
// means by name of the measure, the topics with their values by name, and the lists
// missing, no_relevant and not_judged.
func (r *Report) MarshalJSON() ([]byte, error) {
	out := jsonReport{
		RelLevel:   r.RelLevel,
		Condensed:  r.Condensed,
		NumTopics:  len(r.Topics),
		Means:      r.named(r.means()),
		Missing:    append([]string{}, r.Missing...),
		NoRelevant: append([]string{}, r.NoRelevant...),
		NotJudged:  append([]string{}, r.NotJudged...),
		Topics:     make([]jsonTopic, 0, len(r.Topics)),
	}
	for _, t := range r.Topics {
		out.Topics = append(out.Topics, jsonTopic{t.Topic, t.Judged, t.Relevant, t.Retrieved, r.named(t.Values)})
	}
	return json.Marshal(out)
}

func (r *Report) named(values []float64) map[Measure]float64 {
	named := make(map[Measure]float64, len(values))
	for i, v := range values {
		named[r.Measures[i]] = v
	}
	return named
}

// WriteJSON writes the report as one indented JSON document in the form of
// [Report.MarshalJSON].
func (r *Report) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}
