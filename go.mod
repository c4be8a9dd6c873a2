module github.com/minivet/minivet

go 1.26.0

require (
	// Command line: commands and flags are a struct, so the help cannot drift from them.
	github.com/alecthomas/kong v1.17.0
	// Unified diffs, and edits applied to a text.
	github.com/aymanbagabas/go-udiff v0.4.1
	// Tests: the HTML report in a real browser.
	github.com/chromedp/cdproto v0.159.0
	github.com/chromedp/chromedp v0.23.0
	// esbuild's parser, by way of the nested module in jsparse/esbuild (see replace below).
	github.com/evanw/esbuild/minivet v0.0.0
	// Colour on terminals, with NO_COLOR and Windows consoles seen to.
	github.com/fatih/color v1.19.0
	// minivet.yaml, with the line of what is wrong.
	github.com/goccy/go-yaml v1.19.2
	// Whether the output is a terminal.
	github.com/mattn/go-isatty v0.0.20
	// testscript: the tests of the command.
	github.com/rogpeppe/go-internal v1.16.0
	// Tests: SARIF logs against the schema.
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	// JSON with comments, with the position of every value, for app.json and its kin.
	github.com/tailscale/hujson v0.0.0-20260727124030-b80ff77dac4f
	// The width of the terminal.
	golang.org/x/term v0.47.0
	// Widths of East Asian characters, so that code frames line up.
	golang.org/x/text v0.14.0
	// go/analysis: the frame of the rules; txtar: fixtures.
	golang.org/x/tools v0.52.0
)

require (
	// The bridge and its Version constant name this version too; a test compares them.
	github.com/evanw/esbuild v0.28.2
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

require (
	github.com/bluekeyes/go-gitdiff v0.9.0
	github.com/bmatcuk/doublestar/v4 v4.10.4
	// What goja matches regular expressions with that Go's own package does not know: its limit of time.
	github.com/dlclark/regexp2/v2 v2.5.2
	// The machine of the replay, and of texts that programs hide.
	github.com/dop251/goja v0.0.0-20260917113740-793a2a65c13b
	github.com/fsnotify/fsnotify v1.10.1
	github.com/sourcegraph/jsonrpc2 v0.2.3
)

require (
	github.com/go-sourcemap/sourcemap v2.1.3+incompatible // indirect
	github.com/google/pprof v0.0.0-20230207041349-798e818bf904 // indirect
)

// Go lets a module of esbuild's own path import its internal packages.
replace github.com/evanw/esbuild/minivet => ./jsparse/esbuild
