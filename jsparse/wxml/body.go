package wxml

import "strings"

// body writes what an element does, and its children.
func (c *compiler) body(e *Element) {
	outer := c.owner
	if c.owner = e; e.Tag == "include" || e.Tag == "template" {
		c.owner = nil // what it brings may be of another file
	}
	defer func() { c.owner = outer }()
	switch e.Tag {
	case "import", "wxs":
	case "include":
		c.include(e)
	case "template":
		c.template(e)
	case "block":
		c.nodes(e.Children)
	case "slot":
		c.slot(e)
		c.nodes(e.Children)
	default:
		c.use(e)
		blocks := c.enabled(e)
		for i := range e.Events {
			c.event(e, &e.Events[i])
		}
		c.close(blocks)
		for i := range e.Attrs {
			c.model(e, &e.Attrs[i])
		}
		c.nodes(e.Children)
	}
}

// enabled opens a block for the events of an element that may be disabled: none happens
// on it then.
func (c *compiler) enabled(e *Element) int {
	a := e.AttrOf("disabled")
	if a == nil || !a.HasValue || len(e.Events) == 0 || neverDisabled[e.Tag] {
		return 0
	}
	c.ifLine("if (!(", "))", a)
	return 1
}

// neverDisabled are elements of the platform for which the attribute means nothing, or
// something else.
var neverDisabled = map[string]bool{
	"view": true, "text": true, "image": true, "icon": true, "scroll-view": true, "swiper": true, "swiper-item": true, "cover-view": true, "cover-image": true,
	"movable-area": true, "movable-view": true, "map": true, "canvas": true, "video": true, "rich-text": true, "web-view": true, "navigator": true, "form": true, "label": true,
}

// index is the element's place in Compiled.Elements.
func (c *compiler) index(e *Element) string { return itoa(c.unit.base + e.Index) }

func (c *compiler) slot(e *Element) {
	c.line(e.Pos)
	c.out.add("$.slot(" + c.index(e) + ", ")
	if a := e.AttrOf("name"); a != nil {
		c.value(a)
	} else {
		c.out.add(`""`)
	}
	c.out.add(")")
	c.endLine(e.End)
}

// use writes the element's tag and properties. The dataset goes with the events,
// or here where there are none: a handler further up may read it from e.target.
func (c *compiler) use(e *Element) {
	c.line(e.Pos)
	c.out.add("$.use(" + c.index(e) + ", " + quote(e.Tag) + ", ")
	c.object(e, propertyKey)
	if len(e.Events) == 0 && hasDataset(e) {
		c.out.add(", ")
		c.object(e, c.datasetKey)
	}
	c.at(e.End)
	c.out.add(")")
	c.endLine(e.End)
}

// propertyKey returns the property that an attribute sets, if it sets one.
func propertyKey(name string) (string, bool) {
	if prefix, rest, ok := strings.Cut(name, ":"); ok {
		switch prefix {
		case "model":
			return rest, rest != ""
		case "wx", "mark", "generic", "worklet", "bind", "catch", "capture-bind", "capture-catch", "mut-bind":
			return "", false
		}
	}
	if _, ok := eventOf(&Attr{Name: name}); ok || strings.HasPrefix(name, "data-") {
		return "", false
	}
	return name, name != ""
}

// datasetKey is datasetKey for the view's dialect.
func (c *compiler) datasetKey(name string) (string, bool) {
	return datasetKey(name, dialectOf(c.unit.f.Path).On)
}

func hasDataset(e *Element) bool {
	for i := range e.Attrs {
		if strings.HasPrefix(e.Attrs[i].Name, "data-") {
			return true
		}
	}
	return false
}

// object writes the attributes that key names as an object literal. Of two with
// the same key the first counts, as on the platform.
func (c *compiler) object(e *Element, key func(string) (string, bool)) {
	c.out.add("{")
	seen := map[string]bool{}
	for i := range e.Attrs {
		a := &e.Attrs[i]
		k, ok := key(a.Name)
		if !ok || seen[k] {
			continue
		}
		if len(seen) > 0 {
			c.out.add(", ")
		}
		seen[k] = true
		c.at(a.Pos)
		if k == "__proto__" {
			c.out.add(`["__proto__"]: `) // else it would set the prototype
		} else {
			c.out.add(quote(k) + ": ")
		}
		c.value(a)
	}
	c.out.add("}")
}

func (c *compiler) event(e *Element, ev *Event) {
	a := &e.Attrs[ev.attr]
	if strings.TrimSpace(a.Value) == "" {
		return // catchtouchmove="": stops the event, calls nothing
	}
	c.line(a.Pos)
	c.out.add("$.on(" + c.index(e) + ", " + quote(ev.Name) + ", ")
	if x := soleExpr(a); x != nil {
		c.expr(*x)
	} else if a.Parts == nil {
		c.out.add(quote(strings.TrimSpace(a.Value)))
	} else {
		c.value(a)
	}
	c.out.add(", ")
	c.object(e, c.datasetKey)
	c.at(a.End)
	c.out.add(")")
	c.endLine(a.End)
}

// model writes a two-way binding. Only fields of the data can be bound, not
// those of a loop's item.
func (c *compiler) model(e *Element, a *Attr) {
	prop, ok := strings.CutPrefix(a.Name, "model:")
	if !ok || prop == "" {
		return
	}
	x := soleExpr(a)
	if x == nil {
		return
	}
	path := strings.TrimSpace(x.Text)
	for i, name := range strings.Split(path, ".") {
		if !isName(name) || i == 0 && c.scope.local(name) != "" {
			return
		}
	}
	c.line(a.Pos)
	c.out.add("$.model(" + c.index(e) + ", " + quote(path) + ", " + quote(prop) + ")")
	c.endLine(a.End)
}
