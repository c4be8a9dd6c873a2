package replay

import "github.com/minivet/minivet/jsparse/codepkg"

const whyReact = "the program is not replayed: its views are made by React, which the replay has no model of"

// unmodelled says why nothing of a program would be seen; "" if something is.
func (s *script) unmodelled() string {
	if f := s.prog.Framework; f != codepkg.Taro && f != codepkg.Remax {
		return ""
	}
	for _, p := range s.prog.Pages {
		if p.View != nil {
			return "" // its views are Vue's
		}
	}
	return whyReact
}
