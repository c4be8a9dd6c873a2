package wxml

import "strings"

// Event is one event binding of an element.
type Event struct {
	// Name is the event without its prefix, in lower case: "tap" for all of
	// bindtap, catch:tap, capture-bind:tap. Names of custom events lose their
	// case too, so compare with strings.EqualFold or after lowering.
	Name     string
	Spelling string // the attribute's name as written
	Handler  string // verbatim value; may hold {{ }}
	// Catch: the event does not bubble on (catch, capture-catch).
	Catch bool
	// Capture: called on the way down (capture-bind, capture-catch).
	Capture bool
	Pos     int32 // of the attribute
	attr    int   // index in Element.Attrs
}

// The longer prefixes come first: "capture-bind" also ends in "bind".
var eventPrefixes = []struct {
	prefix         string
	catch, capture bool
}{
	{"capture-catch", true, true},
	{"capture-bind", false, true},
	{"mut-bind", false, false},
	{"catch", true, false},
	{"bind", false, false},
	{"worklet:", false, false}, // handlers beside the view, of Skyline
}

// eventOf reads an attribute as an event binding.
func eventOf(a *Attr) (Event, bool) {
	for _, p := range eventPrefixes {
		rest, ok := strings.CutPrefix(a.Name, p.prefix)
		if !ok {
			continue
		}
		rest = strings.TrimPrefix(rest, ":")
		if rest == "" {
			return Event{}, false
		}
		return Event{
			Name: strings.ToLower(rest), Spelling: a.Name, Handler: a.Value,
			Catch: p.catch, Capture: p.capture, Pos: a.Pos,
		}, true
	}
	return Event{}, false
}

// datasetKey returns the key under which the platform puts attribute name into
// an element's dataset: data-foo-bar is fooBar, data-fooBar is foobar, or stays as it
// is where the dialect keeps the case.
func datasetKey(name string, keepCase bool) (string, bool) {
	rest, ok := strings.CutPrefix(name, "data-")
	if !ok || rest == "" {
		return "", false
	}
	if !keepCase {
		rest = strings.ToLower(rest)
	}
	words := strings.Split(rest, "-")
	for i, w := range words {
		if i > 0 && w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, ""), true
}
