package interp

import (
	"github.com/minivet/minivet/jsparse/decoder"
	"github.com/minivet/minivet/jsparse/ir"
)

// maxBroken bounds the decoders that do not run: each may take its time until then.
const maxBroken = 4

// maxDecoded bounds the combinations of constants that one call is run for.
const maxDecoded = 16

// decode is a call of a function that hides texts of the program: where its arguments
// are constants, it is run, and so is what it replaces itself with.
func (f *frame) decode(inv *invocation) (Value, bool) {
	if inv.isNew || inv.later || inv.args.rest != nil || len(inv.args.list) == 0 || len(inv.args.list) > maxConstArgs {
		return nil, false
	}
	for _, v := range inv.args.list {
		for _, e := range v {
			if k := f.in.atoms[e.A].kind; k != kString && k != kNumber {
				return nil, false // mostly: no decoder need be looked for
			}
		}
	}
	d := f.decoderOf(inv.fn)
	if d == nil {
		return nil, false
	}
	calls := [][]any{nil}
	for _, v := range inv.args.list {
		var next [][]any
		for _, e := range v {
			c, ok := f.constant(e)
			if !ok || len(calls)*len(v) > maxDecoded {
				return nil, false
			}
			for _, args := range calls {
				next = append(next, append(args[:len(args):len(args)], c))
			}
		}
		calls = next
	}
	var out Value
	for _, args := range calls {
		text, ok := d.Call(args...)
		if !ok {
			return nil, false
		}
		out = join(out, single(f.in.str(text), 0))
	}
	return out, len(out) > 0
}

// constant is the Go value of a text or a number.
func (f *frame) constant(e Elem) (any, bool) {
	switch info := &f.in.atoms[e.A]; info.kind {
	case kString:
		return info.str, true
	case kNumber:
		return info.num, true
	}
	return nil, false
}

// decoderOf finds the decoder that a callee is; the other functions that it may be
// must lie in it, as those do by which it replaces itself. nil if it is none.
func (f *frame) decoderOf(callee Value) *decoder.Decoder {
	var d *decoder.Decoder
	var outer *ir.Func
	for _, e := range callee {
		o := f.in.atoms[e.A].obj
		if o == nil || o.kind != oFunction || o.fn.Parent == nil {
			return nil
		}
		if found := f.in.decoder(o.fn); found != nil {
			d, outer = found, o.fn
		}
	}
	for _, e := range callee {
		if outer != nil && !within(f.in.atoms[e.A].obj.fn, outer) {
			return nil
		}
	}
	return d
}

// decoder makes the decoder that a function is, once; nil if it is none.
func (in *Interp) decoder(fn *ir.Func) *decoder.Decoder {
	if d, known := in.decoders[fn]; known {
		return d
	}
	var d *decoder.Decoder
	if slice, ok := fn.Unit.Slice(fn); ok && in.brokenDecoders < maxBroken {
		var err error
		if d, err = in.bench.New(slice.Text, slice.Name); err != nil {
			d = nil
			in.brokenDecoders++
			in.hit("a function that hides texts could not be run: " + in.funcName(fn))
		}
	}
	in.decoders[fn] = d
	return d
}
