package analyzers

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/jsparse"
)

// maxAlike bounds the further places that a result in third-party code names.
const maxAlike = 20

// attribute says of results in third-party code whose code it is, and makes one
// result of those that are alike: who uses a library cannot mend its calls one by
// one. Results are alike if they are of one rule, category, level, kind of data and
// package.
func attribute(prog *jsparse.Program, in []Finding) []Finding {
	type kind struct {
		rule, category, data, pkg string
		level                     uint8
	}
	first := map[kind]int{}
	var out []Finding
	for _, f := range in {
		ref := packageAt(prog, f.Pos)
		if ref.Name == "" {
			out = append(out, f)
			continue
		}
		k := kind{f.Rule, f.Category, f.Data["dataCategory"], ref.Name, uint8(f.Level)}
		at, seen := first[k]
		if !seen {
			first[k] = len(out)
			out = append(out, credited(f, ref))
			continue
		}
		if one := &out[at]; len(one.Related)-len(one.Steps) < maxAlike {
			one.Related = append(one.Related, analysis.RelatedInformation{Pos: f.Pos, End: f.End, Message: "the same here: " + f.Message})
		}
	}
	return out
}

func credited(f Finding, ref jsparse.PackageRef) Finding {
	data := map[string]string{"package": ref.Name}
	for k, v := range f.Data {
		data[k] = v
	}
	if ref.Version != "" {
		data["packageVersion"] = ref.Version
	}
	f.Data = data
	f.Message += " (in " + ref.String() + ")"
	return f
}

func packageAt(prog *jsparse.Program, pos token.Pos) jsparse.PackageRef {
	if !pos.IsValid() {
		return jsparse.PackageRef{}
	}
	for _, f := range prog.Files {
		if base := token.Pos(f.Tok.Base()); base <= pos && pos <= base+token.Pos(f.Tok.Size()) {
			return f.Package
		}
	}
	return jsparse.PackageRef{}
}
