package wxml

import (
	"regexp"
	"strings"
)

// VueOptions choose how the template of a single-file component is read.
type VueOptions struct {
	// Valid tells whether a JavaScript expression parses; nil: all do. One that does
	// not is taken for text, and a handler for none.
	Valid func(expr string) bool
	// TS: expressions are TypeScript, as the script of the component is.
	TS bool
	// Tag gives an element another name, where a framework has names of its own.
	Tag func(*Element)
}

// ParseVue reads the template of a single-file component (Vue, mpx, WePY) into
// the tree of a view. text is the file with all but the template made white
// space. Directives become what WXML has for them, so that the rest of the
// program knows one kind of view: v-if is wx:if, v-for is wx:for, :a="x" is
// a="{{x}}", v-model is model:value, @click is bindtap. Expressions are
// JavaScript ([Part.JS]), and so are handlers that are more than a name.
func ParseVue(path, text string, opt VueOptions) *File {
	f := Parse(path, text)
	// Pages in HTML leave tags open and write what WXML refuses.
	f.Problems, f.TS = nil, opt.TS
	v := &vue{f: f, valid: opt.Valid, native: strings.HasSuffix(path, ".mpx"), binds: strings.HasSuffix(path, ".wpy")}
	for _, e := range f.Elements {
		if opt.Tag != nil {
			opt.Tag(e)
		}
		v.element(e)
	}
	v.texts(f.Nodes)
	return f
}

type vue struct {
	f      *File
	valid  func(string) bool
	native bool // expressions stand in braces, as in WXML
	binds  bool // handlers are bound as in WXML, too
}

// element translates the attributes of an element in place.
func (v *vue) element(e *Element) {
	if tag := htmlTags[e.Tag]; tag != "" {
		e.Tag = tag
	}
	if e.Tag == "template" && e.AttrOf("is") == nil && e.AttrOf("name") == nil {
		e.Tag = "block" // slots and groups
	}
	attrs := e.Attrs
	e.Attrs, e.Events = nil, nil
	for i := range attrs {
		v.attr(e, &attrs[i])
	}
}

// htmlTags are tags that compilers replace.
var htmlTags = map[string]string{"div": "view", "span": "text", "img": "image", "a": "navigator", "repeat": "block"}

func (v *vue) attr(e *Element, a *Attr) {
	name, _, _ := strings.Cut(a.Name, ".") // modifiers
	switch {
	case strings.HasPrefix(name, "v-on:"):
		v.event(e, a, name[len("v-on:"):])
	case strings.HasPrefix(name, "@"):
		v.event(e, a, name[1:])
	case strings.HasPrefix(name, "v-bind:"):
		v.bound(e, a, name[len("v-bind:"):])
	case name == "v-if", name == "v-show":
		v.bound(e, a, "wx:if")
	case name == "v-else-if":
		v.bound(e, a, "wx:elif")
	case name == "v-else":
		a.Name = "wx:else"
		e.Attrs = append(e.Attrs, *a)
	case name == "v-for":
		v.loop(e, a)
	case strings.HasPrefix(name, "v-model"), name == "wx:model":
		v.model(e, a)
	case strings.HasPrefix(name, "v-"), strings.HasPrefix(name, "#"), strings.HasPrefix(name, ":key"):
	case strings.HasPrefix(name, ":"):
		v.bound(e, a, name[1:])
	case e.Tag == "block" && (name == "for" || name == "item" || name == "index"): // <repeat> of WePY
		a.Name = map[string]string{"for": "wx:for", "item": "wx:for-item", "index": "wx:for-index"}[name]
		e.Attrs = append(e.Attrs, *a)
	default:
		v.plain(e, a)
	}
}

// plain is an attribute as WXML has it. Its handlers may have arguments.
func (v *vue) plain(e *Element, a *Attr) {
	if ev, ok := eventOf(a); ok {
		if v.native || v.binds || strings.Contains(a.Value, "(") {
			v.event(e, a, ev.Name)
		}
		return
	}
	e.Attrs = append(e.Attrs, *a)
}

// bound is an attribute whose value is an expression.
func (v *vue) bound(e *Element, a *Attr, name string) {
	if a.Parts == nil { // WePY writes :a.sync="{{x}}" at times
		if !v.expression(a.Value) {
			return
		}
		v.whole(a)
	}
	a.Name = strings.ToLower(name[:min(1, len(name))]) + name[min(1, len(name)):]
	a.HasValue = true
	e.Attrs = append(e.Attrs, *a)
}

// whole makes the value of an attribute one expression.
func (v *vue) whole(a *Attr) {
	a.Parts = []Part{{Expr: true, JS: true, Text: a.Value, Pos: a.ValuePos, End: a.ValuePos + int32(len(a.Value))}}
	a.Value = "{{" + a.Value + "}}"
}

func (v *vue) expression(s string) bool {
	return strings.TrimSpace(s) != "" && len(s) <= maxExprBytes && (v.valid == nil || v.valid(s))
}

var (
	vueFor  = regexp.MustCompile(`^\s*\(?\s*([A-Za-z_$][\w$]*)\s*(?:,\s*([A-Za-z_$][\w$]*)\s*)?(?:,[^)]*)?\)?\s+(?:in|of)\s+`)
	vuePath = regexp.MustCompile(`^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$`)
	vueName = regexp.MustCompile(`^[A-Za-z_$][\w$]*$`)
)

// loop reads v-for="(item, index) in list".
func (v *vue) loop(e *Element, a *Attr) {
	item, index, list := "item", "index", a.Value
	at := a.ValuePos
	if m := vueFor.FindStringSubmatchIndex(a.Value); m != nil {
		item = a.Value[m[2]:m[3]]
		if m[4] >= 0 {
			index = a.Value[m[4]:m[5]]
		}
		list = a.Value[m[1]:]
		at += int32(m[1])
	} else if i := strings.Index(a.Value, " in "); i >= 0 {
		list, at = a.Value[i+4:], at+int32(i)+4
	}
	if !v.expression(list) {
		return
	}
	part := Part{Expr: true, JS: true, Text: list, Pos: at, End: at + int32(len(list))}
	constant := func(name, value string) Attr {
		return Attr{Name: name, Value: value, HasValue: true, Pos: a.Pos, End: a.End, ValuePos: a.ValuePos}
	}
	e.Attrs = append(e.Attrs,
		Attr{Name: "wx:for", Value: "{{" + list + "}}", HasValue: true, Parts: []Part{part}, Pos: a.Pos, End: a.End, ValuePos: a.ValuePos},
		constant("wx:for-item", item), constant("wx:for-index", index))
}

// model is a two-way binding.
func (v *vue) model(e *Element, a *Attr) {
	path := strings.Trim(strings.TrimSpace(a.Value), "{} ")
	if !vuePath.MatchString(path) {
		return
	}
	prop := "value"
	if strings.Contains(e.Tag, "checkbox") || strings.Contains(e.Tag, "radio") || strings.Contains(e.Tag, "switch") {
		prop = "checked"
	}
	at := a.ValuePos + int32(strings.Index(a.Value, path))
	part := Part{Expr: true, JS: true, Text: path, Pos: at, End: at + int32(len(path))}
	m := Attr{Name: "model:" + prop, Value: "{{" + path + "}}", HasValue: true, Parts: []Part{part}, Pos: a.Pos, End: a.End, ValuePos: a.ValuePos}
	e.Attrs = append(e.Attrs, m)
	if prop == "checked" {
		m.Name = prop
		e.Attrs = append(e.Attrs, m)
	}
}

// event adds a handler: the name of a method, or code.
func (v *vue) event(e *Element, a *Attr, name string) {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, ":"), "-", ""))
	if name == "click" {
		name = "tap"
	}
	if name == "" || strings.TrimSpace(a.Value) == "" {
		return
	}
	ev := Event{Name: name, Spelling: a.Name, Handler: a.Value, Pos: a.Pos, attr: len(e.Attrs)}
	ev.Catch = strings.Contains(a.Name, ".stop")
	a.Name = "bind" + name
	if !vueName.MatchString(strings.TrimSpace(a.Value)) {
		part, ok := v.handler(a)
		if !ok {
			return
		}
		a.Parts = []Part{part}
	} else {
		a.Value, a.Parts = strings.TrimSpace(a.Value), nil
	}
	e.Attrs = append(e.Attrs, *a)
	e.Events = append(e.Events, ev)
}

var bracesToSpace = strings.NewReplacer("{{", "  ", "}}", "  ")

// handler makes a function of the code of a handler. What is a function already
// stays one, and the path of a method is called with the event.
func (v *vue) handler(a *Attr) (Part, bool) {
	text := a.Value
	if len(text) > maxExprBytes {
		return Part{}, false
	}
	p := Part{Expr: true, JS: true, Pos: a.ValuePos, End: a.ValuePos + int32(len(text))}
	if a.Parts != nil && strings.Contains(text, "(") {
		text = bracesToSpace.Replace(text) // go({{id}})
	}
	p.Text = decode(text)
	if len(p.Text) != len(text) {
		p.Text = text
	}
	trimmed := strings.TrimSpace(text)
	isFunc := strings.HasPrefix(trimmed, "function") || strings.HasPrefix(trimmed, "async ") ||
		regexpArrow.MatchString(trimmed)
	switch {
	case a.Parts != nil && !strings.Contains(a.Value, "("):
		return Part{}, false // the name is computed
	case isFunc:
	case vuePath.MatchString(trimmed):
		p.Open, p.Close = "($event) => { ", "($event) }"
	default:
		p.Open, p.Close = "($event) => { ", " }"
	}
	if v.valid != nil && !v.valid(p.Open+p.Text+p.Close) {
		return Part{}, false
	}
	return p, true
}

var regexpArrow = regexp.MustCompile(`^(\([^()]*\)(\s*:[^=;]*)?|[A-Za-z_$][\w$]*)\s*=>`)

// texts marks the expressions of texts as JavaScript.
func (v *vue) texts(nodes []Node) {
	if v.native {
		return
	}
	for depth := [][]Node{nodes}; len(depth) > 0; {
		list := depth[len(depth)-1]
		depth = depth[:len(depth)-1]
		for _, n := range list {
			switch n := n.(type) {
			case *Element:
				depth = append(depth, n.Children)
			case *Text:
				v.parts(n.Parts)
			}
		}
	}
}

func (v *vue) parts(parts []Part) {
	for i := range parts {
		if p := &parts[i]; p.Expr {
			p.JS = v.expression(p.Text)
		}
	}
}
