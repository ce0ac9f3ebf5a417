package industry

import (
	"slices"
	"sync"
)

// Class is a section, division or group of the industrial classification for
// national economic activities (国民经济行业分类, GB/T 4754-2017).
type Class struct {
	Code   string // "C" for a section, "38" for a division, "384" for a group.
	Name   string // The official Chinese name.
	Parent string // The code of the level above; empty for a section.
}

// gbtData is the parsed classification.
type gbtData struct {
	classes []Class
	byCode  map[string]Class
	byName  map[string]Class
}

var loadGBT = sync.OnceValue(func() *gbtData {
	d := &gbtData{byCode: map[string]Class{}, byName: map[string]Class{}}
	section := ""
	for _, row := range rows(gbtTable, 2) {
		c := Class{Code: row[0], Name: row[1]}
		switch len(c.Code) {
		case 1:
			section = c.Code
		case 2:
			c.Parent = section
		default:
			c.Parent = c.Code[:2]
		}
		d.classes = append(d.classes, c)
		d.byCode[c.Code] = c
		// A few names stand at two or three levels (教育 is P and 83): the division
		// is meant.
		if _, taken := d.byName[fold(c.Name)]; !taken || len(c.Code) == 2 {
			d.byName[fold(c.Name)] = c
		}
	}
	return d
})

// GBTClasses returns the 20 sections, 97 divisions and 473 groups in the order
// of the standard. The caller owns the slice.
func GBTClasses() []Class { return slices.Clone(loadGBT().classes) }

// GBTByCode returns the section, division or group with exactly this code.
func GBTByCode(code string) (Class, bool) {
	c, ok := loadGBT().byCode[code]
	return c, ok
}

// FindGBT finds a class as people write it: a code in either width, with or
// without its section letter (38, C38, C3841), the official name, or a code
// followed by its name. A four-digit class gives its group: C3841 is 384. A
// wrong section letter finds nothing. A name that stands at several levels
// finds the division.
func FindGBT(s string) (Class, bool) {
	return find(s, gbtByWrittenCode, func(name string) (Class, bool) {
		c, ok := loadGBT().byName[name]
		return c, ok
	})
}

// gbtByWrittenCode is [FindGBT] on a folded code.
func gbtByWrittenCode(code string) (Class, bool) {
	if len(code) == 1 {
		return GBTByCode(code)
	}
	var letter string
	if code != "" && code[0] >= 'A' && code[0] <= 'Z' {
		letter, code = code[:1], code[1:]
	}
	if len(code) == 4 && isDigits(code) {
		code = code[:3]
	}
	c, ok := GBTByCode(code)
	if !ok || len(c.Code) == 1 {
		return Class{}, false
	}
	if letter != "" && gbtSection(c.Code) != letter {
		return Class{}, false
	}
	return c, true
}

// gbtDivision returns the division of a code, or empty for a section.
func gbtDivision(code string) string {
	if len(code) < 2 {
		return ""
	}
	return code[:2]
}

// gbtSection returns the section letter of a code, empty for an unknown one.
func gbtSection(code string) string {
	if len(code) == 1 {
		return code
	}
	return loadGBT().byCode[gbtDivision(code)].Parent
}
