package interp

// The composition API beside what library.go has of it: watchers, and the macros that
// `<script setup>` knows without an import.

func init() {
	for name, fn := range map[string]func(*nativeCall) Value{
		"defineProps": setupProps, "withDefaults": setupDefaults, "defineEmits": setupEmit,
		"defineOptions": setupOptions, "defineExpose": undefinedResult, "defineSlots": unknownResult,
	} {
		globalNatives[name] = &native{name: name, call: fn}
	}
}

// setupProps is defineProps(props): what the parent sets.
func setupProps(c *nativeCall) Value {
	i := c.vueOwner()
	if i == nil {
		return unknownValue
	}
	c.vueProps(i, c.arg(0))
	return i.this.val()
}

// setupDefaults is withDefaults(defineProps(), values).
func setupDefaults(c *nativeCall) Value {
	in := c.in
	for _, o := range in.objects(c.arg(0)) {
		for k, from := range in.objects(c.arg(1)) {
			in.depend(&from.shape, c.act)
			for _, name := range from.order {
				v := in.read(from.props[name], c.act)
				if made, ok := c.now(c.functions(v), single(atomUndefined, 0), nil, int32(1+k)); ok {
					v = join(v, made) // an object, which each instance gets anew
				}
				in.add(in.prop(o, name), v)
			}
		}
	}
	return c.arg(0)
}

// setupEmit is defineEmits(names): a function that fires an event.
func setupEmit(c *nativeCall) Value {
	i := c.vueOwner()
	if i == nil {
		return unknownValue
	}
	return c.boundNative(vueEmit, 96, &bound{data: i}).val()
}

// setupOptions is defineOptions(options).
func setupOptions(c *nativeCall) Value {
	if i := c.vueOwner(); i != nil {
		c.vueDescribe(i, objectsOnly(c.in, c.arg(0)))
	}
	return single(atomUndefined, 0)
}

// vueWatchRef is watch(source, handler): the handler is given what the source yields.
func vueWatchRef(c *nativeCall) Value {
	seen := c.watchedBy(c.arg(0), 0)
	return c.hookWith("watch", "event", c.arg(1), []Value{seen, seen})
}

// watchedBy is what a source of watch yields: the value of a ref, what a function returns,
// an object itself, or a list of these.
func (c *nativeCall) watchedBy(source Value, depth int32) Value {
	in := c.in
	var out Value
	for _, e := range source {
		switch o := in.atoms[e.A].obj; {
		case o == nil:
		case in.refs[o]:
			out = join(out, c.getOwn(c.inv.ins, o, e, "value"))
		case c.callable(Value{e}):
			v, _ := c.now(Value{e}, single(atomUndefined, 0), nil, 60+depth)
			out = join(out, v)
		case o.kind == oArray && depth == 0:
			elems, rest, _ := c.arrayElements(o)
			list := c.allocSub(oArray, c.inv.ins, c.inv.sub*100+61)
			for k, x := range elems {
				in.add(in.prop(list, itoa(min(k, maxUnroll))), c.watchedBy(x, int32(1+min(k, maxUnroll))))
			}
			in.add(in.prop(list, "0"), c.watchedBy(rest, 1))
			out = join(out, list.val())
		default:
			out = join(out, Value{e})
		}
	}
	if len(out) == 0 {
		return unknownValue
	}
	return out
}

// vueCustomRef is customRef((track, trigger) => ({get, set})).
func vueCustomRef(c *nativeCall) Value {
	made, ok := c.now(c.arg(0), single(atomUndefined, 0), []Value{unknownValue, unknownValue}, 1)
	if !ok {
		return unknownValue
	}
	return c.accessorRef(objectsOnly(c.in, made))
}
