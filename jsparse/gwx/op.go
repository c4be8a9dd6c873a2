package gwx

import js "github.com/evanw/esbuild/minivet"

// op is an operation of a pool, which its back references are looked up in.
type op struct {
	e js.Expr
	p *pool
}

// Codes that operations begin with.
const (
	codeLiteral  = 1  // [1,5]
	codeOperator = 2  // [[2,'+'],a,b]
	codeConstant = 3  // [3,'text']
	codeValue    = 4  // [[4],list]
	codeList     = 5  // [[5],list,item], [[5],item], [[5]]
	codeMember   = 6  // [[6],object,name]
	codeVariable = 7  // [[7],[3,'name']]
	codeField    = 8  // [[8],'name',value]
	codeMerge    = 9  // [[9],fields,fields]
	codeSpread   = 10 // [[10],object]
	codeText     = 11 // [a,part,part…], where the script says var a=11
	codeCall     = 12 // [[12],function,list]
	codeDebug    = "11182016"
)

// maxHops bounds chains of back references.
const maxHops = 64

// resolve follows z[3] and z[3][1].
func (x op) resolve() op {
	hops := maxHops
	return x.follow(&hops)
}

func (x op) follow(hops *int) op {
	ix, ok := x.e.Data.(*js.EIndex)
	if !ok {
		return x
	}
	i, ok := whole(ix.Index)
	if *hops--; *hops < 0 || !ok || i < 0 {
		return op{}
	}
	list := x.p.ops
	if _, whole := ix.Target.Data.(*js.EIdentifier); !whole {
		a, ok := op{ix.Target, x.p}.follow(hops).e.Data.(*js.EArray)
		if !ok {
			return op{}
		}
		list = a.Items
	}
	if i >= len(list) {
		return op{}
	}
	return op{list[i], x.p}.follow(hops)
}

// items returns the elements of an operation.
func (x op) items() []js.Expr {
	if a, ok := x.resolve().e.Data.(*js.EArray); ok {
		return a.Items
	}
	return nil
}

// item returns an element of an operation.
func (x op) item(i int) op {
	items := x.items()
	if i < 0 || i >= len(items) {
		return op{}
	}
	return op{items[i], x.p}
}

// code returns what an operation begins with; debug builds wrap each one.
func (x op) code() (code int, inner op) {
	x = x.resolve()
	for range 4 {
		head := x.item(0).resolve()
		switch h := head.e.Data.(type) {
		case *js.EString:
			if s, _ := str(head.e); s == codeDebug {
				x = x.item(1).resolve()
				continue
			}
			return 0, x
		case *js.EIdentifier:
			return codeText, x
		case *js.EArray:
			if len(h.Items) > 0 {
				c, _ := whole(h.Items[0])
				return c, x
			}
			return 0, x
		}
		c, _ := whole(head.e)
		return c, x
	}
	return 0, x
}

// constant returns the text of [3,'text'].
func (x op) constant() (string, bool) {
	if code, x := x.code(); code == codeConstant {
		return str(x.item(1).resolve().e)
	}
	return "", false
}

// pieces returns the parts of a text with expressions.
func (x op) pieces() ([]op, bool) {
	code, x := x.code()
	if code != codeText {
		return nil, false
	}
	var list []op
	for _, e := range x.items()[1:] {
		list = append(list, op{e, x.p})
	}
	return list, true
}
