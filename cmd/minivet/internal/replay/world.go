package replay

import (
	"errors"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
)

// Bounds of one world besides the meter's.
const (
	maxStack  = 600
	maxTasks  = 6000 // taken from the virtual queue in one run; their work is counted as well
	maxWait   = 150  // of them while the driver waits for one thing
	maxCalls  = 2000 // recorded
	maxThrown = 20
)

// world is one run of a program with one user.
type world struct {
	s       *script
	vm      *goja.Runtime
	host    *goja.Object
	user    *user
	launch  launch
	now     time.Time
	tasks   int           // taken from the virtual queue
	ops     []op          // what was done, in order
	inside  int           // functions under way that make a text of a value
	items   int           // given by iterators of the machine's
	resumed int           // times that code went on that had waited for a promise
	entered []string      // pages that the user went to
	spent   int           // steps, see meter.go
	limit   int           // of them
	cut     bool          // stopped by a limit that is less than that of any run
	running atomic.Bool   // the machine may be interrupted
	done    chan struct{} // closed by close
	halted  bool          // it is to be stopped
	over    bool          // stopped
	why     string        // it was
	notes   []string      // other bounds that were hit
	storage *goja.Object
	owns    *goja.Object      // members that the program puts on the platform's objects
	parser  goja.Callable     // JSON.parse, as it was at the start
	start   map[string]string // what the storage held at the start
	wanted  func(*Call) bool  // stops the world when it is seen; nil: nothing does
	meters  []goja.Value      // the functions of jstree.Names
	unknown map[*goja.Object]origin
	texts   []*goja.Object // those of them that a text was made of
	objects *goja.Object   // Object.prototype
	regexps regexps
	recorder
}

var errOver = errors.New("stopped")

// begin is the virtual time at which every program starts.
var begin = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)

func newWorld(s *script, u *user, l launch, storage map[string]string, limit int) *world {
	w := &world{s: s, vm: goja.New(), user: u, launch: l, limit: limit, start: storage, now: begin, spent: runCost, done: make(chan struct{})}
	go w.watch()
	w.vm.SetMaxCallStackSize(maxStack)
	w.vm.SetAsyncContextTracker(resumer{w})
	w.vm.SetTimeSource(func() time.Time { return w.now })
	w.vm.SetRandSource(func() float64 { return 0.5 })
	w.host = w.vm.NewObject()
	w.objects = w.vm.NewObject().Prototype()
	w.parser, _ = goja.AssertFunction(w.vm.GlobalObject().Get("JSON").ToObject(w.vm).Get("parse"))
	w.meters = []goja.Value{w.vm.ToValue(w.tick), w.vm.ToValue(w.size), w.vm.ToValue(w.pin), w.vm.ToValue(w.spread), w.vm.ToValue(w.literal)}
	w.unknown = map[*goja.Object]origin{}
	native := w.native(storage)
	w.guard(func() error {
		for i, p := range hostPrograms() {
			if i == 1 { // the first part changes some of what is kept
				w.price()
				if err := w.harden(); err != nil {
					return err
				}
			}
			f, err := w.vm.RunProgram(p)
			if err != nil {
				return err
			}
			call, _ := goja.AssertFunction(f)
			if _, err := call(nil, append([]goja.Value{w.host, native, w.vm.GlobalObject()}, w.meters...)...); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

// resumer counts how often code goes on that waited for a promise.
type resumer struct{ w *world }

func (r resumer) Grab() any   { return nil }
func (r resumer) Resumed(any) { r.w.resumed++ }
func (r resumer) Exited()     {}

// note keeps a bound that was hit and did not stop the world.
func (w *world) note(text string) {
	if !slices.Contains(w.notes, text) {
		w.notes = append(w.notes, text)
	}
}

// close ends the watch over the world.
func (w *world) close() { close(w.done) }

// guard runs f, and stops the world if it fails.
func (w *world) guard(f func() error) {
	if w.over {
		return
	}
	w.running.Store(true)
	err := w.safely(f)
	w.running.Store(false)
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

// collects tells whether what is in use falls when the garbage is taken out.
func collects(base uint64) bool {
	runtime.GC()
	return heap() <= base+maxHeap
}

// watch is the last line: it stops what the meter does not see.
func (w *world) watch() {
	tick := time.NewTicker(watchPeriod)
	defer tick.Stop()
	start, base := time.Now(), heap()
	for {
		select {
		case <-w.done:
			return
		case <-tick.C:
			switch {
			case !w.running.Load():
			case time.Since(start) > maxReal:
				w.vm.Interrupt("the program does not come to an end; it was stopped by the clock, and what it would have done after that is not known")
			case heap() > base+maxHeap && !collects(base):
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
		for limit := min(maxTasks, w.tasks+maxWait); w.tasks < limit; w.tasks++ {
			w.work(5)
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
