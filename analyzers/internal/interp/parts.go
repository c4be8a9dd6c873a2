package interp

import (
	"slices"
	"strings"
)

// Google's geocoder answers with a list of typed parts of the address:
//
//	results[0].address_components.find(part => part.types.includes('country')).short_name
//
// Which of them a program reads shows in the types that it looks for.

// typedParts is the field of an answer that holds such parts, partTypes that of a part
// with its types.
const (
	typedParts = "address_components"
	partTypes  = typedParts + ".types"
)

// townParts are types of parts that say no more than a town.
var townParts = []string{
	"country", "administrative_area_level_1", "administrative_area_level_2", "administrative_area_level_3", "locality", "postal_town", "continent",
}

// chosen notes that the types of a part are compared with, or searched for, a value.
func (in *Interp) chosen(types Elem, by Value) {
	l := in.atoms[types.A].label
	if l == 0 {
		return
	}
	info := &in.labels[l]
	if !strings.HasPrefix(info.path, pathAnswer) || !strings.HasSuffix(strings.TrimSuffix(info.path, "[]"), partTypes) {
		return
	}
	names, known := in.keys(by)
	if !known {
		names = append(names, "")
	}
	for _, n := range names {
		if !slices.Contains(info.src.parts, n) {
			info.src.parts = append(info.src.parts, n)
		}
	}
}

// partNeed judges a field of a typed part that is read: by the types that were asked for.
func (s *Source) partNeed(path string) (need Precision, words string, ok bool) {
	owner, _, _ := cutLast(path)
	if !strings.HasSuffix(strings.TrimSuffix(owner, "[]"), typedParts) || len(s.parts) == 0 {
		return 0, "", false
	}
	for _, part := range s.parts {
		switch {
		case part == "":
			return Unclear, "parts of its address are read", true
		case !slices.Contains(townParts, part):
			return Precise, "the " + part + " of its address is read", true
		}
	}
	return Coarse, "only the " + strings.Join(s.parts, " and ") + " of its address is read", true
}

func cutLast(path string) (owner, field string, ok bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path, false
	}
	return path[:i], path[i+1:], true
}
