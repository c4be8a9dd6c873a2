// The server: either it answers with nothing, or with something that has every
// member a program may look for, and that is what it is compared with.
(function (host, native, global) {
  'use strict';
  host.anything = function anything(depth, holder, key) {
    var known = {}, p = new Proxy(known, {
      get: function (t, k) {
        if (typeof k !== 'string') {
          if (k === Symbol.iterator) return function () { return [member('0')][Symbol.iterator](); };
          if (k === Symbol.toPrimitive) return function (hint) { return hint === 'number' ? 1 : '1'; };
          return undefined;
        }
        if (Object.prototype.hasOwnProperty.call(t, k)) return t[k];
        if (k === 'then') return undefined;
        // What is made a text of, as for the storage, is read back as itself.
        if (k === 'toJSON') return function () { return native.written(p); };
        if (k === 'length') return 1;
        if (typeof Array.prototype[k] === 'function' && k !== 'toString') return function () { return Reflect.apply(Array.prototype[k], [member('0')], arguments); };
        if (typeof String.prototype[k] === 'function' && k !== 'toString') return function () { return Reflect.apply(String.prototype[k], '1', arguments); };
        if (k in Object.prototype) return k === 'toString' ? function () { return '1'; } : Object.prototype[k];
        return member(k);
      },
      set: function (t, k, v) { Object.defineProperty(t, k, { value: v, writable: true, enumerable: true, configurable: true }); return true; }
    });
    function member(k) {
      if (Object.prototype.hasOwnProperty.call(known, k)) return known[k];
      return (known[k] = depth < 6 ? anything(depth + 1, known, k) : '1');
    }
    native.unknown(p, holder || null, key || '');
    return p;
  };
  // What such a value is made a number or a text of is not known either.
  ['Number', 'String', 'parseInt', 'parseFloat', 'decodeURIComponent', 'encodeURIComponent', 'decodeURI', 'unescape'].forEach(function (name) {
    host.replace(name, function (args) { return args.length && native.isUnknown(args[0]) ? args[0] : undefined; });
  });
  host.isAnything = native.isUnknown;
  // given is what a link to a page says besides the page.
  host.given = function () { return native.user.server ? host.anything(6) : {}; };
  host.answer = function () { return native.user.server ? host.anything(0) : {}; };
})
