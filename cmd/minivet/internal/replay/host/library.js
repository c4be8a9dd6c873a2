// Library: the packages of frameworks whose programs are read from their sources
// (Vue, uni-app, mpx, WePY). They are modelled, as their own code is not in the program.
(function (host, native, global) {
  'use strict';
  // What a framework or a plug-in of one adds to every instance and nobody defined.
  var extra = new Proxy(Object.create(null), {
    get: function (t, k) { return typeof k === 'string' && k[0] === '$' ? t[k] || (t[k] = host.standIn(true)) : undefined; }
  });
  var base = host.vueBase = Object.create(extra);
  function Vue(options) { if (options && options.store) base.$store = options.store; return bus(); }
  Vue.prototype = base;

  // bus is an instance without a view: an emitter of events.
  function bus() { var o = Object.create(base); o.$mount = function () { return o; }; return o; }
  var heard = new WeakMap();
  function listeners(o, k) { var m = heard.get(o); if (!m) heard.set(o, m = Object.create(null)); return m[k] || (m[k] = []); }
  base.$on = function (k, f) { listeners(this, String(k)).push(f); return this; };
  base.$once = function (k, f) { var self = this; function g() { self.$off(k, g); return Reflect.apply(f, self, arguments); } return self.$on(k, g); };
  base.$off = function (k, f) { var l = listeners(this, String(k)); for (var i = l.length - 1; i >= 0; i--) if (!f || l[i] === f) l.splice(i, 1); return this; };
  base.$emit = function (k) {
    var args = Array.prototype.slice.call(arguments, 1), inst = host.instances.get(this);
    listeners(this, String(k)).slice(0, 50).forEach(function (f) { host.guard(f, this, args); }, this);
    if (inst) host.trigger(inst, String(k), args[0], args);
    return this;
  };
  base.$set = function (o, k, v) { if (o) o[k] = v; return v; };
  base.$delete = function (o, k) { if (o) delete o[k]; };
  base.$nextTick = nextTick;
  base.$forceUpdate = base.$apply = base.$destroy = function () {};
  base.$invoke = base.$broadcast = function (name) { host.broadcast(this, String(name), Array.prototype.slice.call(arguments, 1)); };
  ['navigateTo', 'redirectTo', 'switchTab', 'navigateBack'].forEach(function (name) {
    var short = { navigateTo: '$navigate', redirectTo: '$redirect', switchTab: '$switch', navigateBack: '$back' }[name];
    base[short] = function (to, query) {
      var url = to !== null && typeof to === 'object' && to.url ? to.url : String(to || '');
      var q = query && typeof query === 'object' ? Object.keys(query).map(function (k) { return k + '=' + query[k]; }).join('&') : '';
      return host.platform[name](name === 'navigateBack' ? {} : { url: q ? url + '?' + q : url });
    };
  });
  function nextTick(fn) {
    var self = this;
    if (typeof fn === 'function') { host.post(function () { host.guard(fn, self); }, 0); return undefined; }
    return new Promise(function (done) { host.post(done, 0); });
  }

  var common = bus();
  ['$on', '$once', '$off', '$emit'].forEach(function (k) { host.special[k] = base[k].bind(common); });

  function same(x) { return x; }
  function nothing() {}
  // Refs: what the view sees of one is its value.
  var refs = new WeakSet();
  host.isRef = function (v) { return v !== null && typeof v === 'object' && refs.has(v); };
  function ref(v) { var r = { value: v }; refs.add(r); return r; }
  function computed(def) {
    var r = {}, get = typeof def === 'function' ? def : def && def.get, set = def && def.set;
    Object.defineProperty(r, 'value', { enumerable: true, get: typeof get === 'function' ? host.once(get) : undefined, set: function (v) { if (typeof set === 'function') set(v); } });
    refs.add(r);
    return r;
  }
  function toRef(o, k) {
    var r = {};
    Object.defineProperty(r, 'value', { enumerable: true, get: function () { return o && o[k]; }, set: function (v) { if (o) o[k] = v; } });
    refs.add(r);
    return r;
  }
  function watch(source, fn, options) {
    var owner = host.hookOwner();
    var read = typeof source === 'function' ? source : function () { return host.isRef(source) ? source.value : Array.isArray(source) ? source.map(function (s) { return host.isRef(s) ? s.value : typeof s === 'function' ? s() : s; }) : source; };
    var value = host.guard(read);
    if (owner) owner.watches.push({ read: read, fn: fn, deep: true, last: host.contents(value), value: value });
    if (options && options.immediate) host.guard(fn, undefined, [value, undefined]);
    return nothing;
  }
  var composition = {
    ref: ref, shallowRef: ref, customRef: function (make) { return host.guard(make, undefined, [nothing, nothing]); },
    computed: computed, reactive: same, shallowReactive: same, readonly: same, markRaw: same, toRaw: same, defineComponent: same, defineAsyncComponent: same,
    toRef: toRef, unref: function (v) { return host.isRef(v) ? v.value : v; }, isRef: host.isRef,
    toRefs: function (o) { var out = {}; Object.keys(o || {}).forEach(function (k) { out[k] = toRef(o, k); }); return out; },
    watch: watch, watchEffect: function (fn) { host.post(function () { host.guard(fn, undefined, [nothing]); }, 0); return nothing; },
    nextTick: nextTick, provide: function (k, v) { given[k] = v; }, inject: function (k, other) { return k in given ? given[k] : other; },
    getCurrentInstance: function () { var o = host.hookOwner(), self = o && o.self || base; return { proxy: self, ctx: self, appContext: { config: { globalProperties: base } } }; }
  };
  var given = Object.create(null);
  // A name like onLoad registers a function with the page, component or app that is being set up.
  function hook(name) {
    return function (fn) { var owner = host.hookOwner(); if (owner) (owner.hooks[name] = owner.hooks[name] || []).push(fn); };
  }
  var hooks = Object.create(null);
  function library(members, other) {
    members.default = members;
    members.__esModule = true;
    // What imports it by name takes a copy that inherits from its prototype.
    return Object.setPrototypeOf(members, new Proxy(Object.create(null), { get: function (t, k) {
      if (typeof k !== 'string') return undefined;
      if (/^on[A-Z]/.test(k) && !(other && k === 'onError')) return hooks[k] || (hooks[k] = hook(k));
      return other ? other(k) : undefined;
    } }));
  }
  // platformed has, besides its own members, those of the platform.
  function platformed(members) {
    members.default = members;
    members.__esModule = true;
    return Object.setPrototypeOf(members, new Proxy(Object.create(null), { get: function (t, k) { return typeof k === 'string' ? platform(k) : undefined; } }));
  }
  function app() {
    var o = { config: { globalProperties: base }, version: '3' };
    ['use', 'component', 'directive', 'mixin', 'provide', 'mount', 'filter'].forEach(function (k) { o[k] = function () { return o; }; });
    return o;
  }
  ['use', 'component', 'directive', 'filter', 'mixin'].forEach(function (k) { Vue[k] = function () { return Vue; }; });
  Object.assign(Vue, composition, { extend: same, observable: same, set: base.$set, 'delete': base.$delete, nextTick: nextTick, config: {}, version: '2' });
  var vue = Object.assign(Vue, { createSSRApp: app, createApp: app, default: Vue, __esModule: true });
  ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onLaunch', 'onMounted', 'onBeforeMount', 'onUnmounted', 'onBeforeUnmount', 'onUpdated', 'onActivated', 'onShareAppMessage',
    'onShareTimeline', 'onPullDownRefresh', 'onReachBottom', 'onPageScroll', 'onTabItemTap', 'onCreated', 'onInit', 'onError', 'onResize', 'onBackPress'].forEach(function (k) { vue[k] = hook(k); });

  function register(options) { host.describe(options); return options; }
  function classes() {
    var C = function () {};
    C.prototype = Object.create(base);
    return C;
  }
  function wepy() {
    // page, component and app are bases of classes (WePY 1), or register options (WePY 2).
    function both() { var C = function (options) { if (!(this instanceof C) && options) register(options); }; C.prototype = Object.create(base); C.prototype.use = C.prototype.intercept = nothing; return C; }
    return { $instance: host.app, page: both(), component: both(), app: both(), mixin: classes(), use: nothing, $appConfig: {}, event: both() };
  }
  // tools is what programs use most of Lodash and Underscore.
  function tools() {
    function matcher(by) { return typeof by === 'function' ? by : typeof by === 'string' ? function (x) { return x && x[by]; } : function (x) { return Object.keys(by || {}).every(function (k) { return x && x[k] === by[k]; }); }; }
    function list(o) { return o === null || o === undefined ? [] : Array.isArray(o) ? o : typeof o === 'object' ? Object.keys(o).map(function (k) { return o[k]; }) : []; }
    function through(name) { return function (o, by) { return Reflect.apply(Array.prototype[name], list(o), [name === 'forEach' || name === 'map' ? (typeof by === 'function' ? by : matcher(by)) : matcher(by)]); }; }
    function get(o, path, other) { var v = host.read(o, Array.isArray(path) ? path.join('.') : String(path).replace(/\[(\d+)\]/g, '.$1')); return v === undefined ? other : v; }
    function late(fn) { var f = function () { return Reflect.apply(fn, this, arguments); }; f.cancel = f.flush = nothing; return f; }
    function rest(a) { return [].concat.apply([], Array.prototype.slice.call(a, 1)); }
    var _ = function (v) { return { value: function () { return v; } }; };
    Object.assign(_, {
      extend: Object.assign, assign: Object.assign, merge: Object.assign, assignIn: Object.assign, defaults: function (o) { return Object.assign.apply(null, [{}].concat(rest(arguments), [o])); },
      each: through('forEach'), forEach: through('forEach'), map: through('map'), filter: through('filter'), find: through('find'), findIndex: through('findIndex'), some: through('some'), any: through('some'),
      every: through('every'), all: through('every'), reject: function (o, by) { var m = matcher(by); return list(o).filter(function (x) { return !m(x); }); },
      pluck: through('map'), reduce: function (o, fn, start) { return list(o).reduce(fn, start); }, keys: function (o) { return Object.keys(o || {}); }, values: list,
      isNull: function (v) { return v === null; }, isUndefined: function (v) { return v === undefined; }, isNil: function (v) { return v === null || v === undefined; },
      isEmpty: function (v) { return v === null || v === undefined || typeof v === 'number' || typeof v === 'boolean' || (typeof v === 'string' || Array.isArray(v) ? v.length === 0 : Object.keys(v).length === 0 && !host.isAnything(v)); },
      isArray: Array.isArray, isObject: function (v) { return v !== null && typeof v === 'object'; }, isPlainObject: function (v) { return v !== null && typeof v === 'object'; }, isFunction: function (v) { return typeof v === 'function'; },
      isString: function (v) { return typeof v === 'string'; }, isNumber: function (v) { return typeof v === 'number'; }, isEqual: function (a, b) { return a === b || host.contents(a) !== '' && host.contents(a) === host.contents(b); },
      clone: host.clone, cloneDeep: host.clone, get: get, set: function (o, path, v) { host.setPath(o, String(path), v); return o; }, has: function (o, k) { return get(o, k) !== undefined; },
      debounce: late, throttle: late, once: late, bind: function (fn, self) { return fn.bind(self); }, noop: nothing, identity: same, defer: function (fn) { host.post(fn, 1); }, delay: function (fn, ms) { return host.post(fn, ms); },
      pick: function (o) { var out = {}; rest(arguments).forEach(function (k) { if (o && k in o) out[k] = o[k]; }); return out; },
      omit: function (o) { var out = Object.assign({}, o); rest(arguments).forEach(function (k) { delete out[k]; }); return out; },
      without: function (o) { var not = Array.prototype.slice.call(arguments, 1); return list(o).filter(function (x) { return not.indexOf(x) < 0; }); }, compact: function (o) { return list(o).filter(Boolean); },
      contains: function (o, v) { return list(o).indexOf(v) >= 0; }, includes: function (o, v) { return typeof o === 'string' ? o.indexOf(v) >= 0 : list(o).indexOf(v) >= 0; }, indexOf: function (o, v) { return list(o).indexOf(v); },
      first: function (o) { return list(o)[0]; }, head: function (o) { return list(o)[0]; }, last: function (o) { return list(o).slice(-1)[0]; }, size: function (o) { return list(o).length; },
      uniq: function (o) { return list(o).filter(function (x, i, l) { return l.indexOf(x) === i; }); }, flatten: function (o) { return [].concat.apply([], list(o)); }, range: function (n) { return list(Array.from({ length: Math.min(n, 1000) }, function (x, i) { return i; })); },
      sortBy: function (o) { return list(o).slice(); }, groupBy: function (o, by) { var m = matcher(by), out = {}; list(o).forEach(function (x) { var k = m(x); (out[k] = out[k] || []).push(x); }); return out; }
    });
    return library(_, function (k) { return host.standIn(false); });
  }
  // redux is the part of React Redux that components see. The store is a package's, which is not there.
  function redux() {
    var state = host.standIn(false), nowhere = new Proxy({}, { get: function (t, k) { return typeof k === 'string' ? new Proxy({}, { get: function () { return undefined; } }) : undefined; } });
    function dispatch(action) { return typeof action === 'function' && !host.isStandIn(action) ? action(dispatch, function () { return nowhere; }) : Promise.resolve(action); }
    function select(fn) {
      try { return fn(native.user.server ? host.anything(0) : nowhere); } catch (e) { return state; }
    }
    return library({
      Provider: host.react.Fragment, useDispatch: function () { return dispatch; }, useSelector: select, useStore: function () { return { getState: function () { return nowhere; }, dispatch: dispatch, subscribe: nothing }; },
      connect: function (map, act) {
        return function (C) {
          return function (props) {
            var more = Object.assign({ dispatch: dispatch }, typeof map === 'function' ? select(map) : {});
            if (typeof act === 'function') Object.assign(more, host.attempt(act, undefined, [dispatch]));
            else Object.keys(act || {}).forEach(function (k) { more[k] = function () { return dispatch(act[k].apply(null, arguments)); }; });
            return host.react.createElement(C, Object.assign(more, props));
          };
        };
      }
    });
  }
  function zustand() {
    function create(make) {
      if (typeof make !== 'function') return create;
      var state, listeners = [];
      function set(v) { var next = typeof v === 'function' ? v(state) : v; state = Object.assign({}, state, next); listeners.slice(0, 100).forEach(function (f) { f(); }); }
      var api = { getState: function () { return state; }, setState: set, subscribe: function (f) { listeners.push(f); return function () { listeners = listeners.filter(function (x) { return x !== f; }); }; }, destroy: nothing };
      state = make(set, api.getState, api);
      return Object.assign(function (pick) { host.react.useSyncExternalStore(api.subscribe, api.getState); return typeof pick === 'function' ? pick(state) : state; }, api);
    }
    return library({ create: create, default: create });
  }
  function platform(k) { return host.platform[k]; }
  var made = Object.create(null), makers = {
    vue: function () { return vue; },
    '@dcloudio/uni-app': function () { return library(composition); },
    '@mpxjs/core': function () { return library(Object.assign({ createPage: register, createComponent: register, createApp: register, use: nothing, mixin: nothing, injectMixins: nothing, observable: same, set: base.$set }, composition), platform); },
    wepy: function () { return library(wepy(), platform); },
    lodash: tools,
    react: function () { return library(Object.assign({}, host.react)); },
    '@tarojs/taro': function () { return platformed(Object.assign({ eventCenter: common, Current: {}, ENV_TYPE: { WEAPP: 'WEAPP', WEB: 'WEB', ALIPAY: 'ALIPAY' } }, host.taroHooks)); },
    '@tarojs/components': function () { return library({}, function (k) { return k.replace(/[A-Z]/g, function (c, i) { return (i ? '-' : '') + c.toLowerCase(); }); }); },
    'react-redux': redux, zustand: zustand
  };
  var alias = { '@vue/composition-api': '@dcloudio/uni-app', '@vue/runtime-core': 'vue', '@wepy/core': 'wepy', '@mpxjs/composition': '@mpxjs/core', underscore: 'lodash', 'lodash-es': 'lodash', preact: 'react', 'preact/hooks': 'react', 'preact/compat': 'react', 'react/jsx-runtime': 'react', 'react/jsx-dev-runtime': 'react', 'preact/jsx-runtime': 'react', '@remax/wechat': '@tarojs/components' };
  // library is the model of a package, undefined if it has none.
  host.library = function (spec) {
    spec = alias[spec] || spec;
    var part = /^lodash(?:-es)?[/.](\w+)(?:\.js)?$/.exec(spec); // one function has a module of its own
    if (part) return host.library('lodash')[part[1]];
    if (!Object.prototype.hasOwnProperty.call(makers, spec)) return undefined;
    return made[spec] || (made[spec] = makers[spec]());
  };
})
