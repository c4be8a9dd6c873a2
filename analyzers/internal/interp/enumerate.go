package interp

import (
	"maps"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
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
			for _, n := range f.apiNames() {
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
// of the catalogue that the program mentions anywhere, in order, or puts together.
func (f *frame) apiNames() []string {
	in := f.in
	m := &in.mentioned
	if m.hidden == nil {
		in.findMentions()
	}
	in.depend(&m.more, f.act)
	return m.names
}

// mentioned are the names of APIs that a program uses as far as is known. Obfuscated code
// has names that stand nowhere: they are added as its values turn out to be them.
type mentioned struct {
	names  []string
	hidden map[string]bool // nil before any code enumerates; names of the catalogue that stand nowhere
	found  []string        // of these, those that are a value by now; not yet among names
	told   int             // names that were hidden
	more   Cell            // its deps want to know of new names
}

// maxHidden is how many names that stand nowhere count, for the same reason as maxMentions.
const maxHidden = 60

func (in *Interp) findMentions() {
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
	m := &in.mentioned
	var standing map[string]bool
	m.names, standing = in.mentions(slices.Sorted(maps.Keys(set)))
	maps.DeleteFunc(set, func(n string, _ bool) bool { return standing[n] })
	m.hidden = set
	for _, n := range slices.Sorted(maps.Keys(set)) {
		if _, made := in.strs[n]; made {
			m.made(n)
		}
	}
	for _, b := range in.bodies {
		m.reads(b)
	}
	in.tellNames()
}

// reads notes the members that code reads whose names the parser has put together: o["get" + "It"].
func (m *mentioned) reads(b *body) {
	if len(m.hidden) == 0 {
		return
	}
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			if ins := &blk.Instrs[i]; ins.Op == ir.OpGetProp {
				m.made(ins.Name)
			}
		}
	}
}

// made notes that a text has become a value of the program.
func (m *mentioned) made(text string) {
	if m.hidden[text] {
		delete(m.hidden, text)
		m.found = append(m.found, text)
	}
}

// tellNames has the code that enumerates APIs see those whose names were found; false if there
// are none. It waits until nothing else is to be done, so that there are few rounds.
func (in *Interp) tellNames() bool {
	m := &in.mentioned
	if len(m.found) == 0 {
		return false
	}
	slices.Sort(m.found)
	if room := maxHidden - m.told; len(m.found) > room {
		m.found = m.found[:room]
		m.hidden = map[string]bool{}
		in.hit("more names of APIs are hidden than are looked for where code enumerates them")
	}
	m.told += len(m.found)
	// Behind the others, so that each round of a loop over them keeps its name.
	m.names = append(m.names[:len(m.names):len(m.names)], m.found...)
	m.found = nil
	in.notify(&m.more)
	return true
}

// maxMentions is how many of the names a module may have for all of them to count: one
// with more has a library's list of all APIs, which says nothing of what is used. Of such
// a module those count that are read as members.
const maxMentions = 60

// mentions are those of the names that count in some module, and all that stand in one.
func (in *Interp) mentions(names []string) (counting []string, standing map[string]bool) {
	found := map[string]bool{}
	standing = map[string]bool{}
	for _, m := range in.prog.Modules {
		if m.Unit == nil {
			continue
		}
		var here []string
		for _, n := range names {
			if strings.Contains(m.Unit.Source.Text, n) || sortedHas(m.Unit.Revealed, n) {
				here = append(here, n)
				standing[n] = true
			}
		}
		for _, n := range here {
			if len(here) <= maxMentions || strings.Contains(m.Unit.Source.Text, "."+n) {
				found[n] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found)), standing
}

func sortedHas(list []string, text string) bool {
	_, found := slices.BinarySearch(list, text)
	return found
}
