package lsp

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/jsparse"
)

// TestSameAsCheck compares runs over the sample programs with `minivet check`: the
// first, and one after it that parses nothing anew but analyses all.
func TestSameAsCheck(t *testing.T) {
	dir, err := filepath.Abs("../../../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	want, err := check.Run(check.Options{Dir: dir, Paths: []string{dir}, Consents: true})
	if err != nil || len(want.Findings) == 0 {
		t.Fatalf("%v, %d findings", err, len(want.Findings))
	}
	s := newServer("test")
	s.ctx = context.Background()
	f := &folder{dir: dir, cache: jsparse.NewCache(), disk: newDisk(), memo: map[string]kept{}}
	for _, name := range []string{"first", "second"} {
		found, messages := s.run(s.ctx, s.jobOf(f))
		if len(messages) > 0 {
			t.Errorf("%s run: %v", name, messages)
		}
		if got := found.report; !reflect.DeepEqual(got.Findings, want.Findings) || !reflect.DeepEqual(got.Programs, want.Programs) {
			t.Errorf("the %s run found %d findings, not the %d of check", name, len(got.Findings), len(want.Findings))
		}
		clear(f.memo)
	}
}
