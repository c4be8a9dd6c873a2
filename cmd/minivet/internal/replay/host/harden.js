// The host runs in the same realm as the program, so what it relies on must stay
// as it is: a program that assigns to a built-in method changes nothing. Objects
// that inherit from it may still have a member of their own of that name.
(function (host, native, global) {
  'use strict';
  var define = Object.defineProperty, describe = Object.getOwnPropertyDescriptor;
  function fix(owner, name) {
    var d = describe(owner, name);
    if (!d || !d.configurable || typeof d.value !== 'function' || name === 'constructor') return;
    var value = d.value;
    define(owner, name, {
      configurable: false, enumerable: false,
      get: function () { return value; },
      set: function (v) {
        if (this !== owner && this !== null && typeof this === 'object') define(this, name, { value: v, writable: true, enumerable: true, configurable: true });
      }
    });
  }
  [Object, Array, String, Number, Reflect, JSON, Promise, Promise.prototype, Array.prototype, String.prototype, Function.prototype, RegExp.prototype,
    Map.prototype, Set.prototype, WeakSet.prototype, Math].forEach(function (owner) {
    Object.getOwnPropertyNames(owner).forEach(function (name) { fix(owner, name); });
  });
})
