package interp

// labelsIn collects the personal data in a value, through objects, up to a bound.
func (f *frame) labelsIn(v Value) []Label {
	c := &collector{f: f, seen: map[*Object]bool{}, got: map[Label]bool{}}
	c.value(v, 0)
	return c.out
}

type collector struct {
	f    *frame
	seen map[*Object]bool
	got  map[Label]bool
	out  []Label
}

// maxCollected bounds the objects looked into at one sink.
const maxCollected = 400

func (c *collector) value(v Value, depth int) {
	for _, e := range v {
		info := &c.f.in.atoms[e.A]
		c.f.in.escape(Value{e})
		if info.label != 0 && !c.got[info.label] {
			c.got[info.label] = true
			c.out = append(c.out, info.label)
		}
		if info.kind == kObject && depth < 8 {
			c.object(info.obj, depth)
		}
	}
}

func (c *collector) object(o *Object, depth int) {
	if c.seen[o] || len(c.seen) > maxCollected || !o.holdsData() {
		return
	}
	c.seen[o] = true
	c.f.spend(1)
	in := c.f.in
	in.depend(&o.shape, c.f.act)
	o.each(func(cell *Cell) { c.value(in.read(cell, c.f.act), depth+1) })
}
