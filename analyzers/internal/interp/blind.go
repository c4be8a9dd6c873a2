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

// openAll is for programs that were not analysed to the end. Where some files or functions
// were analysed in part, the pages and components are meant whose code calls them: what is
// set by callbacks that such a file is given may not have been seen.
func (in *Interp) openAll() {
	if len(in.bounds)+len(in.partial)+len(in.unsettled) == 0 {
		return
	}
	calls := in.callersOfPartial()
	for _, i := range in.instances {
		if i.view == nil || i.view.File != nil && i.view.File.Package.Installed() {
			continue
		}
		if len(in.bounds) > 0 || calls[i] {
			in.openData(i)
		}
	}
}

// openReturns is for programs that were not analysed to the end, too: of what a function
// hands back it can't be said that nothing reads it, where those who call it may not have
// been seen.
func (in *Interp) openReturns() {
	if len(in.bounds)+len(in.partial)+len(in.unsettled) == 0 {
		return
	}
	for _, a := range in.order {
		if !a.reached {
			continue
		}
		in.escape(a.ret.val)
		for _, o := range in.objects(a.ret.val) {
			if o.kind == oPromise {
				in.escape(o.fulfil.val)
			}
		}
		if a.promise != nil {
			in.escape(a.promise.fulfil.val)
		}
	}
}

// callersOfPartial are the pages and components whose code calls what was analysed in part,
// itself or through others.
func (in *Interp) callersOfPartial() map[*Instance]bool {
	out := map[*Instance]bool{}
	seen := map[*Activation]bool{}
	var todo []*Activation
	visit := func(a *Activation) {
		if a != nil && !seen[a] {
			seen[a] = true
			todo = append(todo, a)
		}
	}
	for _, a := range in.order {
		if _, partial := in.partial[a.fn.Unit.Source.Path]; partial || in.unsettled[a.fn] {
			visit(a)
		}
	}
	for len(todo) > 0 {
		a := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if st := in.stateOf(a.fn.Unit); st != nil && (st.page != nil || st.comp != nil) {
			out[in.instanceOf(st)] = true
		}
		for _, o := range in.objects(a.this.val) {
			if o.inst != nil {
				out[o.inst] = true
			}
		}
		for _, e := range a.in {
			visit(e.from)
		}
	}
	return out
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
