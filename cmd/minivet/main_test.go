package main

import (
	"bytes"
	"errors"
	"flag"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/jsparse/codepkg/codepkgtest"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata/script and the sample in README.md")

// repository is where go.mod is, for tests, which run in the folder of their package.
var repository, _ = filepath.Abs("../..")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"minivet": main})
}

// TestScript runs testdata/script: what users type, and what they then see.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("PATH", env.Getenv("PATH")+string(os.PathListSeparator)+installed())
			// git as it comes, whatever the user or the machine has configured.
			env.Vars = append(env.Vars, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CEILING_DIRECTORIES="+filepath.Dir(env.WorkDir),
				"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.test", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.test")
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "consent": // the rule is there
				return hasRule("consent"), nil
			case "root": // permissions keep nobody out
				return os.Getuid() <= 0, nil
			}
			return false, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"pack":    pack,
			"repeat":  repeat,
			"samples": samples,
			"status":  status,
		},
	})
}

// installed is where go install puts programs that tests use if they are there.
func installed() string {
	if dir := os.Getenv("GOBIN"); dir != "" {
		return dir
	}
	return filepath.Join(build.Default.GOPATH, "bin")
}

func hasRule(name string) bool {
	for _, info := range check.Rules(nil) {
		if info.Name == name {
			return true
		}
	}
	return false
}

// pack is `pack FILE DIR`: it writes what is in a folder as the archive FILE.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack FILE DIR")
	}
	entries := codepkgtest.Folder(fataler{ts}, ts.MkAbs(args[1]))
	data := codepkgtest.Wxapkg(entries...)
	switch filepath.Ext(args[0]) {
	case ".zip":
		data = codepkgtest.Zip(fataler{ts}, entries...)
	case ".gz", ".tgz":
		data = codepkgtest.TarGz(fataler{ts}, entries...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// fataler makes a script one that helpers for tests take.
type fataler struct{ ts *testscript.TestScript }

func (f fataler) Fatal(args ...any) { f.ts.Fatalf("%v", args) }
func (f fataler) Helper()           {}

// samples is `samples DIR`: it copies the sample programs of the repository to DIR.
func samples(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: samples dir")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(repository+"/testdata")))
}

// status is `status N command [arg ...]`: it runs a command, as exec does, which
// must end with status N.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status n command [arg ...]")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = strconv.Itoa(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// repeat is `repeat FILE TEXT N [TEXT N ...]`: it adds to FILE each TEXT N times.
// `\n` in TEXT is an end of line. It makes inputs too large for a script.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args)%2 != 1 {
		ts.Fatalf("usage: repeat file text n [text n ...]")
	}
	name := ts.MkAbs(args[0])
	old, _ := os.ReadFile(name)
	out := bytes.NewBuffer(old)
	for pair := range slices.Chunk(args[1:], 2) {
		n, err := strconv.Atoi(pair[1])
		ts.Check(err)
		out.WriteString(strings.Repeat(strings.ReplaceAll(pair[0], `\n`, "\n"), n))
	}
	ts.Check(os.WriteFile(name, out.Bytes(), 0o644))
}
