// Minivet is go vet for the privacy of mini programs (WeChat, TCMPP, Alipay, Douyin): it reports
// the calls that take personal data although nothing asked the user before, and
// how the program gets there.
//
//	minivet check [flags] [path ...]
//	minivet baseline write [path ...]
//	minivet inventory [flags] [path ...]
//	minivet inventory diff OLD NEW
//	minivet replay [flags] [path]
//	minivet why API|category [path ...]
//	minivet init [FOLDER]
//	minivet config check [FILE]
//	minivet lsp
//	minivet explain rule|API|list
//	minivet schema NAME
//	minivet completion bash|zsh|fish
//	minivet version
//
// See `minivet check --help` for the flags and [Status] for the exit statuses.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/minivet/minivet/cmd/minivet/internal/config"
)

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(int(run(os.Args[1:], os.Stdout, os.Stderr)))
}

// memoryLimit is where the garbage collector begins to run more often, in bytes. The
// bounds of the readers and of the engine keep what is in use below it; without it the
// garbage of the largest programs would be as much again.
const memoryLimit = 750 << 20

// gcPercent is how much the heap may grow before garbage is collected, in percent of what
// is in use. A run makes much garbage and is short, and so is each run of the language
// server: with Go's own 100, collecting took a quarter of it.
const gcPercent = 250

// Status is an exit status.
type Status int

// The exit statuses. README.md has the same table.
const (
	Clean    Status = 0 // everything was analysed, nothing at or above --fail-on was found
	Found    Status = 1 // findings at or above --fail-on
	NotRun   Status = 2 // wrong usage, a path that can't be opened, nothing to analyse, an internal error
	debugEnv        = "MINIVET_DEBUG"
)

// commandLine is what the command understands; the tags are kong's.
type commandLine struct {
	Check      checkCmd      `cmd:"" help:"Check the mini programs below the given folders."`
	Inventory  inventoryCmd  `cmd:"" help:"List the personal data that programs use, compare it with what is declared, or two versions."`
	Replay     replayCmd     `cmd:"" help:"Run the programs with a user who refuses, and say which findings can be seen to happen."`
	Why        whyCmd        `cmd:"" help:"Say where, in whose code and by which path programs use an API or a kind of personal data."`
	Baseline   baselineCmd   `cmd:"" help:"Write down what is found now, so that later runs report only what is new."`
	Init       initCmd       `cmd:"" help:"Write a minivet.yaml that fits the programs in a folder."`
	Config     configCmd     `cmd:"" help:"Check the configuration."`
	Lsp        lspCmd        `cmd:"" help:"Serve an editor: findings, fixes and consent states while you type."`
	Explain    explainCmd    `cmd:"" help:"Explain a rule, or what is known of an API."`
	Completion completionCmd `cmd:"" help:"Print what makes a shell complete the command line."`
	Schema     schemaCmd     `cmd:"" help:"Print the JSON Schema of a format."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// streams are where a command writes to.
type streams struct{ out, err io.Writer }

// command is what each subcommand does.
type command interface {
	run(streams) (Status, error)
}

// helpAsked leaves the parser after it printed a help page.
type helpAsked struct{}

// run is the whole command; errors are printed as one line.
func run(args []string, stdout, stderr io.Writer) (status Status) {
	defer func() {
		if os.Getenv(debugEnv) != "" {
			return // let a panic through, with its stack
		}
		switch p := recover().(type) {
		case nil:
		case helpAsked:
			status = Clean
		default:
			fmt.Fprintf(stderr, "minivet: internal error: %v; please report this (%s=1 shows where it happened)\n", p, debugEnv)
			status = NotRun
		}
	}()
	stderr = &visible{w: stderr}
	cmd, err := parse(args, stdout, stderr)
	if err == nil && cmd != nil {
		out := &output{Writer: stdout}
		status, err = cmd.run(streams{out, stderr})
		if err == nil && out.err != nil {
			err = fmt.Errorf("cannot write: %w", out.err)
		}
	}
	if err != nil {
		fmt.Fprintf(stderr, "minivet: %v\n", err)
		return NotRun
	}
	return status
}

// newParser makes the parser of the command line.
func newParser(grammar *commandLine, stdout, stderr io.Writer) (*kong.Kong, error) {
	return kong.New(grammar,
		kong.Name("minivet"),
		kong.Description("Finds calls in mini programs (WeChat, TCMPP) that take personal data without the user's consent."),
		kong.Vars{"schemaFile": schemaFile, "platforms": strings.Join(config.Platforms(), ",")},
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { panic(helpAsked{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
}

// parse finds the command that args ask for; nil if help was printed instead.
func parse(args []string, stdout, stderr io.Writer) (cmd command, err error) {
	var grammar commandLine
	parser, err := newParser(&grammar, stdout, stderr)
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			if _, help := p.(helpAsked); !help {
				panic(p)
			}
			cmd, err = nil, nil
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		if strings.HasSuffix(err.Error(), "?") { // did you mean …?
			return nil, fmt.Errorf("%w (see minivet --help)", err)
		}
		return nil, fmt.Errorf("%w; see minivet --help", err)
	}
	return ctx.Selected().Target.Addr().Interface().(command), nil
}
