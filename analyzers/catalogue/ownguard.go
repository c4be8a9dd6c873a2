package catalogue

import "strings"

// Outcomes of functions of the program that the project's configuration names as
// guards (G9). Their Call is NAME or module#NAME.
const (
	Returns = "returns" // returning normally, or the promise being fulfilled, proves
	Truthy  = "truthy"  // a truthy result, or fulfilled value, proves
	Answers = "answers" // Truthy where the function answers with a value, else Returns
)

func isOwn(outcome string) bool {
	return outcome == Returns || outcome == Truthy || outcome == Answers
}

// OwnGuard is a row for the tables that names a function of the program as a guard;
// covers is as in [Guard]. See Merge for the mistakes that it can have.
func OwnGuard(file, call, outcome, covers string) File {
	return File{Name: file, Data: []byte("guard\tcall\toutcome\tcovers\tpath\tplatform\nG9\t" + call + "\t" + outcome + "\t" + covers + "\n")}
}

// OwnGuards are the guards (G9) that a function of that name in that module may be;
// module is the path of its file.
func (c *Catalogue) OwnGuards(module, name string) []Guard {
	var out []Guard
	for _, g := range c.ownGuards[name] {
		if m, _, ok := strings.Cut(g.Call, "#"); !ok || inModule(module, m) {
			out = append(out, g)
		}
	}
	return out
}

// inModule tells whether path is that of the module name: utils/consent is
// src/utils/consent.js, and src/utils/consent/index.js too.
func inModule(path, name string) bool {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "./"), "/")
	stem := path
	if dot := strings.LastIndexByte(path, '.'); dot > strings.LastIndexByte(path, '/') {
		stem = path[:dot]
	}
	for _, p := range []string{path, stem, strings.TrimSuffix(stem, "/index")} {
		if p == name || strings.HasSuffix(p, "/"+name) {
			return true
		}
	}
	return false
}
