package interp

// reactDOM mounts components of React in the document of a page.
var reactDOM map[string]*native

func init() {
	reactDOM = table("react-dom", map[string]func(*nativeCall) Value{
		"render": reactMount, "createPortal": firstArg, "unmountComponentAtNode": undefinedResult, "createRoot": reactRoot,
	})
	rootRender = &native{name: "root.render", call: reactMount}
}

var rootRender *native

// reactMount is render(element, container).
func reactMount(c *nativeCall) Value {
	if i := c.kboneOwner(); i != nil && c.in.kbone() {
		c.in.add(c.in.mountedOn(i), objectsOnly(c.in, c.arg(0)))
	}
	return unknownValue
}

// reactRoot is createRoot(container), which has the method render.
func reactRoot(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, 485)
	o.open = true
	c.in.add(c.in.prop(o, "render"), c.in.nativeObject(rootRender).val())
	return o.val()
}
