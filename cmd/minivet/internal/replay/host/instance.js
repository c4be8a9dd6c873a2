// Pages and components: what the program defines, and the instances of it.
(function (host, native, global) {
  'use strict';
  host.defs = Object.create(null);
  host.loading = null;
  host.app = {};
  global.App = function (def) { host.app = Object.assign(host.app, def); };
  global.Page = function (def) { if (host.loading) host.defs[host.loading] = { page: true, def: def || {} }; };
  global.Component = function (def) { if (host.loading) host.defs[host.loading] = { page: false, def: def || {} }; return host.loading; };
  global.Behavior = function (def) { return Object.assign({ __behavior: true }, def); };
  global.getApp = function () { return host.app; };
  global.getCurrentPages = function () { return host.stack.map(function (p) { return p.self; }); };
  global.requirePlugin = function () { return host.standIn(true); };
  global.global = global;
  global.__wxConfig = {};
  // Two functions of the language of views.
  global.getRegExp = function (text, flags) { return new global.RegExp(text, flags); };
  global.getDate = function () { return Reflect.construct(global.Date, arguments); };
  global.definePlugin = function () {};

  host.clone = function clone(v, depth) {
    if (v === null || typeof v !== 'object' || depth > 12 || host.isAnything(v)) return v;
    if (Array.isArray(v)) return v.map(function (x) { return clone(x, (depth || 0) + 1); });
    var proto = Object.getPrototypeOf(v);
    if (proto !== Object.prototype && proto !== null) return v;
    var o = {};
    Object.keys(v).forEach(function (k) { o[k] = clone(v[k], (depth || 0) + 1); });
    return o;
  };
  var empties = new Map([[String, ''], [Number, 0], [Boolean, false], [Array, []], [Object, null]]);
  function standard(p) {
    if (p === null || typeof p !== 'object') return host.clone(empties.get(p));
    return 'value' in p ? host.clone(p.value) : host.clone(empties.get(p.type));
  }
  // flatten merges behaviours into one definition.
  function flatten(def, into, depth) {
    (Array.isArray(def.behaviors) ? def.behaviors : []).forEach(function (b) { into.behaviors.push(b); if (b && typeof b === 'object' && depth < 10) flatten(b, into, depth + 1); });
    Object.assign(into.data, host.clone(typeof def.data === 'function' ? {} : def.data || {}, 0));
    Object.assign(into.properties, def.properties || {});
    Object.assign(into.methods, def.methods || {});
    Object.keys(def.observers || {}).forEach(function (k) { into.observers.push({ fields: k.split(',').map(function (f) { return f.trim(); }), fn: def.observers[k] }); });
    Object.assign(into.relations, def.relations || {});
    ['created', 'attached', 'ready', 'moved', 'detached'].forEach(function (k) {
      var f = def.lifetimes && def.lifetimes[k] || def[k];
      if (typeof f === 'function') (into.life[k] = into.life[k] || []).push(f);
    });
    Object.keys(def.pageLifetimes || {}).forEach(function (k) { (into.pageLife[k] = into.pageLife[k] || []).push(def.pageLifetimes[k]); });
    return into;
  }
  var serial = 0;
  host.make = function (path, parent, record) {
    var d = host.defs[path] || { page: !parent, def: {} };
    var flat = flatten(d.def, { data: {}, properties: {}, methods: {}, observers: [], behaviors: [], relations: {}, life: {}, pageLife: {} }, 0);
    var self = {}, inst = { path: path, self: self, parent: parent, record: record, flat: flat, children: Object.create(null), records: [], related: Object.create(null), dirty: true, id: ++serial, live: true };
    if (d.page) Object.keys(d.def).forEach(function (k) { if (k !== 'data' && k !== 'behaviors') self[k] = host.clone(d.def[k], 0); });
    Object.assign(self, flat.methods);
    Object.keys(flat.properties).forEach(function (k) { flat.data[k] = standard(flat.properties[k]); });
    self.data = self.properties = flat.data;
    self.is = self.route = self.__route__ = path;
    self.id = ''; self.dataset = {};
    self.setData = function (values, done) { host.setData(inst, values); if (typeof done === 'function') host.post(done, 1, [], undefined); };
    self.setData = self.setData.bind(self);
    self.triggerEvent = function (name, detail) { host.trigger(inst, String(name), detail); };
    self.selectComponent = function (sel) { return host.select(inst, String(sel))[0] || null; };
    self.selectAllComponents = function (sel) { return host.select(inst, String(sel)); };
    self.selectOwnerComponent = function () { return parent && parent.self; };
    self.createSelectorQuery = function () { return host.selector(); };
    self.createIntersectionObserver = self.createMediaQueryObserver = function () { return host.object('Observer'); };
    self.getOpenerEventChannel = function () { return inst.channel || host.channel(); };
    self.getTabBar = function () { return null; };
    self.getPageId = function () { return 'p' + inst.id; };
    self.hasBehavior = function (b) { return flat.behaviors.indexOf(b) >= 0; };
    self.getRelationNodes = function (key) { return (inst.related[key] || []).slice(); };
    if (d.vue) host.setUp(inst, d.vue);
    self.groupSetData = function (fn) { host.guard(fn, self); };
    self.animate = self.clearAnimation = self.applyAnimatedStyle = function () {};
    return inst;
  };
  host.life = function (inst, name, args) { (inst.flat.life[name] || []).forEach(function (f) { host.guard(f, inst.self, args); }); };
  host.setPath = function (data, path, value) {
    var keys = String(path).replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean), o = data;
    if (!keys.length || keys.length > 20) return '';
    for (var i = 0; i < keys.length - 1; i++) {
      if (keys[i] === '__proto__') return '';
      if (o[keys[i]] === null || typeof o[keys[i]] !== 'object') o[keys[i]] = /^\d+$/.test(keys[i + 1]) ? [] : {};
      o = o[keys[i]];
    }
    if (keys[i] !== '__proto__') o[keys[i]] = value;
    return keys[0];
  };
  host.read = function (data, path) {
    return path.split('.').reduce(function (o, k) { return o === null || o === undefined ? undefined : o[k]; }, data);
  };
  host.setData = function (inst, values) {
    if (values === null || typeof values !== 'object') return;
    var old = Object.create(null), changed = Object.keys(values).map(function (k) {
      var top = String(k).split(/[.[]/)[0];
      if (!(top in old)) old[top] = inst.self.data[top];
      host.setPath(inst.self.data, k, host.clone(values[k], 0));
      return String(k);
    });
    inst.dirty = true;
    host.observe(inst, changed, old);
  };
  var depth = 0;
  host.observe = function (inst, changed, old) {
    if (depth > 20) return;
    depth++;
    inst.flat.observers.forEach(function (o) {
      var hit = o.fields.some(function (f) {
        var base = f.replace(/\.?\*\*$/, '').replace(/\[(\d+)\]/g, '.$1');
        return base === '' || changed.some(function (c) { c = c.replace(/\[(\d+)\]/g, '.$1'); return c === base || c.indexOf(base + '.') === 0 || base.indexOf(c + '.') === 0; });
      });
      if (hit) host.guard(o.fn, inst.self, o.fields.map(function (f) { return host.read(inst.self.data, f.replace(/\.?\*\*$/, '').replace(/\[(\d+)\]/g, '.$1')); }));
    });
    changed.forEach(function (k) {
      var p = inst.flat.properties[k], f = p && p.observer;
      if (typeof f === 'string') f = inst.self[f];
      if (typeof f === 'function' && old[k] !== inst.self.data[k]) host.guard(f, inst.self, [inst.self.data[k], old[k], [k]]);
    });
    depth--;
  };
  host.channel = function () {
    var on = Object.create(null);
    return {
      on: function (k, f) { (on[k] = on[k] || []).push(f); },
      once: function (k, f) { (on[k] = on[k] || []).push(function g() { on[k] = on[k].filter(function (x) { return x !== g; }); return Reflect.apply(f, undefined, arguments); }); },
      off: function (k) { delete on[k]; },
      emit: function (k) { var a = Array.prototype.slice.call(arguments, 1); (on[k] || []).slice(0, 50).forEach(function (f) { host.guard(f, undefined, a); }); }
    };
  };
})
