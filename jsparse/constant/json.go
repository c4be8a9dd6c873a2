package constant

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

const (
	maxNesting = 60      // objects in each other; one may hold itself
	maxJSON    = 1 << 20 // bytes; one value may be in many places
)

// JSON writes a value; what is unknown is null. at gives the place in the module of each
// place in the text, both 0-based and in bytes.
func (v *Value) JSON() (text string, at func(int32) int32) {
	w := &writer{}
	w.value(v, 0, 0, 0)
	return w.b.String(), w.at
}

type writer struct {
	b     strings.Builder
	marks []mark
}

// mark says which place of the module a place of the JSON stands for.
type mark struct{ json, module int32 }

func (w *writer) mark(pos int32) {
	w.marks = append(w.marks, mark{int32(w.b.Len()), pos})
}

func (w *writer) at(pos int32) int32 {
	i, found := slices.BinarySearchFunc(w.marks, pos, func(m mark, pos int32) int { return cmp.Compare(m.json, pos) })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return w.marks[i].module
}

func (w *writer) text(s string) {
	b, _ := json.Marshal(s)
	w.b.Write(b)
}

// value writes a value; one that has no place of its own has that of what holds it.
func (w *writer) value(v *Value, depth int, pos, end int32) {
	if v.Pos != 0 || v.End != 0 {
		pos, end = v.Pos, v.End
	}
	w.mark(pos)
	defer func() { w.mark(end) }()
	switch {
	case depth > maxNesting || w.b.Len() > maxJSON:
		w.b.WriteString("null")
	case v.Kind == Text:
		w.text(v.Text)
	case v.Kind == Bool:
		w.b.WriteString(strconv.FormatBool(v.True))
	case v.Kind == Number:
		w.number(v.Num)
	case v.Kind == List:
		w.b.WriteByte('[')
		for i, e := range v.Elems {
			w.comma(i)
			w.value(e, depth+1, pos, pos)
		}
		w.b.WriteByte(']')
	case v.Kind == Object:
		w.b.WriteByte('{')
		for i, m := range v.Members {
			w.comma(i)
			w.mark(m.Pos)
			w.text(m.Name)
			w.b.WriteByte(':')
			w.value(m.Value, depth+1, pos, pos)
		}
		w.b.WriteByte('}')
	default:
		w.b.WriteString("null")
	}
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.b.WriteByte(',')
	}
}

// number writes what JSON can.
func (w *writer) number(n float64) {
	b, err := json.Marshal(n)
	if err != nil {
		b = []byte("null")
	}
	w.b.Write(b)
}
