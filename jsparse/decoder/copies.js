// What follows the text of a function, named minivet$f by then, to find out what it does
// with objects: it is called with some that hold values of all kinds, under all names that
// its text mentions.

// These are taken away, since they can't be counted, and stand here in code that can.
function WeakMap() { this.k = []; this.v = [] }
WeakMap.prototype.has = function (x) { return this.k.indexOf(x) >= 0 };
WeakMap.prototype.get = function (x) { return this.v[this.k.indexOf(x)] };
WeakMap.prototype.set = function (x, y) { this.k.push(x); this.v.push(y); return this };
function WeakSet() { this.k = [] }
WeakSet.prototype.has = WeakMap.prototype.has;
WeakSet.prototype.add = function (x) { this.k.push(x); return this };
function Promise() {}
Array.from = function (x, f) { var out = []; for (var y of x) out.push(f ? f(y, out.length) : y); return out };

function minivet$probe(names, args) {
	function put(o, name, value) { o[name] = value; o[name + 'x'] = value; o['x' + name] = value }
	function tree(kind) {
		var o = { a: 1, b: 'x', c: true, d: null, e: { f: 'y', g: { h: 2, i: [1, { j: 'z' }, [3, { t: 4 }]] } }, k: [1, 'q', { l: { m: 3 } }], n: function () {}, z: 0, s: '' };
		for (var i = 0; i < names.length; i++) {
			put(o, names[i], (i + kind) % 2 ? 'v' + i : { x: 'w' + i, y: [i] });
			put(o.e, names[i], (i + kind) % 2 ? { x: { v: i } } : i);
			put(o.k[2], names[i], 'u' + i);
		}
		return o;
	}
	function isObject(x) { return typeof x === 'object' && x !== null }
	// equal tells two values with the same shape; apart, whether no object is in both.
	function equal(x, y, apart) {
		if (!isObject(x) || !isObject(y)) return x === y || typeof x === 'function' && typeof y === 'function';
		if (apart && x === y || Array.isArray(x) !== Array.isArray(y)) return false;
		var k, n = 0;
		for (k in x) { n++; if (!(k in y) || !equal(x[k], y[k], apart)) return false }
		for (k in y) n--;
		return n === 0;
	}
	function copies(x, again) { var y = minivet$f(x); return equal(y, again, true) && equal(x, again, false) && equal(y, x, true) }
	function left() {
		var o = { a1: 1, s: { p: 1, q: { r: 1 }, o: 6 }, t: { u: 'u', v: { w: 2 } }, z: 0 };
		for (var i = 0; i < names.length; i++) { put(o, names[i], i % 2 ? 'l' : { x: 'l' }); put(o.s, names[i], 'l') }
		return o;
	}
	function right() {
		var o = { b1: 2, s: { p: 2, v: 3, q: { w: 4 } }, y: { x: { k: 5 }, i: 's' }, f: false };
		for (var i = 0; i < names.length; i++) { put(o.s.q, names[i], 'r'); put(o.y, names[i], i % 2 ? 'r' : { x: 'r' }) }
		return o;
	}
	function both() {
		var o = left(), r = right();
		o.b1 = 2; o.s.p = 2; o.s.v = 3; o.s.q = r.s.q; o.s.q.r = 1; o.y = r.y; o.f = false;
		return o;
	}
	function apart(x, y) {
		if (!isObject(x)) return true;
		if (x === y) return false;
		if (!isObject(y)) return true;
		for (var k in x) if (!apart(x[k], y[k])) return false;
		return true;
	}
	function merges() {
		var l = left(), r = right(), out = minivet$f(l, r);
		return equal(out, both(), false) && equal(l, left(), false) && equal(r, right(), false) && apart(out, l) && apart(out, r);
	}
	if (args > 1) return merges() ? 'merge' : '';
	return copies(tree(0), tree(0)) && copies(tree(1), tree(1)) && copies([tree(0)], [tree(0)]) && minivet$f('t') === 't' && minivet$f(null) === null ? 'copy' : '';
}
