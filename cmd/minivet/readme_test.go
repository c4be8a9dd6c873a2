package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers"
)

// TestReadmeSample checks that the README shows what the program prints.
func TestReadmeSample(t *testing.T) {
	cmd := exec.Command("go", "run", "./cmd/minivet", "check", "--rule", "consent", "testdata/florist")
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	var out bytes.Buffer
	cmd.Stdout = &out
	_ = cmd.Run() // it ends with status 1: there are findings
	path := filepath.Join(repository, "README.md")
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(readme), "```\n")
	sample, after, ok2 := strings.Cut(rest, "```\n")
	if !ok || !ok2 {
		t.Fatal("README.md has no sample between ``` lines")
	}
	if sample == out.String() {
		return
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+"```\n"+out.String()+"```\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the sample in README.md is not what the program prints; run go test ./cmd/minivet -run ReadmeSample -update\n%s", out.String())
}

// TestRulesAreListed compares the list of rules with their folders and the README.
func TestRulesAreListed(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, a := range analyzers.All() {
		listed[a.Name] = true
		if !strings.Contains(string(readme), "| ["+a.Name+"](analyzers/"+a.Name+") |") {
			t.Errorf("README.md lacks the row `| [%s](analyzers/%s) | what it finds |`", a.Name, a.Name)
		}
	}
	folders, err := filepath.Glob(filepath.Join(repository, "analyzers/*/doc.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		name := filepath.Base(filepath.Dir(f))
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("# Analyzer "+name+"\n")) && !listed[name] {
			t.Errorf("analyzers/analyzers.go lacks the line `%s.Analyzer,`", name)
		}
	}
}
