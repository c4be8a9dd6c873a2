package config

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Draft is what is known of programs that have no configuration yet.
type Draft struct {
	// Schema is the file that describes the configuration, relative to it; "": none.
	Schema string
	// Platforms of the programs, hosts that personal data goes to, functions that may
	// ask for consent, categories that need it; in any order, doubles included.
	Platforms, Hosts, Guards, Categories []string
}

// maxDraft bounds a list in a draft: it is to be read by people.
const maxDraft = 50

// Write writes a configuration in which only that holds which was seen; what needs a
// person's word is in comments.
func (d *Draft) Write(w io.Writer) {
	if d.Schema != "" {
		fmt.Fprintf(w, "# yaml-language-server: $schema=%s\n", d.Schema)
	}
	fmt.Fprint(w, "# What minivet should know of this program. Remove the # before a line to have it hold;\n# minivet config check says what does, minivet schema config which keys there are.\n\n")
	switch platforms := distinct(d.Platforms); len(platforms) {
	case 1:
		fmt.Fprintf(w, "platform: %s\n", platforms[0])
	default: // the programs differ, so each is looked at by itself
		fmt.Fprintln(w, "platform: auto")
	}
	d.list(w, "", "domains", "Personal data was seen to go to these hosts. A further one is reported (egress/unlisted).", d.Hosts)
	d.list(w, "# ", "guards", "Functions whose names speak of consent. Those that return something truthy only after the\n# user has agreed are guards: name them, and no other.", d.Guards)
	d.list(w, "# ", "declared", "Kinds of personal data that this program uses. Keep those that your privacy statement\n# names: minivet inventory then says what differs.", d.Categories)
}

func (d *Draft) list(w io.Writer, mark, key, why string, values []string) {
	values = distinct(values)
	if len(values) == 0 {
		return
	}
	fmt.Fprintf(w, "\n# %s\n%s%s:\n", why, mark, key)
	for _, v := range values[:min(len(values), maxDraft)] {
		quoted, _ := json.Marshal(v) // JSON is YAML; strings always marshal
		fmt.Fprintf(w, "%s  - %s\n", mark, quoted)
	}
	if more := len(values) - maxDraft; more > 0 {
		fmt.Fprintf(w, "# and %d more\n", more)
	}
}

func distinct(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
