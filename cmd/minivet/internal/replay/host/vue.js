// Single-file components: pages and components that are described by options, or by
// an instance of a class, and are their own data.
(function (host, native, global) {
  'use strict';
  host.instances = new WeakMap();
  var owner = null;
  // hookOwner is what is being set up: an instance, or what the module describes that is loading.
  host.hookOwner = function () { return owner || host.described(); };
  // described is what the module that is loading describes; null if that is nothing.
  host.described = function () {
    var path = host.loadingModule ? native.describes(host.loadingModule) : '';
    if (!path) return null;
    if (path === 'app') return appOwner;
    var d = host.defs[path];
    if (!d || !d.vue) d = host.defs[path] = { page: native.isPage(path), def: {}, vue: { options: [], bindings: null, hooks: Object.create(null), watches: [] } };
    return d.vue;
  };
  var appOwner = { options: [], bindings: null, hooks: Object.create(null), watches: [] };
  host.describe = function (options) {
    var d = host.described();
    if (d && typeof options === 'function') options = host.guard(function () { return new options(); }); // a class of WePY 1
    if (d && options !== null && typeof options === 'object') d.options.push(options);
    if (d === appOwner) app();
  };
  global.$component = host.describe;
  global.$setup = function (bindings) { var d = host.described(); if (d) d.bindings = bindings; if (d === appOwner) app(); };
  global.defineProps = function (props) { var d = host.described() || {}; if (props) (d.options || []).push({ props: props }); return (d.given = d.given || {}); };
  global.withDefaults = function (props, defaults) { return Object.assign(props, defaults); };
  global.defineEmits = function () { var d = host.described(); return function (k) { if (d && d.last) Reflect.apply(d.last.$emit, d.last, arguments); }; };
  global.defineExpose = global.defineOptions = function () {};

  var hookNames = ['onLaunch', 'onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onPullDownRefresh', 'onReachBottom', 'onPageScroll', 'onResize', 'onTabItemTap', 'onShareAppMessage', 'onShareTimeline', 'onAddToFavorites', 'onError', 'onPageNotFound'];
  var lifeNames = { created: ['beforeCreate', 'created', 'onCreated', 'onInit'], attached: ['attached', 'beforeMount', 'onBeforeMount'], ready: ['mounted', 'onMounted', 'ready', 'activated'], detached: ['beforeDestroy', 'destroyed', 'beforeUnmount', 'unmounted', 'onUnmounted', 'onBeforeUnmount', 'detached'] };

  var named = hookNames.concat(lifeNames.created, lifeNames.attached, lifeNames.ready, lifeNames.detached);

  var known = named.concat('data', 'setup', 'render', 'provide', 'props', 'computed');

  function app() {
    var self = host.app;
    appOwner.options.forEach(function (o) {
      for (var k in o) if (!(k in self) && k !== 'constructor') self[k] = o[k];
      if (typeof o.globalData === 'function') self.globalData = o.globalData();
      if (o.methods) Object.assign(self, o.methods);
      if (o.data) Object.assign(self, typeof o.data === 'function' ? host.guard(o.data, self) : o.data);
    });
    self.$vm = self;
    Object.keys(appOwner.hooks).forEach(function (k) { self[k] = all(appOwner.hooks[k], self); });
  }
  function all(list, self) { return function () { var out; for (var i = 0; i < list.length; i++) out = host.guard(list[i], self, arguments); return out; }; }

  // gather collects what options and their mixins bring, mixins first.
  function gather(list) {
    var out = [];
    (function add(o, depth) {
      if (typeof o === 'function') { try { o = new o(); } catch (e) { return; } }
      if (o === null || typeof o !== 'object' || depth > 8) return;
      [].concat(o.mixins || [], o.extends || []).forEach(function (m) { add(m, depth + 1); });
      if (out.indexOf(o) < 0) out.push(o);
    }).call(null, { mixins: list }, 0);
    return out.slice(0, -1);
  }

  // setUp makes an instance what its description says.
  host.setUp = function (inst, d) {
    var list = gather(d.options), last = list[list.length - 1], self = inst.self, hooks = Object.create(null), flat = inst.flat;
    host.ownData = true;
    inst.vue = { watches: d.watches.slice(), hooks: Object.create(null), self: self };
    host.instances.set(self, inst);
    Object.setPrototypeOf(self, last && Object.getPrototypeOf(last) !== Object.prototype && Object.getPrototypeOf(last) !== null ? last : host.vueBase);
    if (Object.getPrototypeOf(self) === last && !('$emit' in last)) Object.setPrototypeOf(self, host.vueBase);
    inst.given = d.given;
    helpers(inst);
    function hooked(name, fn) { if (typeof fn === 'function') (hooks[name] = hooks[name] || []).push(fn); }
    list.forEach(function (o) {
      props(inst, o.props); props(inst, o.properties);
      Object.keys(o.methods || {}).forEach(function (k) { if (typeof o.methods[k] === 'function') self[k] = o.methods[k].bind(self); });
      // A page of mpx has its handlers beside its hooks.
      if (inst.page === undefined && !inst.parent) Object.keys(o).forEach(function (k) {
        if (typeof o[k] === 'function' && !(k in self) && known.indexOf(k) < 0 && !/^before|^unmounted$|^errorCaptured$/.test(k)) self[k] = o[k].bind(self);
      });
      computed(self, o.computed);
    });
    // The names of what is called are found once for all instances.
    var called = d.called || (d.called = list.map(function (o) { return named.filter(function (k) { return k in o || o.lifetimes && k in o.lifetimes; }); }));
    list.forEach(function (o, at) {
      Object.assign(self, host.clone(typeof o.data === 'function' ? host.guard(o.data, self, [self]) || {} : o.data || {}));
      called[at].forEach(function (k) {
        hooked(k, o[k]);
        if (o.lifetimes) hooked(k, o.lifetimes[k]);
      });
      Object.keys(o.pageLifetimes || {}).forEach(function (k) { (flat.pageLife[k] = flat.pageLife[k] || []).push(o.pageLifetimes[k]); });
      if (o.events && typeof o.events === 'object') inst.events = Object.assign(inst.events || {}, o.events);
    });
    owner = inst.vue;
    list.forEach(function (o) { if (typeof o.setup === 'function') bind(self, host.guard(o.setup, undefined, [self, { emit: self.$emit.bind(self), attrs: {}, slots: {}, expose: function () {} }])); });
    owner = null;
    if (d.bindings) bind(self, d.bindings);
    d.last = self;
    list.forEach(function (o) { Object.keys(o.watch || {}).forEach(function (k) { watch(inst, k, o.watch[k]); }); });
    [d.hooks, inst.vue.hooks].forEach(function (m) { Object.keys(m).forEach(function (k) { m[k].forEach(function (f) { hooked(k, f); }); }); });
    hookNames.forEach(function (k) { if (hooks[k]) self[k] = all(hooks[k], self); });
    Object.keys(lifeNames).forEach(function (phase) {
      flat.life[phase] = [].concat.apply([], lifeNames[phase].map(function (k) { return hooks[k] || []; }));
    });
  };
  function hidden(o, k, get) { Object.defineProperty(o, k, { configurable: true, enumerable: false, get: get, set: function (v) { Object.defineProperty(o, k, { value: v, writable: true, configurable: true, enumerable: true }); } }); }
  function helpers(inst) {
    var self = inst.self;
    ['data', 'properties', '$data', '$props'].forEach(function (k) { delete self[k]; hidden(self, k, function () { return self; }); });
    hidden(self, '$vm', function () { return self; });
    hidden(self, '$parent', function () { return inst.parent ? inst.parent.self : host.app; });
    hidden(self, '$root', function () { return (inst.page || inst).self; });
    hidden(self, '$scope', function () { return self; });
    hidden(self, '$children', function () { return Object.keys(inst.children).map(function (k) { return inst.children[k].self; }); });
    hidden(self, '$mp', function () { return { query: self.options || {}, page: self, appOptions: {} }; });
    hidden(self, '$refs', function () {
      return new Proxy({}, { get: function (t, k) {
        if (typeof k !== 'string') return undefined;
        var c = Object.keys(inst.children).map(function (n) { return inst.children[n]; }).filter(function (x) { return x.record.attrs.ref === k || x.record.attrs['wx:ref'] === k; });
        return c.length ? c[0].self : host.standIn(false);
      } });
    });
    self.$watch = function (k, fn) { watch(inst, String(k), fn); };
    self.$options = {};
  }
  function props(inst, p) {
    if (Array.isArray(p)) { var m = {}; p.forEach(function (k) { m[k] = null; }); p = m; }
    Object.keys(p || {}).forEach(function (k) {
      var def = p[k], type = def !== null && typeof def === 'object' && !Array.isArray(def) ? def.type : def, v;
      if (def !== null && typeof def === 'object') v = 'default' in def ? def.default : def.value;
      inst.flat.properties[k] = { type: type };
      inst.self[k] = typeof v === 'function' && type !== global.Function ? host.guard(v, inst.self) : v;
    });
  }
  // once is a getter that is computed once for a drawing.
  host.once = function (get) {
    var at = 0, v;
    return function () {
      if (!host.drawing) return get();
      if (at !== host.drawing) { v = get(); at = host.drawing; }
      return v;
    };
  };
  // A computed value is kept while what it was computed of is the same; one that is computed
  // of nothing of its instance is kept for all. What is in a list or an object may change, so
  // what was computed of one is not kept.
  var constants = new WeakMap();
  function kept(get, self) {
    var known = false, of, v;
    return function () {
      if (constants.has(get)) return constants.get(get);
      if (known && of.every(function (d) { return self[d.name] === d.value; })) return v;
      var fixed = true;
      known = false;
      of = [];
      var seen = new Proxy(self, { get: function (t, k) {
        var value = t[k];
        if (typeof k !== 'string' || of.length > 50 || value !== null && typeof value === 'object') fixed = false; else of.push({ name: k, value: value });
        return value;
      } });
      v = Reflect.apply(get, seen, [seen]);
      known = fixed;
      if (fixed && !of.length && v !== null && typeof v === 'object') constants.set(get, v);
      return v;
    };
  }
  function computed(self, list) {
    Object.keys(list || {}).forEach(function (k) {
      var get = typeof list[k] === 'function' ? list[k] : list[k] && list[k].get, set = list[k] && list[k].set;
      Object.defineProperty(self, k, { configurable: true, enumerable: true, get: typeof get === 'function' ? host.once(kept(get, self)) : undefined, set: function (v) { if (typeof set === 'function') Reflect.apply(set, self, [v]); } });
    });
  }
  function bind(self, bindings) {
    Object.keys(bindings || {}).forEach(function (k) {
      var v = bindings[k];
      if (!host.isRef(v)) { if (!(k in self) || typeof v === 'function') self[k] = v; return; }
      Object.defineProperty(self, k, { configurable: true, enumerable: true, get: function () { return v.value; }, set: function (x) { v.value = x; } });
    });
  }
  function watch(inst, path, def) {
    if (Array.isArray(def)) { def.forEach(function (d) { watch(inst, path, d); }); return; }
    var o = def !== null && typeof def === 'object' ? def : { handler: def }, fn = typeof o.handler === 'string' ? inst.self[o.handler] : o.handler;
    var keys = path.split('.'), self = inst.self;
    var read = keys.length === 1 ? function () { return self[path]; } : function () { return host.read(self, path); };
    var value = host.guard(read);
    inst.vue.watches.push({ read: read, fn: fn, deep: !!o.deep, value: value, last: contents(value) });
    if (o.immediate) host.guard(fn, self, [value, undefined]);
  }
  host.print = function (v) { try { return JSON.stringify(v) || ''; } catch (e) { return ''; } };
  // contents is the text of a list or an object, '' of anything else.
  function contents(v) { return v !== null && typeof v === 'object' ? host.print(v) : ''; }
  host.contents = contents;
  // watched calls the watchers of what has changed; it tells whether there was any.
  host.watched = function (inst) {
    var any = false;
    inst.vue.watches.forEach(function (w) {
      var v = host.attempt(w.read), old = w.value;
      if (v === old && !w.deep) return;
      // What is computed is often made anew with the same in it, which is no change.
      var text = contents(v);
      if (text === w.last && (v === old || text !== '')) return;
      w.value = v; w.last = text; any = true;
      host.guard(w.fn, inst.self, [v, old]);
    });
    return any;
  };
  // broadcast calls the listeners of WePY's components by the name of an event.
  host.broadcast = function (self, name, args) {
    var inst = host.instances.get(self);
    if (inst) Object.keys(inst.children).forEach(function (k) {
      var c = inst.children[k];
      host.guard(c.events && c.events[name] || c.self[name], c.self, args);
    });
  };
})
