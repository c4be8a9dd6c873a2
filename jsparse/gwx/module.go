package gwx

import (
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// module adds a wxs module of the view. Its code stands in the script as a
// function whose names all have "nv_" in front:
//
//	function np_0(){var nv_module={nv_exports:{}};…nv_module.nv_exports = …;return nv_module.nv_exports;}
func (v *view) module(w wxsUse) {
	code, pos := "", w.pos
	if ref, ok := v.d.script.modules[w.key]; ok && v.d.script.fns[ref] != nil {
		code, pos = v.d.wxsCode(v.d.script.fns[ref])
		if v.d.left -= len(code); v.d.left <= 0 {
			v.problem(w.pos, "the views of the script are too large; the code of the wxs module %s is left out", clip(w.name))
			code = ""
		}
	} else {
		v.problem(w.pos, "the code of the wxs module %s was not found", clip(w.name))
	}
	id := ""
	if file, ok := strings.CutPrefix(w.key, "p_"); ok {
		id = clean(file)
	}
	v.b.Wxs(w.name, id, code, pos)
}

// wxsCode returns the code of a module and where it starts. Prefixes and the
// frame of the function are blanked, so that offsets stay.
func (d *decoder) wxsCode(fn *js.Fn) (code string, pos int32) {
	list := fn.Body.Block.Stmts
	from, to := int(fn.Body.Loc.Start)+1, int(fn.Body.Block.CloseBraceLoc.Start)
	if n := len(list); n > 0 {
		if _, ok := list[n-1].Data.(*js.SReturn); ok {
			to = int(list[n-1].Loc.Start)
			n--
		}
		if _, ok := list[0].Data.(*js.SLocal); ok && n > 0 {
			from = to
			if n > 1 {
				from = int(list[1].Loc.Start)
			}
		}
	}
	if from < 0 || to > len(d.text) || from > to || to-from > d.left {
		return "", fn.Body.Loc.Start
	}
	return unprefix(d.text[from:to]), int32(from)
}

// unprefix takes "nv_" from the start of names and adds blanks behind them
// instead. The code is compiled: it has no comments and no regular expressions.
func unprefix(code string) string {
	out := []byte(code)
	for i := 0; i < len(code); {
		c := code[i]
		switch {
		case c == '"' || c == '\'':
			i = endOfString(code, i)
		case isWord(c):
			end := i
			for end < len(code) && isWord(code[end]) {
				end++
			}
			if n, call := requireCall(code[i:]); n > 0 {
				end = i + n
				copy(out[i:end], call+strings.Repeat(" ", n-len(call)))
			} else if rest, ok := strings.CutPrefix(code[i:end], "nv_"); ok {
				copy(out[i:end], rest+"   ")
			}
			i = end
		default:
			i++
		}
	}
	return string(out)
}

// requireCall reads nv_require("p_./a.wxs")() at the start of code, and returns
// its length and the call that it was compiled from.
func requireCall(code string) (n int, call string) {
	rest, ok := strings.CutPrefix(code, `nv_require("p_`)
	if !ok {
		return 0, ""
	}
	file, rest, ok := strings.Cut(rest, `")()`)
	if !ok || strings.ContainsAny(file, "\"\n\\") {
		return 0, ""
	}
	call = `require("/` + clean(file) + `")`
	if n = len(code) - len(rest); n < len(call) {
		return 0, ""
	}
	return n, call
}

func endOfString(code string, i int) int {
	mark := code[i]
	for i++; i < len(code); i++ {
		switch code[i] {
		case '\\':
			i++
		case mark:
			return i + 1
		}
	}
	return len(code)
}

func isWord(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= 0x80
}
