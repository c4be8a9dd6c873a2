// The virtual clock: timers wait in a queue, and time passes only when the driver
// takes the next one. Everything that the platform calls comes by way of it.
(function (host, native, global) {
  'use strict';
  var queue = [], seq = 0, now = 0, drawnAt = 0;

  // What comes again and again, or follows itself, comes less often in the end, or nothing
  // else would find time. level is the length of the chain that what runs is in.
  var level = 0;
  function later(delay, n) { return n < 32 ? delay : Math.max(10, delay) * (1 << Math.min(10, n >> 5)); }
  host.post = function (fn, delay, args, every) {
    var id = ++seq;
    if (queue.length < 2000) queue.push({ at: now + later(Math.max(0, +delay || 0), level), id: id, fn: fn, args: args || [], every: every, level: level + 1 });
    return id;
  };
  // due is the place in the queue of what comes next, -1 if nothing does.
  function due() {
    var best = -1;
    for (var i = 0; i < queue.length; i++) {
      if (best < 0 || queue[i].at < queue[best].at || (queue[i].at === queue[best].at && queue[i].id < queue[best].id)) best = i;
    }
    return best;
  }
  // step runs what is due next, if that is before the time until; false if nothing is.
  host.step = function (until) {
    var best = due();
    // What promises have changed since is drawn. Where that is found out by drawing all, it
    // is done once for all that is due soon.
    if (!host.ownData || best < 0 || queue[best].at > Math.max(now, drawnAt + 50)) { host.renderAll(); drawnAt = now; best = due(); }
    if (best < 0 || queue[best].at > until) {
      if (until > now) now = until;
      native.setNow(now);
      return false;
    }
    var t = queue[best];
    queue.splice(best, 1);
    if (t.at > now) now = t.at;
    native.setNow(now);
    if (t.every !== undefined) queue.push({ at: now + later(Math.max(10, t.every), t.level), id: t.id, fn: t.fn, args: t.args, every: t.every, level: t.level + 1 });
    level = t.level;
    host.guard(t.fn, undefined, t.args);
    level = 0;
    if (!host.ownData) host.renderAll();
    return true;
  };
  host.now = function () { return now; };
  // ran counts the calls into the program.
  host.ran = 0;
  // guard calls into the program; what it throws is noted and goes no further.
  host.guard = function (fn, self, args) {
    if (typeof fn !== 'function') return undefined;
    host.ran++;
    return host.attempt(fn, self, args);
  };
  // attempt is guard for what changes nothing.
  host.attempt = function (fn, self, args) {
    try {
      return Reflect.apply(fn, self, args || []);
    } catch (e) {
      host.threw('', e);
      return undefined;
    }
  };
  host.threw = function (where, e, loading) {
    var stack = '';
    try { stack = String(e && e.stack || '').slice(0, 2000); } catch (_) { /* none then */ }
    native.threw(where + host.words(e), stack, loading || '');
  };
  host.words = function (e) {
    try { return String(e && e.message || e).slice(0, 200); } catch (_) { return 'an error without words'; }
  };
  function drop(id) {
    queue = queue.filter(function (t) { return t.id !== id; });
  }
  global.setTimeout = function (fn, ms) { return host.post(fn, ms, Array.prototype.slice.call(arguments, 2)); };
  global.setInterval = function (fn, ms) { return host.post(fn, Math.max(10, +ms || 0), Array.prototype.slice.call(arguments, 2), +ms || 10); };
  global.clearTimeout = global.clearInterval = drop;
  global.setImmediate = function (fn) { return host.post(fn, 0); };
  global.queueMicrotask = function (fn) { Promise.resolve().then(fn); };
  global.requestAnimationFrame = function (fn) { return host.post(fn, 16); };
  global.cancelAnimationFrame = drop;
  var quiet = function () {};
  global.console = { log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet, trace: quiet, group: quiet, groupEnd: quiet, time: quiet, timeEnd: quiet, table: quiet };

  // What waits has its price, as it takes memory.
  var then = Promise.prototype.then;
  Promise.prototype.then = function (a, b) { native.work(8); return Reflect.apply(then, this, [a, b]); };
  // replace puts another function in the place of a constructor: first sees what it is given,
  // and the class that inherits from it, and what it returns is the value, if it is not undefined.
  host.replace = function (name, first) {
    var old = global[name];
    if (typeof old !== 'function') return;
    var guarded = function () {
      // What a constructor calls sees the constructor's new.target here, too.
      var made = this instanceof guarded && new.target, heir = made === guarded ? undefined : made || undefined, v = first(arguments, heir);
      if (v !== undefined) return v;
      return made ? Reflect.construct(old, arguments, heir || old) : Reflect.apply(old, this, arguments);
    };
    Object.getOwnPropertyNames(old).concat(Object.getOwnPropertySymbols(old)).forEach(function (k) {
      if (k !== 'prototype') Object.defineProperty(guarded, k, Object.getOwnPropertyDescriptor(old, k));
    });
    if (old.prototype) {
      guarded.prototype = old.prototype;
      Object.defineProperty(old.prototype, 'constructor', { value: guarded, writable: true, configurable: true });
    }
    Object.setPrototypeOf(guarded, Object.getPrototypeOf(old));
    Object.defineProperty(global, name, { value: guarded, writable: true, configurable: true });
  };
  // Buffers and lists: what makes a large one is refused. What a buffer is made of is read
  // once, as it may say something else the next time.
  function room(n, most, perStep) {
    if (n > most) throw new RangeError('too large for the replay');
    if (n > 256) native.work(Math.ceil(n / perStep));
  }
  var isView = global.ArrayBuffer.isView, isBuffer = Object.getOwnPropertyDescriptor(global.ArrayBuffer.prototype, 'byteLength').get;
  function buffer(v) { try { Reflect.apply(isBuffer, v, []); return true; } catch (e) { return false; } }
  ['ArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'].forEach(function (name) {
    host.replace(name, function (args) {
      var v = args[0];
      if (name === 'ArrayBuffer' || v === null || typeof v !== 'object') args[0] = v = Math.floor(+v) || 0;
      else if (!isView(v) && !buffer(v)) args[0] = v = List.from(v);
      room(typeof v === 'number' ? v : v.length || 0, 1 << 22, 256);
    });
  });
  var List;
  host.replace('Array', function (args) { if (args.length === 1 && typeof args[0] === 'number') room(args[0], 1 << 18, 64); });
  // What is around another of its kind, as often as can be, takes the machine's own stack, which is not counted.
  host.replace('Proxy', function () { native.work(16); });
  // An error keeps the stack.
  ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError'].forEach(function (name) { host.replace(name, function () { native.work(8); }); });
  // The native function would make a text of any length between two steps.
  String.raw = function (strings) {
    var raw = strings.raw, n = Math.min(raw.length, 10000), out = '';
    for (var i = 0; i < n; i++) out += raw[i] + (i < n - 1 && i + 1 < arguments.length ? arguments[i + 1] : '');
    return out;
  };
  // A list that is made of another has no need of that: its work is counted by the other.
  List = global.Array;
  Object.defineProperty(List, Symbol.species, { configurable: true, get: function () { return this === List ? undefined : this; } });
  // Regular expressions: what it takes to make one is counted, and each is compiled once for all runs.
  host.replace('RegExp', function (args, heir) {
    var made = native.regexp(args[0], args[1]);
    if (made && heir) Object.setPrototypeOf(made, heir.prototype);
    return made;
  });
  // Code that comes as a text is not run, as on the platform: nothing would count what it does.
  // A text that asks for the global object gets it.
  function code(args) {
    var text = args.length ? String(args[args.length - 1]) : '';
    return /^\s*return\s+this\s*;?\s*$/.test(text) ? function () { return global; } : function () {};
  }
  host.replace('Function', code);
  [async function () {}, function* () {}].forEach(function (f) {
    Object.defineProperty(Object.getPrototypeOf(f), 'constructor', { value: function () { return code(arguments); } });
  });
  global.eval = function () { throw new Error('eval is not there'); };
  // Numbers without bound: nothing would count what they take.
  ['BigInt', 'BigInt64Array', 'BigUint64Array'].forEach(function (name) { delete global[name]; });
})
