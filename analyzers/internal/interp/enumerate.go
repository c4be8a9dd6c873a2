package interp

import (
	"maps"
	"slices"
	"strings"
)

// keysOf are the property names that for-in or Object.keys yield.
func (f *frame) keysOf(v Value) (names []Value, rest Value, whole bool) {
	in := f.in
	whole = len(v) > 0
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, single(in.str(name), 0))
		}
	}
	for _, e := range v {
		info := &in.atoms[e.A]
		switch {
		case info.kind == kUnknown:
			whole = false
			rest = join(rest, single(atomUnknown, 0))
		case info.kind == kObject && info.obj.kind == oNamespace:
			for _, n := range in.apiNames() {
				add(n)
			}
		case info.kind == kObject && (info.obj.kind == oPlatform || info.obj.open):
			whole = false
			rest = join(rest, single(atomUnknown, 0))
		case info.kind == kObject:
			in.depend(&info.obj.shape, f.act)
			for _, n := range info.obj.order {
				add(n)
			}
			if info.obj.any != nil {
				whole = false
				rest = join(rest, single(atomUnknown, 0))
			}
			if p := info.obj.proto; p != nil && info.obj.fn == nil {
				for _, pe := range in.read(p, f.act) {
					if po := in.atoms[pe.A].obj; po != nil && po.kind == oPlain && po.home == nil {
						for _, n := range po.order {
							if n != "constructor" {
								add(n)
							}
						}
					}
				}
			}
		}
	}
	return names, rest, whole
}

// apiNames are the members of wx that matter when a program enumerates it: those
// of the catalogue that the program mentions anywhere, in order.
func (in *Interp) apiNames() []string {
	if in.mentioned != nil {
		return in.mentioned
	}
	set := map[string]bool{}
	for _, api := range in.cat.APIs() {
		if !strings.ContainsAny(api.Name, ".<#:") {
			set[api.Name] = true
		}
	}
	for _, s := range in.cat.Sinks() {
		if !strings.ContainsAny(s.Name, ".<#:") {
			set[s.Name] = true
		}
	}
	for _, n := range []string{"showToast", "showLoading", "hideLoading", "navigateTo", "redirectTo", "showModal", "setStorageSync", "getStorageSync"} {
		set[n] = true
	}
	in.mentioned = in.mentions(slices.Sorted(maps.Keys(set)))
	return in.mentioned
}

// maxMentions is how many of the names a module may have for all of them to count: one
// with more has a library's list of all APIs, which says nothing of what is used. Of such
// a module those count that are read as members.
const maxMentions = 60

// mentions are those of the names that stand in some module.
func (in *Interp) mentions(names []string) []string {
	found := map[string]bool{}
	for _, m := range in.prog.Modules {
		if m.Unit == nil {
			continue
		}
		var here []string
		for _, n := range names {
			if strings.Contains(m.Unit.Source.Text, n) {
				here = append(here, n)
			}
		}
		for _, n := range here {
			if len(here) <= maxMentions || strings.Contains(m.Unit.Source.Text, "."+n) {
				found[n] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
