// The server: either it answers with nothing, or with something that has every
// member a program may look for.
(function (host, native, global) {
  'use strict';
  var all = new WeakSet();
  var zero = { code: 1, errcode: 1, errCode: 1, errno: 1, error: 1, err: 1, ret: 1, status: 1, message: 1, errMsg: 1 };
  host.anything = function anything(depth) {
    var p = new Proxy({}, {
      get: function (t, k) {
        if (typeof k !== 'string') {
          if (k === Symbol.iterator) return function () { return [member()][Symbol.iterator](); };
          if (k === Symbol.toPrimitive) return function (hint) { return hint === 'number' ? 1 : '1'; };
          return undefined;
        }
        if (k in t) return t[k];
        if (k === 'then' || k === 'toJSON') return undefined;
        if (k === 'length') return 1;
        if (zero[k]) return 0;
        if (typeof Array.prototype[k] === 'function' && k !== 'toString') return function () { return Reflect.apply(Array.prototype[k], [member()], arguments); };
        if (k in Object.prototype) return k === 'toString' ? function () { return '1'; } : Object.prototype[k];
        return (t[k] = member(k));
      }
    });
    function member() { return depth < 4 ? anything(depth + 1) : '1'; }
    all.add(p);
    return p;
  };
  host.isAnything = function (v) { return v !== null && typeof v === 'object' && all.has(v); };
  host.answer = function () { return native.user.server ? host.anything(0) : {}; };
})
