package interp

import (
	"cmp"
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// APIUse is a call of one of the platform's APIs in code that runs, whether the API
// is sensitive, harmless or unknown to the catalogue.
type APIUse struct {
	Name string // as in the catalogue: without wx, a method with its type in front
	Unit *ir.Unit
	Ins  *ir.Instr
}

type apiUseKey struct {
	ins  *ir.Instr
	name string
}

// apiUses collects the calls; the zero value is ready.
type apiUses map[apiUseKey]*ir.Unit

func (u *apiUses) add(name string, unit *ir.Unit, ins *ir.Instr) {
	if *u == nil {
		*u = apiUses{}
	}
	(*u)[apiUseKey{ins, name}] = unit
}

// sorted lists the calls by file, place and name.
func (u apiUses) sorted() []APIUse {
	out := make([]APIUse, 0, len(u))
	for key, unit := range u {
		out = append(out, APIUse{key.name, unit, key.ins})
	}
	slices.SortFunc(out, func(a, b APIUse) int {
		return cmp.Or(cmp.Compare(a.Unit.Source.Path, b.Unit.Source.Path), cmp.Compare(a.Ins.Pos, b.Ins.Pos), cmp.Compare(a.Name, b.Name))
	})
	return out
}
