package catalogue

import (
	"regexp"
	"slices"
	"strings"
)

// element is what a row named `<tag attribute="value">` matches.
type element struct{ tag, attr, value string }

var elementName = regexp.MustCompile(`^<([a-z][a-z0-9-]*)(?: ([a-z][a-z0-9:-]*)(?:="([^"]+)")?)?>$`)

func parseElement(name string) (element, bool) {
	m := elementName.FindStringSubmatch(name)
	if m == nil {
		return element{}, false
	}
	return element{m[1], m[2], m[3]}, true
}

// matches tells whether an element has what the row asks for. Values joined by |
// (open-type="getPhoneNumber|agreePrivacyAuthorization") count one by one.
func (e element) matches(attr func(name string) (string, bool)) bool {
	if e.attr == "" {
		return true
	}
	value, ok := attr(e.attr)
	if !ok || e.value == "" {
		return ok
	}
	return slices.Contains(strings.Split(value, "|"), e.value)
}

// Components are the rows of table api that an element matches, in the order of
// their names. attr gives the value of an attribute and whether it is there; a
// value with an expression in it is the caller's to resolve.
func (c *Catalogue) Components(tag string, attr func(name string) (string, bool)) []*API {
	var out []*API
	for _, a := range c.components[tag] {
		if a.element.matches(attr) {
			out = append(out, a)
		}
	}
	return out
}

// ElementSinks are the rows of table sink that an element matches.
func (c *Catalogue) ElementSinks(tag string, attr func(name string) (string, bool)) []*Sink {
	var out []*Sink
	for _, s := range c.elements[tag] {
		if s.element.matches(attr) {
			out = append(out, s)
		}
	}
	return out
}
