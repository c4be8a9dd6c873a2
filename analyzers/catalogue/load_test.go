package catalogue

import (
	"strings"
	"testing"
)

// Each case is a file merged into the built-in catalogue and the error it must give.
func TestMergeErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown table", "apis\tforms\n", `u.tsv:1: unknown table "apis" (known: api, category,`},
		{"unknown column", "api\tkategory\nx\ty\n", `u.tsv:1: table api has no column "kategory" (known: api, forms,`},
		{"column twice", "api\tnotes\tnotes\n", `u.tsv:1: column "notes" is given twice`},
		{"key column missing", "word\tmatch\n", `u.tsv:1: table word needs column "list"`},
		{"too many cells", "# c\napi\tnotes\nx\ta\tb\n", `u.tsv:3: 3 cells, but table api has 2 columns here`},
		{"empty key", "api\tnotes\n\ta\n", `u.tsv:2: the first cell is empty`},
		{"space", "api\tnotes\nx \ta\n", `u.tsv:2: column api: "x " begins or ends with a space`},
		{"key twice", "api\tnotes\nx\ta\nx\tb\n", `u.tsv:3: api "x" is given twice (first on line 2)`},
		{"unknown category", "api\tcategory\ngetLocation\tplace\n", `u.tsv:2: unknown category "place" (known: address, album,`},
		{"unknown scope", "api\tscope\ngetLocation\tscope.x\n", `u.tsv:2: unknown scope "scope.x" (known: album, aliaddress,`},
		{"unknown cover", "api\tcovers\ngetLocation\tscope.userLocation,scope.x\n", `u.tsv:2: unknown scope "scope.x"`},
		{"unknown role", "api\trole\ngetLocation\tsink\n", `u.tsv:2: unknown role "sink" (known: source, switch, listener)`},
		{"unknown consent", "api\tconsent\ngetLocation\tmaybe\n", `u.tsv:2: unknown consent "maybe" (known: none, consent,`},
		{"unknown form", "api\tforms\ngetLocation\tasync\n", `u.tsv:2: unknown form "async" (known: callback,`},
		{"unknown flag", "api\tflags\ngetLocation\tprecise,exact\n", `u.tsv:2: unknown flags "exact"`},
		{"unknown off", "api\toff\ngetLocation\tungetLocation\n", `u.tsv:2: off "ungetLocation" is no API`},
		{"unknown provenance", "api\tprovenance\ngetLocation\thearsay\n", `u.tsv:2: unknown provenance "hearsay"`},
		{"list with space", "api\tfields\ngetLocation\ta, b\n", `u.tsv:2: fields: empty item or space in "a, b"`},
		{"listed twice", "api\tfields\ngetLocation\ta,a\n", `u.tsv:2: fields: "a" is listed twice`},
		{"bad path", "api\tfields\ngetLocation\ta..b\n", `u.tsv:2: field "a..b" is no path`},
		{"bad version", "api\tsince\ngetLocation\tnew\n", `u.tsv:2: since "new" is no version`},
		{"consent without role", "api\tconsent\nlogin\tconsent\n", `u.tsv:2: login needs consent but has no role`},
		{"role without category", "api\trole\tpayload\nmine\tsource\tsuccess\n", `u.tsv:2: mine has a role but no category`},
		{"source without payload", "api\trole\tcategory\nmine\tsource\twifi\n", `u.tsv:2: mine yields data but does not say where`},
		{"component form", "api\tforms\n<camera\tcomponent\n", `u.tsv:2: <camera: form component is for names like`},
		{"api name", "api\tforms\nwx getLocation\tcallback\n", `u.tsv:2: "wx getLocation" is no name of an API`},
		{"type without returns", "type\tvia\nmine\treturn\n", `u.tsv:2: mine does not say what it returns`},
		{"bad via", "type\treturns\tvia\nmine\tT\tfail\n", `u.tsv:2: unknown via "fail"`},
		{"guard of unknown call", "guard\tcall\toutcome\tpath\taccept\tcovers\tplatform\nG9\tmine\tsuccess\t\t\tall\t\n", `u.tsv:2: guard "mine" is no API`},
		{"guard path alone", "guard\tcall\toutcome\tpath\taccept\tcovers\tplatform\nG9\tlogin\tresult\tok\t\tall\t\n", `u.tsv:2: guard login: path and accept go together`},
		{"guard covers", "guard\tcall\toutcome\tpath\taccept\tcovers\tplatform\nG9\tlogin\tsuccess\t\t\tsome\t\n", `u.tsv:2: unknown covers "some"`},
		{"guard category", "guard\tcall\toutcome\tpath\taccept\tcovers\tplatform\nG9\tlogin\tsuccess\t\t\tcategory:x\t\n", `u.tsv:2: unknown category "x"`},
		{"sink place", "sink\tclass\tplace\nmine\tnetwork\tfirst\n", `u.tsv:2: unknown place "first"`},
		{"sink attribute", "sink\tclass\tplace\nmine\tnetwork\tattr\n", `u.tsv:2: mine: place attr is for elements`},
		{"platform", "scope\tplatforms\nscope.x\tnokia\n", `u.tsv:2: unknown platform "nokia"`},
		{"bad regexp", "word\tlist\tmatch\n(\tconsent\tregexp\n", `u.tsv:2: word "(": error parsing regexp`},
		{"unknown list", "word\tlist\nx\tyes\n", `u.tsv:2: unknown list "yes"`},
		{"lifecycle", "lifecycle\tphase\twords\nworker.onX\tstart\tx\n", `u.tsv:2: unknown lifecycle "worker.onX"`},
		{"getter", "getter\tnarrows\tfields\nmine\tgetSystemInfo\tx\n", `u.tsv:2: getter "mine" is no API`},
		{"prefix", "global\tprefix\nmy\tmy\n", `u.tsv:2: prefix "my" does not end in a dot`},
		{"not text", "api\tnotes\n\xff\n", `u.tsv: file is not UTF-8 text`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := Default().Merge(File{"u.tsv", []byte(test.text)})
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Fatalf("got %v\nwant %s…", err, test.want)
			}
			if c != nil {
				t.Error("a catalogue comes with the error")
			}
		})
	}
}

func TestAllMistakesAreReportedInOrder(t *testing.T) {
	_, err := Load(File{"b.tsv", []byte("category\twords\nx\n")}, File{"a.tsv", []byte("category\twords\nz\tthe z\n\nscope\tcategories\nscope.z\ty\n")})
	want := "a.tsv:5: unknown category \"y\" (known: x, z)\nb.tsv:2: category \"x\" has no words"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	_, err = Load(File{"c.tsv", []byte("category\twords\n" + strings.Repeat("\t\n\t.\n", 30))})
	if err == nil || !strings.HasSuffix(err.Error(), "10 more mistakes") {
		t.Errorf("got %v", err)
	}
}

// A row changes only the columns that the header names; the rest stays.
func TestMergeChangesColumns(t *testing.T) {
	text := "\uFEFF# ours\r\napi\tconsent\tnotes\r\ngetDeviceInfo\tconsent\r\n\r\n" +
		"api\tforms\tcategory\trole\tconsent\tpayload\tprovenance\r\nhostLocation\tcallback\tlocation\tsource\tconsent\tsuccess\tuser\r\n\r\n" +
		"type\treturns\r\nhostScanner\tScanner\r\n"
	c, err := Default().Merge(File{"u.tsv", []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	if a := c.API("getDeviceInfo"); a.Consent != ConsentAlways || a.Category != "device-info" || a.Notes != "" {
		t.Errorf("getDeviceInfo: %+v", a)
	}
	if a := c.API("hostLocation"); a == nil || !a.IsSource() || a.Forms != Callback {
		t.Errorf("hostLocation: %+v", a)
	}
	if a := c.API("hostScanner"); a == nil || a.Returns != "Scanner" || !a.Forms.Has(Factory) {
		t.Errorf("hostScanner: %+v", a)
	}
	if a := Default().API("getDeviceInfo"); a.Consent != ConsentIfLeaves {
		t.Error("Merge changed its receiver")
	}
	if len(c.APIs()) != len(Default().APIs())+2 {
		t.Errorf("%d APIs, %d before", len(c.APIs()), len(Default().APIs()))
	}
}

// Whatever a file holds, the loader answers with a catalogue or an error.
func FuzzMerge(f *testing.F) {
	for _, seed := range []string{
		"api\tforms\n.x\tsync\n", "api\tforms\n<a\tcomponent\n", "type\treturns\n.\tT\n", "sink\tclass\tplace\n.\tlog\t+\n",
		"word\tlist\tmatch\n\\pN**\tdata\tregexp\n", "global\n\n\nglobal\nx\n", "getter\tnarrows\nlogin\t,\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := Default().Merge(File{"fuzz.tsv", text})
		if (c == nil) != (err != nil) {
			t.Fatalf("%v with %v", c, err)
		}
	})
}
