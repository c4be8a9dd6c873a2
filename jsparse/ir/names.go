package ir

import (
	"strconv"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// keyName returns the name that a property key spells, or "" for a computed one.
func keyName(u *Unit, key js.Expr) string {
	switch k := key.Data.(type) {
	case *js.EString:
		return js.UTF16ToString(k.Value)
	case *js.ENumber:
		return numberName(k.Value)
	case *js.EPrivateIdentifier:
		return u.tree.Symbols[k.Ref.InnerIndex].OriginalName // with its #
	case *js.EInlinedEnum:
		return keyName(u, k.Value)
	case *js.EBigInt:
		return k.Value
	}
	return ""
}

// numberName spells a number as a property name.
func numberName(v float64) string {
	if v == float64(int64(v)) && v < 1e15 && v > -1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// plainChain tells whether e is a name with properties and nothing else:
// `wx.getLocation`, `this.data.x`.
func plainChain(e js.Expr) bool {
	for {
		switch d := e.Data.(type) {
		case *js.EDot:
			e = d.Target
		case *js.EIdentifier, *js.EThis, *js.ESuper, *js.EImportIdentifier:
			return true
		default:
			return false
		}
	}
}

// accessPos is where the text of a step in a chain starts: the whole chain if
// it is plain, else the last name. `a().b` and its parts all start at a, so the
// tree's own position would put each step on the line of the first.
func accessPos(e js.Expr) int32 {
	switch d := e.Data.(type) {
	case *js.EDot:
		if !plainChain(e) {
			return d.NameLoc.Start
		}
	case *js.EIndex:
		if !plainChain(d.Target) {
			return d.Index.Loc.Start
		}
	}
	return e.Loc.Start
}

// after is the offset behind a closing bracket, 0 where esbuild wrote the node
// itself and gave it no place.
func after(closing js.Loc) int32 {
	if closing.Start > 0 {
		return closing.Start + 1
	}
	return 0
}

// exprEnd returns where e ends, or 0 where the tree does not tell.
func exprEnd(e js.Expr) int32 {
	switch d := e.Data.(type) {
	case *js.ECall:
		return after(d.CloseParenLoc)
	case *js.ENew:
		return after(d.CloseParenLoc)
	case *js.EObject:
		return after(d.CloseBraceLoc)
	case *js.EArray:
		return after(d.CloseBracketLoc)
	case *js.EIndex:
		return after(d.CloseBracketLoc)
	case *js.EFunction:
		return after(d.Fn.Body.Block.CloseBraceLoc)
	case *js.EDot:
		return d.NameLoc.Start + int32(len(d.Name))
	case *js.EAwait:
		return exprEnd(d.Value)
	}
	return 0
}

// trimmedText is what JSX text contributes to a view: lines without their indentation.
func trimmedText(raw string) string {
	if !strings.Contains(raw, "\n") {
		return raw
	}
	var out []string
	for _, line := range strings.Split(raw, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, " ")
}

// unquoted is the text of an attribute, which the tree holds with its quotes.
func unquoted(raw string) string {
	if n := len(raw); n >= 2 && (raw[0] == '"' || raw[0] == '\'') && raw[n-1] == raw[0] {
		return raw[1 : n-1]
	}
	return raw
}
