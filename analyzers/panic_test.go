package analyzers

import (
	"go/token"
	"testing"

	"github.com/minivet/minivet/jsparse"
)

// TestPanic: a panic in an analyzer reaches the caller, who can go on with other programs.
func TestPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	_, err := Run(&jsparse.Program{Fset: token.NewFileSet(), Modules: map[string]*jsparse.Module{"x": nil}}, Options{})
	t.Error("it came back with", err)
}
