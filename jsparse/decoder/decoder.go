// Package decoder runs the functions by which obfuscated code hides its strings. They
// compute a text from constants and a table, so what they yield for constants is a
// constant too: they are run in goja, with nothing around them but the language, and
// the engine goes on with the result.
//
// The code is hostile. It sees no file, no network, no clock and no chance. Its steps,
// its stack and what it puts together are counted, so that it is stopped at the same
// point on every machine; a function that hits a bound is simply not decoded.
package decoder

import (
	"errors"
	"math/big"
	"regexp"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// Bounds on what one table and its decoder may take. A step is a function entered or a
// round of a loop, and so many units of texts and lists that are gone through or made.
const (
	tableSteps   = 12_000_000 // to set the table up
	callSteps    = 200_000    // of one call
	benchSteps   = 20_000_000
	stepsPerByte = 600 // of a text
	unitsPerStep = 16
	unitsPerItem = 8       // of a list
	unitsPerKey  = 16      // of an object
	maxUnits     = 1 << 20 // of one text, list or object
	maxCalls     = 50_000
	maxStack     = 1_000
	maxResult    = 4_096 // length of a text in UTF-16 units
	maxText      = 4 << 20
)

// Bench is what the decoders of one program may take together.
type Bench struct{ left int }

// NewBench returns one that nothing was taken of.
func NewBench() *Bench { return &Bench{benchSteps} }

// NewBenchFor returns one for a text of a size: what many texts take together is in
// proportion to what they are.
func NewBenchFor(size int) *Bench { return &Bench{min(benchSteps, stepsPerByte*size)} }

// Decoder is a function and the table that it reads. It is not safe for concurrent use.
type Decoder struct {
	bench *Bench
	vm    *goja.Runtime
	fn    goja.Callable
	calls int
	left  int // steps of the run under way
}

// goesBack tells patterns that goja matches by going back and trying again; the others
// take time in proportion to the text.
var goesBack = regexp.MustCompile(`\(\?(?:[=!]|<[=!])|\\[1-9]|\\k<`)

var errSteps = errors.New("it takes too many steps or too much memory")

// New runs the text of a slice and returns the function of that name in it. The error
// says which bound was hit, or what the text threw.
func (b *Bench) New(text, name string) (*Decoder, error) {
	if len(text) > maxText {
		return nil, errors.New("it is too long")
	}
	program, err := parse(text)
	if err != nil {
		return nil, err
	}
	vm := goja.New()
	vm.SetMaxCallStackSize(maxStack)
	vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	d := &Decoder{bench: b, vm: vm}
	if err := d.confine(); err != nil {
		return nil, err
	}
	err = d.bounded(tableSteps, func() error {
		_, err := vm.RunProgram(program)
		return err
	})
	if err != nil {
		return nil, err
	}
	fn, ok := goja.AssertFunction(vm.Get(name))
	if !ok {
		return nil, errors.New("it is no function")
	}
	d.fn = fn
	return d, nil
}

// parse makes a program that counts its steps.
func parse(text string) (p *goja.Program, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("it cannot be compiled")
		}
	}()
	tree, err := parser.ParseFile(nil, "table", text, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	if err := refuse(tree); err != nil {
		return nil, err
	}
	meter(tree)
	return goja.CompileAST(tree, false)
}

// Call returns the text that the decoder yields for constants: strings and float64s.
// ok is false if it yields none, throws or hits a bound.
func (d *Decoder) Call(args ...any) (text string, ok bool) {
	if d.calls++; d.calls > maxCalls {
		return "", false
	}
	values := make([]goja.Value, len(args))
	for i, a := range args {
		values[i] = d.vm.ToValue(a)
	}
	err := d.bounded(callSteps, func() error {
		v, err := d.fn(goja.Undefined(), values...)
		if err == nil && v != nil {
			text, ok = v.Export().(string)
		}
		return err
	})
	return text, err == nil && ok && len(text) <= maxResult
}

// bounded runs something that takes steps. A panic of the runtime counts as an error.
func (d *Decoder) bounded(steps int, run func() error) (err error) {
	steps = min(steps, d.bench.left)
	d.left = steps
	defer func() {
		d.bench.left -= steps - max(d.left, 0)
		if p := recover(); p != nil {
			err = errors.New("it could not be run")
		}
		if d.left < 0 {
			err = errSteps
		}
		d.vm.ClearInterrupt()
	}()
	return run()
}

// spend counts steps; the machine stops at its next instruction when they are too many.
func (d *Decoder) spend(steps int) {
	if d.left -= steps; d.left < 0 {
		d.left = -1
		d.vm.Interrupt(errSteps)
	}
}

func (d *Decoder) tick(call goja.FunctionCall) goja.Value {
	d.spend(int(call.Argument(0).ToInteger()))
	return goja.Undefined()
}

// size counts a value that was put together, or is gone through.
func (d *Decoder) size(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	n := length(v)
	if o, ok := v.(*goja.Object); ok {
		n += unitsPerStep
		if o.ClassName() == "Object" {
			n += unitsPerKey * len(o.Keys())
		}
	}
	d.sized(n)
	return v
}

func (d *Decoder) sized(units int) {
	if units > maxUnits {
		units = unitsPerStep * benchSteps
	}
	d.spend(units / unitsPerStep)
}

// refuse finds what can't be counted: large numbers, and patterns that go back and try
// again.
func refuse(p *ast.Program) error {
	var err error
	visit(p, func(n any) {
		switch n := n.(type) {
		case *ast.RegExpLiteral:
			if goesBack.MatchString(n.Pattern) {
				err = errors.New("it has a regular expression that may take very long")
			}
		case *ast.NumberLiteral:
			if _, big := n.Value.(*big.Int); big {
				err = errors.New("it has numbers without bound")
			}
		case *ast.ArrayPattern:
			if n.Rest != nil {
				err = errors.New("it takes lists apart in a way that is not counted")
			}
		}
	})
	return err
}
