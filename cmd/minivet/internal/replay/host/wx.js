// wx: every name is a function that is recorded and answers as its row of the
// catalogue says; names without a row go by their spelling.
(function (host, native, global) {
  'use strict';
  var rows = Object.create(null), storage = native.storage, listeners = [];
  var needPrivacy = [];

  function row(name) { return rows[name] || (rows[name] = native.row(name)); }

  // settle answers a call by callbacks, or by the promise that it returns.
  function settle(name, opts, outcome, promised) {
    var o = opts !== null && typeof opts === 'object' ? opts : {};
    var byCallback = typeof o.success === 'function' || typeof o.fail === 'function' || typeof o.complete === 'function';
    var hand;
    var promise = byCallback || promised === false ? undefined : new Promise(function (resolve, reject) { hand = { resolve: resolve, reject: reject }; });
    host.post(function () {
      outcome(function (ok, value) {
        var res = Object.assign({ errMsg: name.replace(/^.*\./, '') + (ok ? ':ok' : ':fail ' + (value && value.why || 'cancel')) }, value);
        if (res.off) res.errCode = res.errno = host.anything(0, res, 'errCode'); // whatever the program looks for
        host.post(function () {
          if (byCallback) {
            host.guard(ok ? o.success : o.fail, o, [res]);
            host.guard(o.complete, o, [res]);
          } else if (hand) ok ? hand.resolve(res) : hand.reject(res);
        }, 0);
      });
    }, 5);
    return promise;
  }
  function denied(r) { return { why: 'auth deny', errCode: -12006, errno: 103, why2: r.scope }; }

  // permitted asks what the platform itself asks before a call.
  function permitted(name, r, mark, go, no) {
    function scoped() {
      native.commit(mark);
      if (native.user.offline && r['switch']) return no({ why: 'not available', off: true });
      if (r.prompts && r.scope && !host.scope(r.scope)) return no(denied(r));
      if (r.prompts && !r.scope && r.table && !host.privacy()) return no({ why: 'privacy permission is not authorized', errno: 104 });
      if (r.consent === 'picker' && !host.picks(name)) return no({ why: 'cancel' });
      go();
    }
    if (!r.table || !native.wechat || !needPrivacy.length || host.privacyAgreed()) return scoped();
    var done = false;
    function resolve(answer) {
      if (done) return;
      if (answer && answer.event === 'agree') { done = true; host.agreePrivacy(); scoped(); }
      else if (answer && answer.event === 'disagree') { done = true; no({ why: 'privacy permission is not authorized', errno: 104 }); }
    }
    native.asked('the platform holds ' + name + ' back until the program asked', 'waits', false, '');
    host.guard(needPrivacy[needPrivacy.length - 1], undefined, [resolve, { referrer: name }]);
  }

  var special = Object.create(null);
  function call(name) {
    return function (opts) {
      var r = row(name);
      if (special[name]) { if (r.source) native.commit(native.mark(name)); return Reflect.apply(special[name], this, arguments); }
      return invoke(name, r, opts, arguments);
    };
  }
  function invoke(name, r, opts, args) {
    var mark = r.source ? native.mark(name) : -1;
    if (r.listener) {
      if (/(^|\.)off[A-Z]/.test(name)) {
        var on = name.replace(/(^|\.)off/, '$1on');
        listeners = listeners.filter(function (l) { return l.name !== on; });
        return undefined;
      }
      native.commit(mark);
      for (var i = 0; i < args.length; i++) if (typeof args[i] === 'function') {
        if (listeners.length < 200) listeners.push({ name: name, fn: args[i], last: -1 });
        break;
      }
      return undefined;
    }
    if (r.sync) {
      native.commit(mark);
      return native.sample(name);
    }
    var returned = r.via === 'return' ? host.object(r.returns) : undefined;
    if (r.factory) {
      native.commit(mark);
      return returned || host.object(r.returns || name);
    }
    var p = settle(name, opts, function (done) {
      permitted(name, r, mark, function () {
        var value = native.sample(name);
        if (r.via && r.via.indexOf('success') === 0) {
          var path = r.via.split('.');
          if (path.length === 1) value = host.object(r.returns); else value[path[1]] = host.object(r.returns);
        }
        done(true, value);
      }, function (why) { done(false, why); });
    });
    if (returned && p) { returned.then = p.then.bind(p); returned.catch = p.catch.bind(p); }
    return returned || p;
  }
  // constants are members that are no functions.
  var constants = { NFCAdapter: { tech: { ndef: 'NDEF', nfcA: 'NFC-A', nfcB: 'NFC-B', nfcF: 'NFC-F', nfcV: 'NFC-V', isoDep: 'ISO-DEP', mifareClassic: 'MIFARE Classic', mifareUltralight: 'MIFARE Ultralight' } } };
  // object is what a factory hands out: its methods are rows "Type.method".
  host.object = function (type) {
    var kept = Object.assign(Object.create(null), constants[type]);
    return new Proxy(kept, {
      // An image is there as soon as it is told where it is.
      set: function (t, k, v) {
        t[k] = v;
        if (k === 'src') host.post(function () { host.guard(t.onload, t, [{}]); }, 5);
        return true;
      },
      get: function (t, k) {
        if (k in t || typeof k !== 'string' || k === 'then' || k === 'catch' || k === 'finally' || k === 'toJSON') return t[k];
        var name = type + '.' + k;
        t[k] = function () {
          var r = row(name), known = r.known;
          if (!known) r = rows['.' + k] || (rows['.' + k] = native.rowByName(k));
          if (!known && r.factory) return host.object(type);
          if (!known && !r.listener) return chain(type, k, arguments, this);
          return invoke(name, r, arguments[0], arguments);
        };
        return t[k];
      }
    });
  };
  // chain answers methods of no row: those with callbacks call them, the others hand the object back.
  function chain(type, k, args, self) {
    var o = args[0];
    if (type.indexOf('FileSystem') === 0) return /Sync$/.test(k) ? '' : settle(k, o, function (done) { done(true, {}); });
    if (o !== null && typeof o === 'object' && (o.success || o.fail || o.complete)) return settle(k, o, function (done) { done(true, {}); });
    for (var i = 0; i < args.length; i++) if (typeof args[i] === 'function') { host.post(args[i], 5, [native.sample(k)]); break; }
    return self;
  }
  host.fireListeners = function () {
    var list = listeners.slice(0, 50);
    list.forEach(function (l) {
      host.post(function () { native.event('the platform fires ' + l.name); host.guard(l.fn, undefined, [native.sample(l.name)]); }, 1);
    });
    return list.length;
  };
  host.special = special;
  host.settle = settle;
  host.storage = storage;
  host.needPrivacy = needPrivacy;
  // What the program puts there itself, and the platform has no such thing, is not there before.
  var own = native.owns;
  var made = Object.create(null);
  function platform(prefix) {
    return new Proxy(made, {
      get: function (t, k) {
        if (typeof k !== 'string') return undefined;
        if (k in t) return t[k];
        if (own[k]) return undefined;
        if (k in Object.prototype) return Object.prototype[k];
        if (k === 'env') return { USER_DATA_PATH: 'wxfile://usr' };
        if (k === 'cloud') return (t[k] = host.cloud());
        return (t[k] = call(k));
      },
      has: function (t, k) { return k in t || !own[k]; },
      set: function (t, k, v) { t[k] = v; return true; },
      ownKeys: function () { return native.names(); },
      getOwnPropertyDescriptor: function (t, k) {
        return typeof k === 'string' && this.has(t, k) ? { configurable: true, enumerable: true, writable: true, value: this.get(t, k) } : undefined;
      }
    });
  }
  host.cloud = function () {
    return new Proxy(Object.create(null), { get: function (t, k) {
      if (typeof k !== 'string' || k === 'then') return undefined;
      if (k === 'init') return function () {};
      if (k === 'database') return function () { return host.query(); };
      return function (o) { return settle('cloud.' + k, o, function (done) { done(true, { result: host.answer(), data: [], fileList: [] }); }); };
    } });
  };
  // query is a cloud database: every method leads on, get and add and the like answer.
  host.query = function () {
    var q = new Proxy(function () {}, {
      get: function (t, k) {
        if (k === 'then' || typeof k !== 'string') return undefined;
        if (/^(get|add|update|remove|set|count)$/.test(k)) return function (o) { return settle(k, o, function (done) { done(true, { data: [], total: 0 }); }); };
        return q;
      },
      apply: function () { return q; }
    });
    return q;
  };
  host.platform = platform();
  native.globals.forEach(function (g) { if (!(g in global)) global[g] = host.platform; });
})
