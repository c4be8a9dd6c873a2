// Modules: each is run once, the first time that it is asked for.
(function (host, native, global) {
  'use strict';
  var cache = Object.create(null);

  host.load = function (path) {
    if (cache[path]) return cache[path].exports;
    var module = { exports: {}, id: path };
    cache[path] = module;
    var made = native.load(path);
    if (typeof made !== 'function') {
      if (made !== undefined) module.exports = made;
      return module.exports;
    }
    var outer = host.loadingModule;
    host.loadingModule = path;
    try {
      Reflect.apply(made, undefined, [module.exports, requireFrom(path), module].concat(native.meters));
    } catch (e) {
      host.threw(path + ': ', e, path);
    }
    host.loadingModule = outer;
    return module.exports;
  };
  // standIn is what a program gets for a module that is not in its package, as
  // sources come without what a package manager installs: every member is there,
  // and can be called.
  var standIns = Object.create(null);
  var made = new WeakSet();
  host.isStandIn = function (f) { return made.has(f); };
  // isClass tells a class from other functions: what is given one, as a decorator is, hands it back.
  function isClass(f) {
    var p = typeof f === 'function' && !made.has(f) && f.prototype;
    return !!p && typeof p === 'object' && (Object.getOwnPropertyNames(p).length > 1 || Object.getPrototypeOf(p) !== Object.prototype);
  }
  function standIn(spec) { return standIns[spec] || (standIns[spec] = host.standIn(true)); }
  host.standIn = function make(imported) {
    var members = Object.create(null);
    function member(t, k) {
      if (k === Symbol.toPrimitive) return function (hint) { return hint === 'number' ? 1 : '1'; };
      if (k === Symbol.iterator) return function () { return [][Symbol.iterator](); };
      if (k === Symbol.hasInstance) return function () { return false; };
      if (typeof k !== 'string' || k === 'then' || k === 'toJSON' || k === '__esModule') return undefined;
      if (k === 'prototype') return t[k];
      if (k === 'length') return 0;
      if (k === 'call' || k === 'apply' || k === 'bind') return function () { return make(false); };
      return members[k] || (members[k] = make(false));
    }
    var handler = {
      get: member,
      set: function (t, k, v) { if (typeof k === 'string') members[k] = v; return true; },
      apply: function (t, self, args) { return isClass(args[0]) ? args[0] : make(false); },
      construct: function () { return make(false); }
    };
    // What imports it by name takes a copy that inherits from its prototype.
    if (imported) {
      var proto = new Proxy(Object.create(null), { get: member });
      handler.getPrototypeOf = function () { return proto; };
    }
    var it = new Proxy(function () {}, handler);
    made.add(it);
    return it;
  };
  // What build tools put in place of names of theirs.
  global.minivetEnv = host.standIn(false);
  // Names that a build tool puts constants in place of are not there in sources.
  if (native.sources) Object.setPrototypeOf(global, new Proxy(Object.getPrototypeOf(global), {
    has: function (t, k) { return k in t || typeof k === 'string' && constant.test(k); },
    get: function (t, k) { return typeof k === 'string' && !(k in t) && constant.test(k) ? host.standIn(k) : t[k]; }
  }));
  var constant = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
  global.minivetGlob = function () { return {}; };
  var asset = /\.(png|jpe?g|gif|svg|webp|css|s[ac]ss|less|styl|ttf|woff2?|mp[34])$/i;
  function requireFrom(from) {
    function require(spec, done) {
      var path = native.resolve(from, String(spec));
      var model = path ? undefined : host.library(String(spec));
      if (!path && !model && !asset.test(spec)) native.threw("module '" + String(spec).slice(0, 100) + "' is not in the package: a stand-in is used", '');
      var exports = path ? host.load(path) : model || standIn(String(spec));
      if (typeof done === 'function') host.post(done, 0, [exports]);
      return exports;
    }
    require.async = function (spec) {
      return new Promise(function (resolve, reject) {
        host.post(function () { try { resolve(require(spec)); } catch (e) { reject(e); } }, 0);
      });
    };
    return require;
  }
})
