package wxml

import "strings"

// Kebab is the spelling of a name in tags and attributes: openType as open-type, FooBar as
// foo-bar. Capitals other than A to Z are left.
func Kebab(name string) string {
	var b strings.Builder
	for i, r := range name {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('-')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
