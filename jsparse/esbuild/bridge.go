// Package esbuild opens parsers of esbuild to this module: it answers "what is the
// syntax tree of this text, with every name resolved to its declaration" and "what
// does this source map say", and nothing else. It holds aliases of esbuild's internal
// types, functions that call the parsers, and no logic of its own.
//
// The package lives in a module below esbuild's module path because Go lets only
// such packages import its internal ones. The main module replaces it by this
// folder; a test of package ir fails when the versions drift apart.
package esbuild

import (
	"strings"

	"github.com/evanw/esbuild/internal/ast"
	"github.com/evanw/esbuild/internal/config"
	"github.com/evanw/esbuild/internal/helpers"
	"github.com/evanw/esbuild/internal/js_ast"
	"github.com/evanw/esbuild/internal/js_parser"
	"github.com/evanw/esbuild/internal/logger"
	"github.com/evanw/esbuild/internal/sourcemap"
)

// Version is the release of esbuild whose syntax tree the aliases describe. The
// tree is internal to esbuild and may change with any release.
const Version = "v0.28.2"

// Options choose the grammar.
type Options struct {
	TS, JSX bool
}

// Message is an error of the parser.
type Message struct {
	Line   int // 1-based; 0 when the parser gave no place
	Column int // 0-based, in bytes
	Text   string
}

// Parse parses text. Nothing is bundled, minified or made fit for an older
// language, so the tree shows what was written, except that constant
// expressions are folded, names are resolved and TypeScript is reduced to
// JavaScript. ok is false when the text is no program; then messages say why,
// in the order of their places. Parse is safe for concurrent use. It recurses
// as deep as the text nests, and a Go program can't recover from an exhausted
// stack: callers must refuse hostile nesting first.
func Parse(path, text string, opts Options) (tree Tree, messages []Message, ok bool) {
	log := logger.NewDeferLog(logger.DeferLogNoVerboseOrDebug, nil)
	source := logger.Source{
		KeyPath:        logger.Path{Text: path},
		PrettyPaths:    logger.PrettyPaths{Abs: path, Rel: path},
		Contents:       text,
		IdentifierName: "module",
	}
	tree, ok = js_parser.Parse(log, source, js_parser.OptionsFromConfig(parserConfig(opts)))
	for _, m := range log.Done() {
		if m.Kind == logger.Error && !strings.HasPrefix(m.Data.Text, tolerated) {
			messages = append(messages, message(m.Data))
		}
	}
	return tree, messages, ok && len(messages) == 0
}

// ParseSourceMap reads a source map (ECMA-426), an index map with sections included.
// It is nil when the text is none; the messages say why. Like [Parse] it recurses as
// deep as the text nests.
func ParseSourceMap(path, text string) (*SourceMap, []Message) {
	log := logger.NewDeferLog(logger.DeferLogNoVerboseOrDebug, nil)
	m := js_parser.ParseSourceMap(log, logger.Source{
		KeyPath: logger.Path{Text: path}, PrettyPaths: logger.PrettyPaths{Abs: path, Rel: path}, Contents: text,
	})
	var messages []Message
	for _, x := range log.Done() {
		messages = append(messages, message(x.Data))
	}
	return m, messages
}

// tolerated begins the message about return outside functions in a module. The
// platforms run every file as the body of a function, so it does what it says.
const tolerated = "Top-level return cannot be used"

func parserConfig(opts Options) *config.Options {
	c := &config.Options{
		Mode: config.ModePassThrough,
		// "preserve" keeps elements as EJSXElement instead of calls of a factory.
		JSX:                 config.JSXOptions{Parse: opts.JSX, Preserve: opts.JSX},
		OmitRuntimeForTests: true,
	}
	if opts.TS {
		c.TS = config.TSOptions{
			Parse: true,
			// In a .tsx file `<T>(x) => x` needs the comma; elsewhere it does not.
			NoAmbiguousLessThan: false,
			Config: config.TSConfig{
				// Imports that only types use are kept: esbuild can't tell them from
				// those that matter for their side effects, and neither can we.
				VerbatimModuleSyntax: config.True,
				// Fields stay fields; otherwise they become assignments in a
				// constructor that esbuild writes, without positions.
				UseDefineForClassFields: config.True,
			},
		}
	}
	return c
}

func message(d logger.MsgData) Message {
	m := Message{Text: strings.ReplaceAll(d.Text, "\n", " ")}
	if d.Location != nil {
		m.Line, m.Column = d.Location.Line, d.Location.Column
	}
	return m
}

// UTF16ToString converts the text of a string literal; lone surrogates become
// their WTF-8 form.
func UTF16ToString(text []uint16) string { return helpers.UTF16ToString(text) }

// StringToUTF16 is the text of a string literal.
func StringToUTF16(text string) []uint16 { return helpers.StringToUTF16(text) }

// UTF16EqualsString compares without an allocation.
func UTF16EqualsString(text []uint16, s string) bool { return helpers.UTF16EqualsString(text, s) }

// InvalidRef is the reference to no symbol.
var InvalidRef = ast.InvalidRef

// The tree and what hangs on it; see esbuild's js_ast and ast.
type (
	Tree         = js_ast.AST
	Ref          = ast.Ref
	LocRef       = ast.LocRef
	Symbol       = ast.Symbol
	ImportRecord = ast.ImportRecord
	NamedImport  = js_ast.NamedImport
	Loc          = logger.Loc
	OpCode       = js_ast.OpCode
	SourceMap    = sourcemap.SourceMap
)
