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
    try {
      Reflect.apply(made, undefined, [module.exports, requireFrom(path), module, native.tick, native.size]);
    } catch (e) {
      native.threw(path + ': ' + host.words(e));
    }
    return module.exports;
  };
  function requireFrom(from) {
    function require(spec, done) {
      var path = native.resolve(from, String(spec));
      if (!path) throw new Error("module '" + String(spec).slice(0, 100) + "' is not defined");
      var exports = host.load(path);
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
