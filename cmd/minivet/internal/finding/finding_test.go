package finding

import (
	"go/token"
	"strings"
	"testing"
)

func TestPoint(t *testing.T) {
	src := NewSource("a.js", "ab\r\n中文x\n😀y\n")
	tests := []struct {
		offset, line, column int
	}{
		{0, 1, 1},
		{2, 1, 3},
		{4, 2, 1},
		{10, 2, 3},      // behind 中文: two units, six bytes
		{12, 3, 1},      // the face
		{16, 3, 3},      // behind it: two units
		{18, 4, 1},      // the empty last line
		{1 << 20, 4, 1}, // outside
		{-1, 1, 1},
	}
	for _, tt := range tests {
		got := src.Point(tt.offset)
		if got.Line != tt.line || got.Column != tt.column {
			t.Errorf("Point(%d) = %d:%d, want %d:%d", tt.offset, got.Line, got.Column, tt.line, tt.column)
		}
	}
	for n, want := range []string{"", "ab", "中文x", "😀y", "", ""} {
		if got := src.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPointOnLongLine(t *testing.T) {
	src := NewSource("a.js", "x\n"+strings.Repeat("中😀a", 2000))
	for _, n := range []int{0, 511, 512, 513, 1999} {
		if got := src.Point(2 + 8*n); got.Line != 2 || got.Column != 1+4*n {
			t.Errorf("Point of piece %d = %d:%d, want 2:%d", n, got.Line, got.Column, 1+4*n)
		}
	}
}

func TestPlace(t *testing.T) {
	fset := token.NewFileSet()
	a := fset.AddFile("a.js", -1, 5)
	b := fset.AddFile("b.js", -1, 5)
	ss := NewSources(fset)
	ss.Add("a.js", NewSource("x/a.js", "1\n345"))
	if got, ok := ss.Place(a.Pos(2), a.Pos(4)); !ok || got.File != "x/a.js" || got.Start.Line != 2 || got.End.Column != 3 {
		t.Errorf("Place = %+v, %v", got, ok)
	}
	if got, _ := ss.Place(a.Pos(2), b.Pos(1)); got.End != got.Start {
		t.Errorf("an end in another file gives %+v, want a point", got)
	}
	for _, pos := range []token.Pos{token.NoPos, b.Pos(1), 9999} {
		if _, ok := ss.Place(pos, pos); ok {
			t.Errorf("Place(%d) is known, want unknown", pos)
		}
	}
}

// The expected hashes are those that GitHub's upload action computes.
func TestLineHashes(t *testing.T) {
	greetings := "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1"
	crlf := "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"
	lorem := "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 " +
		"a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1"
	tests := []struct{ name, text, want string }{
		{"empty", "", "c129715d7a2bc9a3:1"},
		{"blanks", " a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1"},
		{"no end of line at the end", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", greetings},
		{"crlf", " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", crlf},
		{"repeated", strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), lorem},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(lineHashes(tt.text), " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// fingerprintsIn places a finding on each occurrence of what and returns their own fingerprints.
func fingerprintsIn(text, what, symbol string) []string {
	src := NewSource("a.js", text)
	var fs []Finding
	for at := 0; ; {
		i := strings.Index(text[at:], what)
		if i < 0 {
			break
		}
		at += i
		fs = append(fs, Finding{Rule: "consent", Symbol: symbol,
			Place: Place{"a.js", src.Point(at), src.Point(at + len(what))}})
		at += len(what)
	}
	SetFingerprints(fs, map[string]*Source{"a.js": src})
	var got []string
	for _, f := range fs {
		got = append(got, f.Fingerprints[Fingerprint])
	}
	return got
}

func TestFingerprintSurvives(t *testing.T) {
	const text = "x()\nwx.getLocation({ success: f })\ny()\n"
	base := fingerprintsIn(text, "wx.getLocation({ success: f })", "")[0]
	if got := fingerprintsIn("// new\n\n"+text, "wx.getLocation({ success: f })", "")[0]; got != base {
		t.Errorf("lines above change it: %s, want %s", got, base)
	}
	broken := "wx.getLocation({\n  success: f,\n})"
	if got := fingerprintsIn(broken, broken, "")[0]; got != base {
		t.Errorf("reformatting changes it: %s, want %s", got, base)
	}
	if got := fingerprintsIn("wx.getClipboardData()", "wx.getClipboardData()", "")[0]; got == base {
		t.Error("another call has the same fingerprint")
	}
	twice := fingerprintsIn("a(); a();", "a()", "a in onLoad")
	if len(twice) != 2 || twice[0] == twice[1] || !strings.HasSuffix(twice[1], ":2") {
		t.Errorf("equal results are not numbered: %v", twice)
	}
}

func TestSortIsTotal(t *testing.T) {
	fs := []Finding{
		{Program: "b", Rule: "x"},
		{Program: "a", Place: Place{File: "z.js"}},
		{Program: "a", Place: Place{File: "a.js", Start: Point{Offset: 5}}},
		{Program: "a", Place: Place{File: "a.js"}, Rule: "y"},
		{Program: "a", Place: Place{File: "a.js"}, Rule: "x"},
	}
	Sort(fs)
	var got []string
	for _, f := range fs {
		got = append(got, f.Program+f.Place.File+f.Name())
	}
	if s := strings.Join(got, " "); s != "aa.jsx aa.jsy aa.js az.js bx" {
		t.Errorf("order: %s", s)
	}
}
