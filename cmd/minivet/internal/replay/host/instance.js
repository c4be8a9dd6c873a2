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
  // Names of browsers are there, and nothing: the platform declares them around every module.
  ['window', 'document', 'frames', 'self', 'location', 'navigator', 'localStorage', 'history', 'Caches', 'screen', 'alert', 'confirm', 'prompt', 'fetch', 'XMLHttpRequest', 'WebSocket', 'webkit',
    'WeixinJSCore', 'Reporter', 'print', 'WeixinJSBridge'].forEach(function (k) { if (!(k in global)) global[k] = undefined; });
  // Two functions of the language of views.
  global.getRegExp = function (text, flags) { return new global.RegExp(text, flags); };
  global.getDate = function () { return Reflect.construct(global.Date, arguments); };
  global.definePlugin = function () {};

  host.clone = native.clone;
  var empties = new Map([[String, ''], [Number, 0], [Boolean, false], [Array, []], [Object, null]]);
  function standard(p) {
    if (p === null || typeof p !== 'object') return host.clone(empties.get(p));
    return 'value' in p ? host.clone(p.value) : host.clone(empties.get(p.type));
  }
  // field is a path that an observer names.
  function field(text) {
    var path = text.trim().replace(/\.?\*\*$/, '').replace(/\[(\d+)\]/g, '.$1');
    return { path: path, top: path.split('.')[0] };
  }
  // flatten merges behaviours into one definition.
  function flatten(def, into, depth) {
    (Array.isArray(def.behaviors) ? def.behaviors : []).forEach(function (b) { into.behaviors.push(b); if (b && typeof b === 'object' && depth < 10) flatten(b, into, depth + 1); });
    Object.assign(into.data, typeof def.data === 'function' ? {} : def.data || {});
    Object.assign(into.properties, def.properties || {});
    // Alipay's components have properties with values, and names of their own for what is called.
    if (native.props) {
      Object.keys(def.props || {}).forEach(function (k) { into.properties[k] = { type: null, value: def.props[k] }; });
      (Array.isArray(def.mixins) ? def.mixins : []).forEach(function (m) { if (m && typeof m === 'object' && depth < 10) flatten(m, into, depth + 1); });
      [['created', 'onInit'], ['attached', 'didMount'], ['detached', 'didUnmount']].forEach(function (p) {
        if (typeof def[p[1]] === 'function') (into.life[p[0]] = into.life[p[0]] || []).push(def[p[1]]);
      });
    }
    Object.keys(def.properties || {}).forEach(function (k) { if (def.properties[k] && def.properties[k].observer) into.watched.push(k); });
    Object.assign(into.methods, def.methods || {});
    Object.keys(def.observers || {}).forEach(function (k) { into.observers.push({ fields: k.split(',').map(field), fn: def.observers[k] }); });
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
    var flat = !d.vue && d.flat || (d.flat = flatten(d.def, { data: {}, properties: {}, methods: {}, observers: [], watched: [], behaviors: [], relations: {}, life: {}, pageLife: {} }, 0));
    host.changed = true;
    var self = {}, inst = { path: path, self: self, parent: parent, record: record, flat: flat, children: Object.create(null), records: [], parts: [], active: [], related: Object.create(null), dirty: true, id: ++serial, live: true };
    if (d.page) Object.keys(d.def).forEach(function (k) { if (k !== 'data' && k !== 'behaviors') self[k] = host.clone(d.def[k]); });
    Object.assign(self, flat.methods);
    self.data = self.properties = host.clone(flat.data);
    if (native.props) self.props = self.data;
    Object.keys(flat.properties).forEach(function (k) { self.data[k] = standard(flat.properties[k]); });
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
    if (d.react) host.setUpReact(inst, d.react);
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
      var top = /[.[]/.test(k) ? k.split(/[.[]/)[0] : k;
      if (!(top in old)) old[top] = inst.self.data[top];
      host.setPath(inst.self.data, k, host.clone(values[k]));
      return String(k);
    });
    host.mark(inst);
    host.observe(inst, changed, old);
  };
  // touches tells whether one of some paths is a path, around it or in it.
  function touches(path, paths) {
    return paths.some(function (c) { return c === path || c.indexOf(path + '.') === 0 || path.indexOf(c + '.') === 0; });
  }
  var depth = 0;
  host.observe = function (inst, changed, old) {
    if (depth > 20) return;
    depth++;
    if (inst.flat.observers.length) {
      var paths = changed.map(function (c) { return c.indexOf('[') < 0 ? c : c.replace(/\[(\d+)\]/g, '.$1'); });
      inst.flat.observers.forEach(function (o) {
        if (!o.fields.some(function (f) { return f.path === '' || f.top in old && touches(f.path, paths); })) return;
        host.guard(o.fn, inst.self, o.fields.map(function (f) { return f.path === '' ? inst.self.data : host.read(inst.self.data, f.path); }));
      });
    }
    inst.flat.watched.forEach(function (k) {
      if (!(k in old) || old[k] === inst.self.data[k]) return;
      var f = inst.flat.properties[k].observer;
      host.guard(typeof f === 'string' ? inst.self[f] : f, inst.self, [inst.self.data[k], old[k], [k]]);
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
