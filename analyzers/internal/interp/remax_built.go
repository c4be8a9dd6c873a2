package interp

// Remax in a build: as names are lost, its functions are told by the members that they make
// and read.

func init() {
	builtFunctions = append(builtFunctions, []builtFunction{
		// createAppConfig(App); createPageConfig(Home, path) is told by the path, see configures.
		{defines: []string{"_container", "_mount", "_unmount"}, within: true, params: 1, call: remaxApp},
		// registerLifecycle(instance, name, callback), to which the hooks hand on what they are given.
		{reads: []string{"registerLifecycle"}, params: 3, call: func(c *nativeCall) Value { return c.eventHook(c.arg(1), c.arg(2)) }},
		// createHostComponent(name, component): the component, or one that is an element.
		{reads: []string{"onCreateHostComponent"}, sets: []string{"displayName"}, params: 2, call: remaxElement},
	}...)
}

func remaxApp(c *nativeCall) Value {
	components := objectsOnly(c.in, c.arg(0))
	if len(components) == 0 {
		return nil
	}
	return c.configuration(c.inv, components)
}

func remaxElement(c *nativeCall) Value {
	if given := objectsOnly(c.in, c.arg(1)); len(given) > 0 {
		return given
	}
	return c.arg(0)
}
