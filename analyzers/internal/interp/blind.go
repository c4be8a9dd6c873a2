package interp

// Data of a page that nobody is seen to fill.
//
// A view shows a part only where a field of the data is set, and a field that nothing
// sets hides it for good: what is bound there is no way in. That is right as long as
// all code that can fill the data was seen. Where it was not, because the page was
// handed to a plug-in or a library that is not in the package, or because a bound was reached, a
// field that is not set may be.
//
//	const store = requirePlugin('store')
//	Page({ onLoad() { store.connect(this, 'staff') } })
//
//	<view wx:if="{{staff.list.length}}"><button bindtap="call"/></view>

// lend notes that instances are among what code is given that is not seen.
func (in *Interp) lend(v Value) {
	for _, e := range v {
		if o := in.atoms[e.A].obj; o != nil && o.inst != nil && o == o.inst.this {
			in.openData(o.inst)
		}
	}
}

// openAll is for programs that were not analysed to the end.
func (in *Interp) openAll() {
	if len(in.bounds)+len(in.partial)+len(in.unsettled) == 0 {
		return
	}
	for _, i := range in.instances {
		if i.view != nil && (i.view.File == nil || !i.view.File.Package.Installed()) {
			in.openData(i)
		}
	}
}

// openData lets fields be set that nothing sets, and lists be filled that nothing
// fills. Fields that the program writes keep their values, so that flags stay worth
// what they were.
func (in *Interp) openData(i *Instance) {
	if i.data == nil || i.data.open {
		return
	}
	in.open(i.data)
	for _, name := range i.data.order {
		for _, o := range in.objects(i.data.props[name].val) {
			switch {
			case o.kind == oPlain:
				in.open(o)
			case o.kind == oArray && len(o.order) == 0 && (o.any == nil || len(o.any.val) == 0):
				in.add(in.anyProp(o), unknownValue)
			}
		}
	}
}

// open makes what is not there unknown, also for who looked already.
func (in *Interp) open(o *Object) {
	if o.open {
		return
	}
	o.open = true
	for _, name := range sortedKeys(o.missing) {
		in.notify(o.missing[name])
	}
}
