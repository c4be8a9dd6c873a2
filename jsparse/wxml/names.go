package wxml

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// Host is the parameter of a render function whose methods say what the view does.
	Host = "$"
	// Data is the parameter that holds the view's data; templates have one of
	// their own of the same name.
	Data = "$d"
)

// freeNames are the globals that compiled text itself mentions. Data of the
// same name is written $d["name"].
var freeNames = []string{Host, "$t", "undefined", "Object", "module", "exports", "require", "true", "false", "null"}

// FreeNames returns the identifiers of compiled text that must not resolve to
// data; see ir.Options.WithExcept.
func FreeNames() []string { return slices.Clone(freeNames) }

// literals are the words that mean in WXML what they mean in JavaScript.
var literals = set("true false null undefined")

// unsafe are names that can't be written as they are: JavaScript's reserved
// words, and globals that a parser would take for its own. In WXML they are data.
var unsafe = set(`
	arguments as async await break case catch class const continue debugger default delete do else enum
	eval export extends finally for from function get if implements import in instanceof interface let new
	of package private protected public return set static super switch this throw try typeof var void
	while with yield
	exports module require Object
	Array ArrayBuffer BigInt Boolean DataView Date Error Function Infinity Int8Array Intl JSON Map Math NaN
	Number Promise Proxy RangeError Reflect RegExp Set String Symbol SyntaxError TypeError Uint8Array
	WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN
	parseFloat parseInt`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// scope knows the locals of the compiled text: loop variables and wxs modules,
// each with the identifier that stands for it there.
type scope struct {
	names map[string][]string
	fresh int
}

func newScope() *scope { return &scope{names: map[string][]string{}} }

// declare makes name a local and returns its identifier in the text.
func (s *scope) declare(name string) string {
	local := name
	if !isName(name) || unsafe[name] || literals[name] || name[0] == '$' {
		local = s.temp()
	}
	s.names[name] = append(s.names[name], local)
	return local
}

// temp makes an identifier that no view can contain.
func (s *scope) temp() string {
	s.fresh++
	return "$v" + itoa(s.fresh)
}

func (s *scope) drop(name string) {
	list := s.names[name]
	s.names[name] = list[:len(list)-1]
}

// local returns the identifier of a local, "" if name is data.
func (s *scope) local(name string) string {
	if list := s.names[name]; len(list) > 0 {
		return list[len(list)-1]
	}
	return ""
}

// spell returns the JavaScript for a name of an expression.
func (s *scope) spell(name string) string {
	if local := s.local(name); local != "" {
		return local
	}
	if unsafe[name] || name[0] == '$' {
		return Data + "[" + quote(name) + "]"
	}
	return name
}

// isName tells whether s is one identifier.
func isName(s string) bool { return s != "" && nameLen(s) == len(s) }

// nameLen returns the length of the identifier at the start of s, 0 if there is none.
func nameLen(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		size := 1
		switch {
		case isLetter(c) || c == '_' || c == '$' || i > 0 && isDigit(c):
		case c < utf8.RuneSelf:
			return i
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) {
				return i
			}
		}
		i += size
	}
	return len(s)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
