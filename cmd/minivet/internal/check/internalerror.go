package check

import (
	"fmt"
	"runtime"
	"strings"
)

// internalError turns a panic into one line that a report of the mistake can be
// made from: where it was, and what.
func internalError(p any, doing string) error {
	text := strings.Join(strings.Fields(fmt.Sprint(p)), " ")
	if len(text) > 300 {
		text = text[:300]
	}
	if at := panicSite(); at != "" {
		text += " (" + at + ")"
	}
	return fmt.Errorf("internal error while %s: %s; this is a mistake in minivet, not in the program", doing, text)
}

// panicSite is the function that panicked, as package.Function:line. It must be
// called while the panic is being recovered from.
func panicSite() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicking := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicking = true
		case panicking && !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf("%s:%d", f.Function[strings.LastIndexByte(f.Function, '/')+1:], f.Line)
		}
		if !more {
			return ""
		}
	}
}
