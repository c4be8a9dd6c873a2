package constant

import "github.com/minivet/minivet/jsparse/ir"

// Kind tells values apart.
type Kind uint8

const (
	Unknown Kind = iota
	Nothing      // undefined or null
	Text
	Bool
	Number
	List
	Object
	function
	namespace // what a module of the program exports
	external  // of a module that is none of the program's
	global    // a name of the surroundings
	iterator  // over what is left in Elems
)

// Value is what an expression yields.
type Value struct {
	Kind    Kind
	Text    string // of a text; the name of a global, or of the module that something is of
	Num     float64
	True    bool
	Elems   []*Value
	Members []Member

	// Pos and End are byte offsets into the text of the module that was asked for. A value
	// of another one has the place of what refers to it there.
	Pos, End int32

	fn   *ir.Func
	in   *module
	from *Source // the module whose exports it is
	name string  // the member that something of another module is
}

// File is the path of the module that makes an object; "" if that is not known.
func (v *Value) File() string {
	if v == nil || v.in == nil {
		return ""
	}
	return v.in.src.Path
}

// Str is the text that a value is, or "".
func (v *Value) Str() string {
	if v == nil || v.Kind != Text {
		return ""
	}
	return v.Text
}

// Member is a property of an object. Pos is where it is written.
type Member struct {
	Name  string
	Value *Value
	Pos   int32
}

// Find is the value of a member, nil if there is none.
func (v *Value) Find(name string) *Value {
	if v == nil {
		return nil
	}
	for i := range v.Members {
		if v.Members[i].Name == name {
			return v.Members[i].Value
		}
	}
	return nil
}

func (v *Value) set(name string, x *Value, pos int32) {
	for i := range v.Members {
		if v.Members[i].Name == name {
			v.Members[i].Value = x
			return
		}
	}
	if len(v.Members) < maxMembers {
		v.Members = append(v.Members, Member{name, x, pos})
	}
}

var unknown = &Value{}

// truth is whether a value counts as true, where that is known.
func (v *Value) truth() (yes, known bool) {
	switch v.Kind {
	case Nothing:
		return false, true
	case Text:
		return v.Text != "", true
	case Bool:
		return v.True, true
	case Number:
		return v.Num != 0, true
	case List, Object, function:
		return true, true
	}
	return false, false
}
