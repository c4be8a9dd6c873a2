package replay

import "strings"

// globals are the names that reach the platform: its own, and those of what stands for
// every platform. The namespaces of other platforms are undefined, as they are there.
func (s *script) globals() []string {
	var out []string
	for _, g := range s.cat.Globals() {
		if own, foreign := s.cat.IsNamespace(g.Name); own || g.Module && !foreign {
			out = append(out, g.Name)
		}
	}
	return out
}

// asking are the platform's APIs by which a program asks the user, by name: "modal", or
// "authorize " and the argument that names the scopes.
func (s *script) asking() map[string]string {
	out := map[string]string{}
	for _, g := range s.cat.Guards() {
		switch {
		case g.ID == "G1" && g.Outcome == "success" && strings.HasPrefix(g.Covers, "scope-argument"):
			_, arg, _ := strings.Cut(g.Covers, ":")
			if arg == "" {
				arg = "scope"
			}
			out[g.Call] = "authorize " + arg
		case g.ID == "G4" && g.Outcome == "result" && g.Path == "confirm":
			out[g.Call] = "modal"
		}
	}
	return out
}
