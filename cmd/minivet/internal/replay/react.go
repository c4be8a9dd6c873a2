package replay

import "github.com/minivet/minivet/jsparse/codepkg"

// reacts tells whether the views of a program are made by React: it is of a framework
// that has that, and no page has a view of another kind.
func (s *script) reacts() bool {
	if f := s.prog.Framework; f != codepkg.Taro && f != codepkg.Remax {
		return false
	}
	for _, p := range s.prog.Pages {
		if p.View != nil {
			return false
		}
	}
	return true
}
