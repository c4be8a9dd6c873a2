package ir

// Source is the text that a unit was parsed from.
type Source struct {
	Path string // slash separated, relative to the program's root
	Text string
	// Map translates byte offsets of Text to those of the file that a user sees,
	// where the two differ (a view compiled to a render function); nil: they agree.
	Map func(offset int32) int32
}

// hiddenSize is how many times longer a text is at least than it would be if nothing were
// hidden in it.
const hiddenSize = 8

// Size is how long the text is, less what hides the texts in it takes, in bytes.
func (u *Unit) Size() int {
	if len(u.Revealed) > 0 {
		return len(u.Source.Text) / hiddenSize
	}
	return len(u.Source.Text)
}

// Options choose how a text is read.
type Options struct {
	// TS, JSX choose the grammar. TS implies type syntax; both may be set.
	TS, JSX bool
	// With names the parameter whose properties free identifiers stand for: in a
	// render function, `agreed` means `$d.agreed`. Empty: they are globals.
	With string
	// WithExcept lists free identifiers that stay globals all the same.
	WithExcept []string
}

// Problem is what is wrong with a text.
type Problem struct {
	Pos     int32 // byte offset
	Message string
}
