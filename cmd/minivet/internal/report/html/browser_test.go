package html

import (
	"bytes"
	"context"
	"flag"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

var pictures = flag.String("pictures", "", "write the screenshots of the browser's tests to this folder")

// hangs is how long a test in the browser may take before it counts as hung.
const hangs = 2 * time.Minute

// browser is a page in a real browser, and what it complained of.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string
}

// browse opens the page of a report from disk. It skips the test where there is no
// Chromium. At the end, the page must have had no errors and asked for nothing.
func browse(t *testing.T, rep *finding.Report) *browser {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no chromium is installed")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.WindowSize(1280, 1000), chromedp.Flag("lang", "en-US"))
	// Containers and some systems leave the sandbox no way to start; the page is our own.
	opts = append(opts, chromedp.NoSandbox)
	ctx, cancel := context.WithTimeout(t.Context(), hangs)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)

	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(write(t, rep)), 0o644); err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, ctx: ctx}
	url := "file://" + filepath.ToSlash(file)
	b.run() // starts the browser
	if err := chromedp.Listen(ctx, func(event any) { b.hear(event, url) }); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	b.run(chromedp.Navigate(url))
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, c := range b.complaints {
			t.Error(c)
		}
	})
	return b
}

// hear notes what the page must not do.
func (b *browser) hear(event any, url string) {
	complaint := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		complaint = "exception: " + e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		complaint = "something on the console"
	case *log.EventEntryAdded:
		complaint = "browser's log: " + e.Entry.Text
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, url) {
			complaint = "request for " + e.Request.URL
		}
	}
	if complaint != "" {
		b.mu.Lock()
		b.complaints = append(b.complaints, complaint)
		b.mu.Unlock()
	}
}

func (b *browser) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// call sends a command of the protocol.
func call[P, R any](b *browser, cmd cdp.Command[P, R], params P) R {
	b.t.Helper()
	out, err := chromedp.Call(b.ctx, cmd, params)
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// click clicks what a CSS selector finds.
func (b *browser) click(selectors ...string) {
	b.t.Helper()
	for _, s := range selectors {
		b.run(chromedp.Click(chromedp.CSS(s)))
	}
}

// search types into the search in place of what is there.
func (b *browser) search(text string) {
	b.t.Helper()
	eval[bool](b, `!document.getElementById('q').select()`)
	b.run(chromedp.KeyEvent(text))
}

// eval is the value of an expression in the page.
func eval[T any](b *browser, expr string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expr))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// want fails unless the expression is true.
func (b *browser) want(what, expr string) {
	b.t.Helper()
	if !eval[bool](b, expr) {
		b.t.Errorf("%s: %s is false", what, expr)
	}
}

// count fails unless the page says that so many findings are shown, and shows them.
func (b *browser) count(want string, cards int) {
	b.t.Helper()
	if got := eval[string](b, `document.getElementById('count').textContent`); got != want {
		b.t.Errorf("the page says %q, want %q", got, want)
	}
	if got := eval[int](b, `[...document.querySelectorAll('.card')].filter(c => c.offsetParent).length`); got != cards {
		b.t.Errorf("%d findings are shown, want %d", got, cards)
	}
}

// choose sets a select as a user does.
func (b *browser) choose(id, value string) {
	b.t.Helper()
	eval[bool](b, `(() => { const s = document.getElementById('`+id+`'); s.value = '`+value+`'; s.dispatchEvent(new Event('change', {bubbles: true})) ; return true })()`)
}

// picture takes a screenshot of what is in view, and the colour of its corner.
func (b *browser) picture(name string) (corner uint32) {
	b.t.Helper()
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		b.t.Fatal(err)
	}
	if *pictures != "" {
		if err := os.WriteFile(filepath.Join(*pictures, name+".png"), shot, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
	_, corner, _, _ = img.At(2, 2).RGBA()
	return corner
}
