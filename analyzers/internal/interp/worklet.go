package interp

// Worklets are functions that run beside the view, in Skyline. What they hand to runOnJS
// runs where the others do; ends of animations call back.
//
//	wx.worklet.runOnJS(this.moved.bind(this))(x)

var workletNatives map[string]*native

// worklets is wx.worklet.
func (in *Interp) worklets() *Object {
	if workletNatives == nil {
		workletNatives = table("worklet", map[string]func(*nativeCall) Value{
			"runOnJS": firstArg, "runOnUI": firstArg, "shared": vueRef, "derived": vueComputedRef, "cancelAnimation": undefinedResult,
			"timing": animation(2), "spring": animation(2), "decay": animation(1), "repeat": animation(3),
			"delay": unknownResult, "sequence": unknownResult, "scrollViewContext": unknownResult,
		})
	}
	return in.framework("worklets", oPlain, workletNatives)
}

// animation is one that calls its argument of that number back when it has ended.
func animation(done int) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		c.later(c.arg(done), unknownValue, nil, 1, 0, "an animation has ended")
		return unknownValue
	}
}
