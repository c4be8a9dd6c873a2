package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/ir"
)

// Source is a sensitive call: an API at a place of the program, in all contexts.
type Source struct {
	API    *catalogue.API
	Ins    *ir.Instr
	Unit   *ir.Unit
	Reads  []string // paths of its result that the program reads
	labels int
	reads  map[string]bool
	// Escaped: the whole result goes where its reads are not followed.
	Escaped bool
	// Shown: the whole result is stored, or shown to developers.
	Shown bool
	Uses  []Use    // of a position; see Need
	parts []string // types by which parts of a service's answer were chosen; "" for one that is not constant
	near  bool     // something was computed from a position, or compared with it
	rank  bool     // its distances from several places were held against each other
}

type sourceKey struct {
	ins *ir.Instr
	api *catalogue.API
	// by tells apart the callers of a wrapper that is given the API. (Not its context: that
	// of a function in the wrapper, such as one given to a promise, is the same for all.)
	by *Activation
}

// escape notes that whole results in a value go where reads are not followed.
func (in *Interp) escape(v Value) {
	for _, e := range v {
		if l := in.atoms[e.A].label; l != 0 {
			if info := in.labels[l]; !strings.HasPrefix(info.path, "@") && !info.src.personalWhole(info.path) || info.path == "" {
				info.src.Escaped = true
			}
		}
	}
}

// keptWhole notes that whole results in a value are stored or shown to developers.
func (in *Interp) keptWhole(v Value) {
	for _, e := range v {
		if l := in.atoms[e.A].label; l != 0 {
			if info := in.labels[l]; !strings.HasPrefix(info.path, "@") && !info.src.personalWhole(info.path) || info.path == "" {
				info.src.Shown = true
			}
		}
	}
}

// callAt is a sensitive call in one evaluation of an activation.
type callAt struct {
	src       *Source
	act       *Activation
	must, may Bits
}

// PromptKind says what is wrong with the way the user is asked.
type PromptKind string

const (
	promptAsked     PromptKind = "asked"     // a dialogue that may be refused; see judgeDialogue
	PromptSame      PromptKind = "same"      // both answers of a dialogue do the same
	PromptNoRefusal PromptKind = "norefusal" // a modal without a refuse button asks for consent
	PromptTicked    PromptKind = "preticked" // an agreement control is ticked from the start
	PromptAgain     PromptKind = "again"     // asks again at once after a refusal
	PromptExit      PromptKind = "exit"      // a refusal ends the program
	PromptLeaves    PromptKind = "leaves"    // a refusal throws the user off the page
	promptAsks      PromptKind = "asks"      // the user is asked
	promptOnRefusal PromptKind = "refused"   // something is called, or a loop goes round, right after a refusal
	promptGone      PromptKind = "gone"      // a page is left once the user has agreed
	PromptUnknown   PromptKind = "unknown"   // an API is called whose name is not known: it may ask for anything
	PromptUnasked   PromptKind = "unasked"   // a permission dialogue comes up before the user did anything
)

// words say what happens at the place of a prompt.
func (k PromptKind) words() string {
	switch k {
	case PromptExit:
		return "the program ends here"
	case PromptLeaves:
		return "the page is left here"
	case PromptUnknown:
		return "an API is called here"
	}
	return "the user is asked here"
}

// eventAt is something else of note in one evaluation of an activation.
type eventAt struct {
	kind   PromptKind
	ins    *ir.Instr
	api    string
	result *Object // of a modal, to see whether the answer is looked at
	must   Bits
	// agreement: the modal speaks of an agreement, not only of the data.
	agreement bool
	// Of promptOnRefusal: where it was noted, and the header of the loop, without an instruction.
	at     point
	header int32
}

// Flow is personal data that reaches a sink.
type Flow struct {
	Source *Source
	Paths  []string
	URLs   []string // what is known of where it goes: addresses, or their beginnings
	Sink   *catalogue.Sink
	Ins    *ir.Instr
	Unit   *ir.Unit
	// Steps lead from the call that yields the data to the sink.
	Steps []Step
	act   *Activation
}

type flowKey struct {
	src  *Source
	ins  *ir.Instr
	sink *catalogue.Sink
}

func (in *Interp) source(api *catalogue.API, ins *ir.Instr, u *ir.Unit, by *Activation) *Source {
	ins = in.textOf(ins)
	key := sourceKey{ins, api, by}
	if s := in.sources[key]; s != nil {
		return s
	}
	s := &Source{API: api, Ins: ins, Unit: u, reads: map[string]bool{}}
	in.sources[key] = s
	in.srcOrder = append(in.srcOrder, s)
	return s
}

// personal tells whether a path of the result is a personal field, leads to one or
// lies below one.
func (s *Source) personal(path string) bool {
	if len(s.API.Fields) == 0 || strings.HasPrefix(path, "@") {
		return true
	}
	for _, f := range s.API.Fields {
		if f == path || strings.HasPrefix(f, path+".") || strings.HasPrefix(f, path+"[") || path == "" || below(path, f) {
			return true
		}
	}
	return false
}

func below(path, field string) bool {
	return strings.HasPrefix(path, field+".") || strings.HasPrefix(path, field+"[")
}

// personalWhole tells whether a path is a whole personal field.
func (s *Source) personalWhole(path string) bool {
	if strings.HasPrefix(path, "@") {
		return !strings.HasPrefix(path, pathAnswer) || townFields[path[strings.LastIndexByte(path, '.')+1:]]
	}
	for _, f := range s.API.Fields {
		if f == path || below(path, f) {
			return true
		}
	}
	return len(s.API.Fields) == 0 && path != ""
}

func (s *Source) read(path string) {
	if !s.reads[path] && len(s.Reads) < 100 {
		s.reads[path] = true
		s.Reads = append(s.Reads, path)
	}
}

// sensitive notes a call of a source, and returns its result as data.
func (c *nativeCall) sensitive(api *catalogue.API) Value {
	in := c.in
	if !api.IsSource() || api.Consent == catalogue.ConsentNone {
		return unknownValue
	}
	var caller *Activation
	if in.passedIn(c.act.body, c.act.fn, c.inv.ins) != nil {
		caller = c.act
	}
	src := in.source(api, c.inv.ins, c.act.fn.Unit, caller)
	c.act.sources = append(c.act.sources, &callAt{src: src, act: c.act, must: c.st.must, may: c.st.may})
	return single(in.unknown(in.label(src, "")), 0)
}

// appendNew appends what is not there yet, up to a bound.
func appendNew(list []string, s string) []string {
	if len(list) >= 20 || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
