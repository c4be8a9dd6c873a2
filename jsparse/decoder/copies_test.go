package decoder

import "testing"

func TestDeep(t *testing.T) {
	tests := []struct {
		name, text string
		args       int
		names      []string
		want       Deep
	}{
		{"for in", `function f(x) {
			if (typeof x !== 'object' || x === null) return x
			const out = Array.isArray(x) ? [] : {}
			for (const k in x) out[k] = f(x[k])
			return out
		}`, 1, nil, DeepCopy},
		{"entries, with a map of what was seen", `function f(x, seen = new WeakMap()) {
			if (x === null || typeof x !== 'object') return x
			if (seen.has(x)) return seen.get(x)
			let out
			if (x instanceof Date) out = new Date(x.getTime())
			else if (x instanceof Map) out = new Map(Array.from(x, ([k, v]) => [k, f(v, seen)]))
			else if (Array.isArray(x)) out = x.map(v => f(v, seen))
			else {
				out = Object.create(Object.getPrototypeOf(x))
				for (const [k, v] of Object.entries(x)) out[k] = f(v, seen)
			}
			seen.set(x, out)
			return out
		}`, 1, nil, DeepCopy},
		{"reduce", `var f = x => Array.isArray(x) ? x.map(f) : x && typeof x === 'object' ? Object.keys(x).reduce((o, k) => ({ ...o, [k]: f(x[k]) }), {}) : x`, 1, nil, DeepCopy},
		{"leaves one out", `function f(x) {
			if (typeof x !== 'object' || x === null) return x
			const out = Array.isArray(x) ? [] : {}
			for (const k in x) if (k !== 'phone') out[k] = f(x[k])
			return out
		}`, 1, []string{"object", "phone"}, ""},
		{"leaves out those with a prefix", `function f(x) {
			if (typeof x !== 'object' || x === null) return x
			const out = Array.isArray(x) ? [] : {}
			for (const k in x) if (k.indexOf('user') !== 0) out[k] = f(x[k])
			return out
		}`, 1, []string{"object", "user"}, ""},
		{"masks", `function f(x) {
			if (typeof x !== 'object' || x === null) return x === 'y' ? '*' : x
			const out = Array.isArray(x) ? [] : {}
			for (const k in x) out[k] = f(x[k])
			return out
		}`, 1, []string{"object", "y", "*"}, ""},
		{"shallow below", `function f(x) { return x && x.next ? f(x.next) : Array.isArray(x) ? x.slice() : Object.assign({}, x) }`, 1, nil, ""},
		{"the same", `function f(x) { return x && x.next ? f(x.next) : x }`, 1, nil, ""},
		{"merge", `function f(a = {}, b = {}) {
			const out = c(a)
			for (const k in b) out[k] = k in out && typeof out[k] === 'object' && typeof b[k] === 'object' ? f(out[k], b[k]) : c(b[k])
			return out
		}
		function c(x) {
			if (typeof x !== 'object' || x === null) return x
			const out = Array.isArray(x) ? [] : {}
			for (const k in x) out[k] = c(x[k])
			return out
		}`, 2, nil, DeepMerge},
		{"merge of all arguments", `function f() {
			var out = {}
			function put(v, k) { if (typeof out[k] === 'object' && typeof v === 'object') out[k] = f(out[k], v); else if (typeof v === 'object') out[k] = f({}, v); else out[k] = v }
			for (var i = 0; i < arguments.length; i++) for (var k in arguments[i]) put(arguments[i][k], k)
			return out
		}`, 2, nil, DeepMerge},
		{"merge into the first", `function f(a, b) {
			for (const k in b) if (typeof a[k] === 'object' && typeof b[k] === 'object') f(a[k], b[k]); else a[k] = b[k]
			return a
		}`, 2, nil, ""},
		{"without end", `function f(x) { return f(x) }`, 1, nil, ""},
		{"in a loop without end", `function f(x) { for (;;) ; }`, 1, nil, ""},
		{"named as the probe's own", `function equal(x) {
			if (typeof x !== 'object' || x === null) return x
			const out = Array.isArray(x) ? [] : {}
			for (const k in x) out[k] = equal(x[k])
			return out
		} var f = equal`, 1, nil, DeepCopy},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := NewBench().Deep(test.text, "f", test.names, test.args)
			if err != nil {
				t.Fatal(err)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
