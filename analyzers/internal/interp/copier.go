package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/decoder"
	"github.com/minivet/minivet/jsparse/ir"
)

// copier makes the copies of one call of a deep copy or merge. It stays where it was made:
// what flows into the copied objects later flows into the copies.
type copier struct {
	*copyCall
	// Of a merge, there is one for each key in a key: all objects there become one.
	merges bool
	depth  int
	kids   map[string]*copier
	merged map[ObjKind]*Object
}

// copyCall is what the copiers of one call share.
type copyCall struct {
	in    *Interp
	at    writer
	bits  Bits                // what holds when copies are made
	made  []copied            // in order
	roots map[*Object]*Object // the copies, by what they are copies of
	below *copier             // of a merge: for what is not merged
}

type copied struct {
	by       *copier
	from, to *Object
}

// copying is a copy that an object has.
type copying struct {
	by *copier
	to *Object
}

type copierKey struct {
	act  *Activation
	ins  *ir.Instr
	loop *loopCtx
	sub  int32
}

// copier finds or makes the copier of a call.
func (f *frame) copier(inv *invocation, kind decoder.Deep) *copier {
	in := f.in
	key := copierKey{f.act, inv.ins, f.at.loop, inv.sub}
	c := in.copiers[key]
	if c == nil {
		call := &copyCall{in: in, at: writer{f.act, inv.ins}, bits: everything, roots: map[*Object]*Object{}}
		call.below = &copier{copyCall: call}
		if c = call.below; kind == decoder.DeepMerge {
			c = &copier{copyCall: call, merges: true}
		}
		if in.copiers == nil {
			in.copiers = map[copierKey]*copier{}
		}
		in.copiers[key] = c
	}
	if held := f.st.held(); c.bits&^held != 0 {
		c.bits &= held
		for _, one := range c.made {
			one.by.linkAll(one.from, one.to)
		}
	}
	return c
}

// value is a copy of a value.
func (c *copier) value(v Value) Value {
	if !slices.ContainsFunc(v, c.in.isCopied) {
		return v
	}
	var out Value
	for _, e := range v {
		if c.in.isCopied(e) {
			e.A = c.object(c.in.atoms[e.A].obj).atom
		}
		out = join(out, Value{e})
	}
	return out
}

// object is the copy of an object, itself if there are too many.
func (c *copier) object(x *Object) *Object {
	to := c.target(x)
	if to == x || slices.Contains(x.copies, copying{c, to}) {
		return to
	}
	c.in.stats.held += heldDep
	x.copies = append(x.copies, copying{c, to})
	c.made = append(c.made, copied{c, x, to})
	c.linkAll(x, to)
	return to
}

// target finds or makes the object that a copy of another is. What this call made is its
// own copy, and what another call made has the copy that the first object has: there are
// no copies of copies without end.
func (c *copier) target(x *Object) *Object {
	if c.merges {
		if c.merged[x.kind] == nil {
			if c.merged == nil {
				c.merged = map[ObjKind]*Object{}
			}
			c.merged[x.kind] = c.make(x)
		}
		return c.merged[x.kind]
	}
	root := x
	if x.copyOf != nil {
		root = x.copyOf
	}
	to := c.roots[root]
	if to == nil {
		if len(c.made) >= maxCopied {
			return x
		}
		to = c.make(x)
		to.copyOf = root
		c.roots[root] = to
	}
	return to
}

func (c *copier) make(x *Object) *Object {
	to := c.in.newObject(x.kind)
	to.site = c.at.ins
	return to
}

// linkAll lets all that an object holds flow into its copy.
func (c *copier) linkAll(x, to *Object) {
	for _, name := range x.order {
		c.linkProp(x.props[name], to, name)
	}
	if x.any != nil {
		c.linkAny(x.any, to)
	}
	if x.proto != nil {
		c.in.link(x.proto, c.in.protoOf(to), c.bits)
	}
	to.loose = to.loose || x.loose
}

func (c *copier) linkProp(from *Cell, to *Object, name string) {
	c.in.linkBy(from, c.in.prop(to, name), c.bits, c.kid(name))
}

func (c *copier) linkAny(from *Cell, to *Object) {
	c.in.linkBy(from, c.in.anyProp(to), c.bits, c.kid(""))
}

// kid copies what stands under a key.
func (c *copier) kid(name string) *copier {
	if !c.merges {
		return c
	}
	if c.depth >= maxMergedDepth || len(c.made) >= maxCopied {
		return c.below
	}
	if c.kids[name] == nil {
		if c.kids == nil {
			c.kids = map[string]*copier{}
		}
		c.kids[name] = &copier{copyCall: c.copyCall, merges: true, depth: c.depth + 1}
	}
	return c.kids[name]
}
