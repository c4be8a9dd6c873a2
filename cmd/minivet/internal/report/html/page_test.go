package html

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestFilters(t *testing.T) {
	b := browse(t, large(500))
	b.count("500 findings", 500)
	b.picture("large")
	b.choose("rule", "egress")
	b.count("100 of 500 findings", 100)
	b.choose("kind", "health")
	b.count("25 of 500 findings", 25)
	b.click(`input[name=level][value=note]`, `input[name=level][value=warning]`)
	b.count("8 of 500 findings", 8)
	b.want("files without a match are gone", `[...document.querySelectorAll('.group')].filter(g => g.offsetParent).length <= 9`)
	b.click("#clear")
	b.count("500 findings", 500)

	b.want("the search has the focus", `document.activeElement.id === 'q'`)
	b.search("USED getweRundata case 4")
	b.want("the words of a message are found in any case and order", `(c => c.length > 0 && c.every(c => c.querySelector('h4').textContent.includes('WeRunData')))([...document.querySelectorAll('.card:not([hidden])')])`)
	b.search("'no. A028'")
	b.want("the search looks into sources", `document.querySelectorAll('.card:not([hidden])').length > 0`)
	b.search("no such thing")
	b.count("0 of 500 findings", 0)
	b.want("the page says that nothing matches", `document.getElementById('nomatch').offsetParent !== null`)
	b.click("#clear")

	b.click(`.pick[data-value="clipboard"]`)
	b.count("125 of 500 findings", 125)
}

func TestPath(t *testing.T) {
	b := browse(t, large(500))
	b.click("#f3 > summary", "#f3 .path li:nth-child(3) summary")
	b.want("the step's source is shown", `document.querySelector('#f3 .path li:nth-child(3) pre').offsetHeight > 0`)
	b.want("other steps stay closed", `!document.querySelector('#f3 .path li:nth-child(1) details').open`)
	b.want("the range is marked", `document.querySelector('#f3 .path li:nth-child(3) mark').textContent.startsWith('wx.chooseContact({')`)
	b.want("the button knows", `document.querySelector('#f3 .allsteps').getAttribute('aria-expanded') === 'false'`)
	b.run(chromedp.ScrollIntoView(chromedp.CSS("#f3")))
	b.picture("path")
	b.click("#f3 .allsteps")
	b.want("all steps are open", `document.querySelectorAll('#f3 .step[open]').length === 3`)
	b.want("the button knows", `document.querySelector('#f3 .allsteps').getAttribute('aria-expanded') === 'true'`)
	b.click("#open")
	b.want("all findings are open", `document.querySelectorAll('.card[open]').length === 500`)
	b.click("#close")
	b.want("all findings are closed", `document.querySelectorAll('.card[open]').length === 0`)
	eval[string](b, `location.hash = '#f7'`)
	b.run(chromedp.WaitVisible(chromedp.CSS("#f7 .body")))
}

// tabTo presses the tabulator until the expression holds.
func (b *browser) tabTo(expr string) {
	b.t.Helper()
	for range 60 {
		b.run(chromedp.KeyEvent(kb.Tab))
		if eval[bool](b, expr) {
			b.want("the focus is seen", `getComputedStyle(document.activeElement).outlineStyle !== 'none'`)
			return
		}
	}
	b.t.Fatalf("the tabulator does not lead to where %s", expr)
}

func TestKeyboard(t *testing.T) {
	b := browse(t, large(100))
	b.run(chromedp.KeyEvent(kb.Tab))
	b.want("the first stop skips to the findings", `document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().left >= 0`)
	b.run(chromedp.KeyEvent(kb.Enter))
	b.tabTo(`document.activeElement.id === 'q'`)
	b.run(chromedp.KeyEvent("case 96"))
	b.count("1 of 100 findings", 1)
	b.tabTo(`document.activeElement.matches('.card > summary')`)
	b.run(chromedp.KeyEvent(kb.Enter))
	b.want("the finding is open", `document.activeElement.parentElement.open`)
	b.tabTo(`document.activeElement.matches('.step > summary')`)
	b.run(chromedp.KeyEvent(" "))
	b.want("the step is open", `document.activeElement.parentElement.open`)
}

func TestLanguageAndTheme(t *testing.T) {
	b := browse(t, sample(""))
	light := b.picture("light")
	b.choose("language", "zh-CN")
	b.want("the headings are Chinese", `document.getElementById('h-findings').textContent === '检查结果' && document.documentElement.lang === 'zh-CN'`)
	b.count("3 条结果", 3)
	b.want("messages stay, and say so", `document.querySelector('#f1 h4').lang === 'en' && document.querySelector('#f1 h4').textContent.startsWith('wx.getLocation')`)
	b.want("labels follow", `document.querySelector('.toc').getAttribute('aria-label') === '目录' && document.getElementById('q').placeholder.includes('消息')`)
	b.want("no text is left", `[...document.querySelectorAll('[data-t]')].every(e => e.textContent !== e.dataset.t)`)
	b.choose("theme", "dark")
	dark := b.picture("dark-chinese")
	if dark >= light {
		t.Errorf("dark (%d) is not darker than light (%d)", dark, light)
	}
	b.choose("theme", "")
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	if got := b.picture("dark"); got != dark {
		t.Errorf("the system's dark is %d, the switch's %d", got, dark)
	}
	b.choose("theme", "light")
	if got := b.picture("light-chinese"); got != light {
		t.Errorf("the switch does not win over the system: %d", got)
	}
}

func TestNarrow(t *testing.T) {
	b := browse(t, sample(""))
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 360, Height: 780, DeviceScaleFactor: 1, Mobile: true})
	b.click("#open")
	b.want("nothing but tables and code scrolls sideways", `document.documentElement.scrollWidth <= 360`)
	b.picture("narrow")
}

func TestHostileInBrowser(t *testing.T) {
	b := browse(t, sample(hostile))
	b.want("no script of the program ran", `document.title === 'minivet: privacy report' && document.images.length === 0`)
	b.count("3 findings", 3)
}

func TestPrint(t *testing.T) {
	b := browse(t, sample(""))
	eval[bool](b, `!window.addEventListener('beforeprint', () => { window.left = document.querySelectorAll('details:not([open])').length })`)
	pdf := call(b, devtools.PrintToPDF, devtools.PrintToPDFParams{}).Data
	if *pictures != "" {
		if err := os.WriteFile(filepath.Join(*pictures, "print.pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b.want("everything is unfolded on paper", `window.left === 0`)
	b.want("and folded again after", `document.querySelectorAll('details[open]').length === 0`)
}

// Whoever hears the page gets a name for every control, headings in order, and landmarks.
func TestAccessibilityTree(t *testing.T) {
	b := browse(t, sample(""))
	b.click("#open")
	nodes := call(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes
	seen := map[string]int{}
	for _, n := range nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role := string(n.Role.Value)
		seen[role]++
		switch role {
		case `"button"`, `"combobox"`, `"searchbox"`, `"checkbox"`, `"link"`, `"heading"`, `"navigation"`, `"search"`, `"region"`, `"table"`, `"DisclosureTriangle"`:
			if n.Name == nil || string(n.Name.Value) == `""` {
				t.Errorf("a %s has no name", role)
			}
		}
	}
	for _, role := range []string{`"main"`, `"banner"`, `"navigation"`, `"search"`, `"status"`, `"alert"`, `"heading"`, `"contentinfo"`} {
		if seen[role] == 0 {
			t.Errorf("there is no %s; there are %v", role, seen)
		}
	}
	b.want("no heading skips a level", `[...document.querySelectorAll('h1,h2,h3,h4,h5')].every((h, i, all) => i === 0 || h.tagName[1] - all[i-1].tagName[1] <= 1)`)
	b.want("no id is there twice", `new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size === document.querySelectorAll('[id]').length`)
}
