package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// constantGlobal is a global name that the build of a framework's source replaces by a
// constant of the platform (__mpx_mode__), or process, which holds such names. Branches
// for other platforms are then dead, as they are in what is built.
func (in *Interp) constantGlobal(ins *ir.Instr) Value {
	if in.prog.Framework == "" {
		return nil
	}
	constants := in.cat.Constants(in.platform)
	if text, ok := constants[ins.Name]; ok {
		return single(in.str(text), 0)
	}
	if ins.Name != "process" || ins.Sub == 1 {
		return nil
	}
	if o := in.nspaces["process"]; o != nil {
		return o.val()
	}
	process, env := in.newObject(oPlain), in.newObject(oPlain)
	process.open, env.open = true, true
	for _, name := range sortedKeys(constants) {
		if member, ok := strings.CutPrefix(name, "process.env."); ok {
			in.add(in.prop(env, member), single(in.str(constants[name]), 0))
		}
	}
	in.add(in.prop(process, "env"), env.val())
	in.nspaces["process"] = process
	return process.val()
}
