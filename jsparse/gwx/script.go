package gwx

import (
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// script is what a walk over a script's statements found, in their order. The
// walk goes into every function that is called where it stands, since the whole
// may be wrapped in some, but not into those that views are made of by calls.
type script struct {
	symbols   []js.Symbol
	paths     map[js.Ref][]string // var x = ['./pages/a/a.wxml', …]
	fns       map[js.Ref]*js.Fn   // functions by the variable that holds them
	pools     map[js.Ref]*pool    // function gz$gwx_1
	pool      *pool               // that Z() adds to
	modules   map[string]js.Ref   // wxs modules: "m_pages/a.wxml:m" or "p_a.wxs"
	entries   []entry
	templates []definition
	wxs       []wxsUse
}

// pool is a list of operations; entries refer to others by z[index].
type pool struct{ ops []js.Expr }

// entry is e_[x[0]] = {f: m0, ti: [x[1]]}.
type entry struct {
	path    string
	fn      js.Expr
	imports []string
	pool    *pool // in scripts whose functions don't name one
	pos     int32
}

// definition is d_[x[0]]["name"] = function.
type definition struct {
	path, name string
	fn         *js.Fn
	pool       *pool
	pos        int32
}

// wxsUse is f_['pages/a/a.wxml']['m'] = nv_require("m_pages/a/a.wxml:m").
type wxsUse struct {
	view, name, key string
	pos             int32
}

func newScript(tree js.Tree) *script {
	return &script{
		symbols: tree.Symbols, paths: map[js.Ref][]string{}, fns: map[js.Ref]*js.Fn{},
		pools: map[js.Ref]*pool{}, pool: &pool{}, modules: map[string]js.Ref{},
	}
}

func (s *script) stmts(list []js.Stmt) {
	for _, st := range list {
		s.stmt(st)
	}
}

func (s *script) stmt(st js.Stmt) {
	switch n := st.Data.(type) {
	case *js.SExpr:
		s.expr(n.Value)
	case *js.SLocal:
		for _, decl := range n.Decls {
			if b, ok := decl.Binding.Data.(*js.BIdentifier); ok && decl.ValueOrNil.Data != nil {
				s.declare(s.ref(b.Ref), decl.ValueOrNil)
			}
		}
	case *js.SFunction:
		if n.Fn.Name != nil {
			s.fns[s.ref(n.Fn.Name.Ref)] = &n.Fn
			s.named(s.ref(n.Fn.Name.Ref), &n.Fn)
		}
	case *js.SReturn:
		s.expr(n.ValueOrNil)
	case *js.SIf:
		s.expr(n.Test)
		s.stmt(n.Yes)
		s.stmt(n.NoOrNil)
	case *js.SBlock:
		s.stmts(n.Stmts)
	case *js.STry:
		s.stmts(n.Block.Stmts)
	}
}

// named walks into a function; a pool's function fills a pool of its own.
func (s *script) named(ref js.Ref, fn *js.Fn) {
	outer := s.pool
	if strings.HasPrefix(s.name(ref), "gz$gwx") {
		s.pool = &pool{}
		s.pools[ref] = s.pool
	}
	s.stmts(fn.Body.Block.Stmts)
	if s.pools[ref] != nil {
		s.pool = outer
	}
}

// declare notes what a variable is made to hold.
func (s *script) declare(ref js.Ref, value js.Expr) {
	switch n := value.Data.(type) {
	case *js.EArray:
		if list := s.strings(n); list != nil {
			s.paths[ref] = list
		}
	case *js.EFunction:
		s.fns[ref] = &n.Fn
		s.named(ref, &n.Fn)
		return
	case *js.EObject:
		s.moduleTable(n)
	}
	s.expr(value)
}

// moduleTable notes var nnm = {"m_pages/a.wxml:m": np_0, …}.
func (s *script) moduleTable(o *js.EObject) {
	for _, p := range o.Properties {
		key, ok := str(p.Key)
		if !ok || !strings.HasPrefix(key, "m_") && !strings.HasPrefix(key, "p_") {
			continue
		}
		if id, ok := p.ValueOrNil.Data.(*js.EIdentifier); ok {
			s.modules[key] = s.ref(id.Ref)
		}
	}
}

func (s *script) expr(e js.Expr) {
	switch n := e.Data.(type) {
	case *js.EFunction:
		s.stmts(n.Fn.Body.Block.Stmts)
	case *js.EArrow:
		s.stmts(n.Body.Block.Stmts)
	case *js.EUnary:
		s.expr(n.Value)
	case *js.EIf:
		s.expr(n.Test)
		s.expr(n.Yes)
		s.expr(n.No)
	case *js.EBinary:
		s.binary(n)
	case *js.ECall:
		s.call(n)
	}
}

func (s *script) binary(n *js.EBinary) {
	if n.Op == js.BinOpAssign {
		s.assign(n.Left, n.Right)
		return
	}
	s.expr(n.Left)
	s.expr(n.Right)
}

// call looks for Z(operation) and into functions that are called or handed over
// where they stand. The modules of the logic layer are none of its business.
func (s *script) call(n *js.ECall) {
	switch s.callee(n) {
	case "Z":
		if len(n.Args) == 1 {
			s.pool.ops = append(s.pool.ops, n.Args[0])
		}
		return
	case "define":
		return
	}
	if isFunction(n.Target) && s.oldPool(n) {
		s.pool = &pool{}
	}
	s.expr(n.Target)
	for _, a := range n.Args {
		if isFunction(a) {
			s.expr(a)
		}
	}
}

// oldPool tells (function(z){ … })(z), with which compilers before 2018 filled
// the one pool of all views of a script.
func (s *script) oldPool(n *js.ECall) bool {
	return len(n.Args) == 1 && s.identifier(n.Args[0]) == "z"
}

func isFunction(e js.Expr) bool {
	switch e.Data.(type) {
	case *js.EFunction, *js.EArrow:
		return true
	}
	return false
}
