package finding

import "slices"

// maxWays is how many further ways to a merged finding are kept.
const maxWays = 10

// Merge makes one finding of those that say the same of the same place, as of a request
// that sends what ten buttons yield: the steps are those of the first, and where the
// others begin is told as related places. fs must be sorted; the result shares its array.
func Merge(fs []Finding) []Finding {
	out := fs[:0]
	for _, f := range fs {
		if n := len(out); n > 0 && twins(&out[n-1], &f) {
			out[n-1].addWay(&f)
			continue
		}
		out = append(out, f)
	}
	clear(fs[len(out):])
	return out
}

// twins tells findings that read the same. Those that were seen happening in different
// ways are told apart.
func twins(a, b *Finding) bool {
	return a.Program == b.Program && a.Place.File == b.Place.File && a.Place.Start.Offset == b.Place.Start.Offset && a.Place.End.Offset == b.Place.End.Offset &&
		a.Name() == b.Name() && a.Level == b.Level && a.Message == b.Message && a.Symbol == b.Symbol && slices.Equal(a.Replay, b.Replay)
}

func (f *Finding) addWay(other *Finding) {
	if len(other.Steps) == 0 || len(f.Related) >= maxWays {
		return
	}
	way := other.Steps[0]
	same := func(s Step) bool { return s.Place.File == way.Place.File && s.Place.Start == way.Place.Start }
	if len(f.Steps) > 0 && same(f.Steps[0]) || slices.ContainsFunc(f.Related, same) {
		return
	}
	way.Message = "another way begins here: " + way.Message
	f.Related = append(f.Related, way)
}
