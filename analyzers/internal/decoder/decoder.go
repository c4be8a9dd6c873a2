// Package decoder runs the functions by which obfuscated code hides its strings. They
// compute a text from constants and a table, so what they yield for constants is a
// constant too: they are run in goja, with nothing around them but the language, and
// the engine goes on with the result.
//
// The code is hostile. It sees no file, no network, no clock and no chance; its
// steps, its stack and its memory are bounded, and a function that hits a bound is
// simply not decoded.
package decoder

import (
	"encoding/base64"
	"errors"
	"runtime/metrics"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// Bounds on what one table and its decoder may take.
const (
	maxTime   = time.Second // to set the table up, and for each call
	maxCalls  = 50_000
	maxStack  = 1_000
	maxHeap   = 256 << 20 // bytes that the process may grow by meanwhile
	maxResult = 4_096     // length of a text in UTF-16 units
)

// Decoder is a function and the table that it reads. It is not safe for concurrent use.
type Decoder struct {
	vm    *goja.Runtime
	fn    goja.Callable
	calls int
}

// New runs the text of a slice and returns the function of that name in it. The error
// says which bound was hit, or what the text threw.
func New(text, name string) (*Decoder, error) {
	vm := goja.New()
	vm.SetMaxCallStackSize(maxStack)
	vm.SetRandSource(func() float64 { return 0.5 })
	vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	if err := vm.Set("atob", atob); err != nil {
		return nil, err
	}
	d := &Decoder{vm: vm}
	err := d.bounded(func() error {
		_, err := vm.RunScript("table", text)
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

// atob decodes base64 into a text of which each character is one byte; "" if it is none.
func atob(text string) string {
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return ""
	}
	out := make([]rune, len(data))
	for i, b := range data {
		out[i] = rune(b)
	}
	return string(out)
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
	err := d.bounded(func() error {
		v, err := d.fn(goja.Undefined(), values...)
		if err == nil && v != nil {
			text, ok = v.Export().(string)
		}
		return err
	})
	return text, err == nil && ok && len(text) <= maxResult
}

// bounded stops a run that takes too much time or memory. A panic of the runtime
// counts as an error.
func (d *Decoder) bounded(run func() error) (err error) {
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		d.watch(done)
	}()
	defer func() {
		close(done)
		<-stopped
		d.vm.ClearInterrupt()
		if p := recover(); p != nil {
			err = errors.New("it could not be run")
		}
	}()
	return run()
}

// watch interrupts the runtime once a bound is hit.
func (d *Decoder) watch(done <-chan struct{}) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	end := time.NewTimer(maxTime)
	defer end.Stop()
	start := heap()
	for {
		select {
		case <-done:
			return
		case <-end.C:
			d.vm.Interrupt("it takes too long")
			return
		case <-tick.C:
			if heap() > start+maxHeap {
				d.vm.Interrupt("it takes too much memory")
				return
			}
		}
	}
}

// heap is the size of the live and not yet collected objects, in bytes.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
