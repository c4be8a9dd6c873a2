package replay

import (
	"errors"
	"runtime/metrics"
	"time"

	"github.com/dop251/goja"
)

// Bounds of one world. The real-time limit is the last resort: a verdict that
// it had a part in says so.
const (
	maxStack    = 600
	maxReal     = 1500 * time.Millisecond
	maxHeap     = 384 << 20 // bytes above what was in use at the start
	maxTasks    = 1500      // taken from the virtual queue
	maxCalls    = 2000      // recorded
	maxThrown   = 20
	watchPeriod = 4 * time.Millisecond
)

// world is one run of a program with one user.
type world struct {
	s       *script
	vm      *goja.Runtime
	host    *goja.Object
	user    *user
	now     time.Time
	tasks   int
	over    bool   // stopped
	why     string // it was
	storage *goja.Object
	parser  goja.Callable // JSON.parse, as it was at the start
	page    string        // that the program was launched with
	recorder
}

var errOver = errors.New("stopped")

// begin is the virtual time at which every program starts.
var begin = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)

func newWorld(s *script, u *user, storage map[string]string) *world {
	w := &world{s: s, vm: goja.New(), user: u, now: begin}
	w.vm.SetMaxCallStackSize(maxStack)
	w.vm.SetTimeSource(func() time.Time { return w.now })
	w.vm.SetRandSource(func() float64 { return 0.5 })
	w.host = w.vm.NewObject()
	w.parser, _ = goja.AssertFunction(w.vm.GlobalObject().Get("JSON").ToObject(w.vm).Get("parse"))
	native := w.native(storage)
	w.guard(func() error {
		for _, p := range hostPrograms() {
			f, err := w.vm.RunProgram(p)
			if err != nil {
				return err
			}
			call, _ := goja.AssertFunction(f)
			if _, err := call(nil, w.host, native, w.vm.GlobalObject()); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

// guard runs f under the limits of time and memory.
func (w *world) guard(f func() error) {
	if w.over {
		return
	}
	done, watched := make(chan struct{}), make(chan struct{})
	go w.watch(done, watched)
	err := w.safely(f)
	close(done)
	<-watched
	w.vm.ClearInterrupt()
	if err != nil {
		w.over, w.why = true, w.reason(err)
	}
}

// reason says in one line why the program was stopped.
func (w *world) reason(err error) string {
	var in *goja.InterruptedError
	var deep *goja.StackOverflowError
	var thrown *goja.Exception
	switch {
	case errors.As(err, &in):
		why, _ := in.Value().(string)
		return why
	case errors.As(err, &deep):
		return "the program calls itself without end"
	case errors.As(err, &thrown):
		return printable(thrown.Value().String())
	}
	return printable(err.Error())
}

// safely turns a panic of the machine into an error.
func (w *world) safely(f func() error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err = p
		case error:
			err = p
		default:
			err = errOver
		}
	}()
	return f()
}

func heap() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

func (w *world) watch(done, watched chan struct{}) {
	defer close(watched)
	tick := time.NewTicker(watchPeriod)
	defer tick.Stop()
	start, base := time.Now(), heap()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			switch {
			case time.Since(start) > maxReal:
				w.vm.Interrupt("the program does not come to an end; it was stopped by the clock, and what it would have done after that is not known")
			case heap() > base+maxHeap:
				w.vm.Interrupt("the program takes too much memory; it was stopped, and what it would have done after that is not known")
			}
		}
	}
}

// call calls a function of the host; undefined once the world is over.
func (w *world) call(name string, args ...any) (out goja.Value) {
	out = goja.Undefined()
	w.guard(func() error {
		f, ok := goja.AssertFunction(w.host.Get(name))
		if !ok {
			return errOver
		}
		var list []goja.Value
		for _, a := range args {
			list = append(list, w.vm.ToValue(a))
		}
		v, err := f(goja.Undefined(), list...)
		if err == nil {
			out = v
		}
		return err
	})
	return out
}

// settle lets virtual time pass, in milliseconds, as far as the bounds allow.
func (w *world) settle(ms int64) {
	until := w.now.Sub(begin).Milliseconds() + ms
	w.guard(func() error {
		f, _ := goja.AssertFunction(w.host.Get("step"))
		for limit := w.tasks + maxTasks/4; w.tasks < min(maxTasks, limit); w.tasks++ {
			more, err := f(goja.Undefined(), w.vm.ToValue(until))
			if err != nil {
				return err
			}
			if !more.ToBoolean() {
				return nil
			}
		}
		return nil
	})
}
