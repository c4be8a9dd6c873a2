// React: views that functions and classes make. A page is the component that its module
// exports; elements are records, as those of other views are.
(function (host, native, global) {
  'use strict';
  var page = null, fiber = null, slot = 0, contexts = [], asked = false;
  var fragment = { react: 'fragment' }, maxElements = 2000, maxDeep = 60, nodes = 0;

  function element(type, props, key) { return { react: 'element', type: type, props: props || {}, key: key }; }
  function createElement(type, props) {
    var p = Object.assign({}, props), children = Array.prototype.slice.call(arguments, 2);
    if (children.length) p.children = children.length === 1 ? children[0] : children;
    if (type && type.defaultProps) p = Object.assign({}, type.defaultProps, p);
    return element(type, p, p.key);
  }
  function jsx(type, props, key) { return element(type, Object.assign({}, type && type.defaultProps, props), key); }
  function isElement(x) { return x !== null && typeof x === 'object' && x.react === 'element'; }
  function list(x) { return x === undefined || x === null ? [] : Array.isArray(x) ? [].concat.apply([], x.map(list)) : [x]; }

  // cell is the next place that a component keeps something in.
  function cell(make) {
    if (!fiber) return make();
    var at = slot++;
    if (!(at in fiber.cells)) fiber.cells[at] = make();
    return fiber.cells[at];
  }
  function same(a, b) { return !!a && !!b && a.length === b.length && a.every(function (x, i) { return x === b[i]; }); }
  function again(p) { if (p) host.mark(p); }
  function useState(first) {
    var owner = page, c = cell(function () {
      var o = { value: typeof first === 'function' ? first() : first };
      o.set = function (v) {
        var next = typeof v === 'function' ? v(o.value) : v;
        if (next !== o.value) { o.value = next; again(owner); }
      };
      return o;
    });
    return [c.value, c.set];
  }
  function useReducer(reduce, first, init) {
    var s = useState(function () { return init ? init(first) : first; });
    return [s[0], cell(function () { return function (action) { s[1](function (old) { return reduce(old, action); }); }; })];
  }
  function useMemo(make, deps) {
    var c = cell(function () { return {}; });
    if (!('value' in c) || !same(c.deps, deps)) { c.value = make(); c.deps = deps; }
    return c.value;
  }
  function useEffect(run, deps) {
    var f = fiber, c = cell(function () { return {}; });
    if (f && (!c.ran || !same(c.deps, deps))) { c.ran = true; c.deps = deps; f.root.effects.push(function () { host.guard(c.end); c.end = host.guard(run); }); f.ends.push(c); }
  }
  function useRef(first) { return cell(function () { return { current: first }; }); }
  function useContext(c) {
    for (var i = contexts.length - 1; i >= 0; i--) if (contexts[i].context === c) return contexts[i].value;
    return c ? c.first : undefined;
  }
  function createContext(first) {
    var c = { react: 'context', first: first };
    c.Provider = { react: 'provider', context: c };
    c.Consumer = function (p) { return typeof p.children === 'function' ? p.children(useContext(c)) : null; };
    return c;
  }
  function useStore(subscribe, get) {
    var owner = page;
    useEffect(function () { return subscribe(function () { again(owner); }); }, []);
    return get();
  }
  function Component(props) { this.props = props || {}; this.state = {}; }
  Component.prototype.setState = function (values, done) {
    var v = typeof values === 'function' ? values.call(this, this.state, this.props) : values;
    this.state = Object.assign({}, this.state, v);
    again(this.minivetPage);
    if (typeof done === 'function') host.post(done, 1);
  };
  Component.prototype.forceUpdate = function () { again(this.minivetPage); };
  Component.prototype.isReactComponent = {};
  function nothing() {}
  function itself(x) { return x; }
  var hooks = {
    useState: useState, useReducer: useReducer, useMemo: useMemo, useCallback: function (f, deps) { return useMemo(function () { return f; }, deps); }, useRef: useRef, useContext: useContext,
    useEffect: useEffect, useLayoutEffect: useEffect, useInsertionEffect: useEffect, useImperativeHandle: function (ref, make) { useEffect(function () { if (ref && typeof ref === 'object') ref.current = make(); }); },
    useDebugValue: nothing, useId: function () { return useRef('id').current; }, useSyncExternalStore: useStore, useTransition: function () { return [false, function (f) { f(); }]; }, useDeferredValue: itself
  };
  host.react = Object.assign({
    createElement: createElement, cloneElement: function (e, props) { return isElement(e) ? createElement.apply(null, [e.type, Object.assign({}, e.props, props)].concat(Array.prototype.slice.call(arguments, 2))) : e; },
    jsx: jsx, jsxs: jsx, jsxDEV: jsx, h: createElement, Fragment: fragment, StrictMode: fragment, Suspense: fragment, Profiler: fragment, isValidElement: isElement,
    Component: Component, PureComponent: Component, createContext: createContext, createRef: function () { return { current: null }; },
    memo: itself, forwardRef: function (f) { return { react: 'forward', render: f }; }, lazy: function (load) { return { react: 'lazy', load: load }; }, startTransition: function (f) { f(); }, version: '18.0.0',
    Children: { map: function (c, f) { return list(c).map(f); }, forEach: function (c, f) { list(c).forEach(f); }, count: function (c) { return list(c).length; }, toArray: list, only: itself }
  }, hooks);

  // Drawing: each component has a fiber, by its place, which keeps what its hooks and its class keep.
  function surface() {
    var out = { records: [], active: [], parts: [] }, at = null;
    out.open = function (r) { out.records.push(r); if (r.on.length) out.active.push(r); var outer = at; at = r; r.around = outer; return outer; };
    out.close = function (outer) { at = outer; };
    out.text = function (t) { for (var r = at, n = 0; r && n < 4; r = r.around, n++) if (r.text.length < 300) r.text += ' ' + t.slice(0, 200); };
    return out;
  }
  function below(f, key, type) {
    var c = f.children[key];
    if (c && c.type !== type) { end(c); c = null; }
    if (!c) c = f.children[key] = { type: type, cells: [], children: Object.create(null), ends: [], root: f.root, deep: f.deep + 1 };
    f.root.seen.push(c);
    c.drawn = f.root.round;
    return c;
  }
  function end(f) {
    f.ends.forEach(function (c) { host.guard(c.end); c.end = null; });
    if (f.self) host.guard(f.self.componentWillUnmount, f.self);
    Object.keys(f.children).forEach(function (k) { end(f.children[k]); });
  }
  function sweep(f) {
    Object.keys(f.children).forEach(function (k) { if (f.children[k].drawn !== f.root.round) { end(f.children[k]); delete f.children[k]; } else sweep(f.children[k]); });
  }
  function draw(node, f, key, nth, out) {
    if (node === null || node === undefined || typeof node === 'boolean' || f.deep > maxDeep || out.records.length > maxElements) return;
    if ((++nodes & 15) === 0) native.work(64);
    if (Array.isArray(node)) { for (var i = 0; i < Math.min(node.length, 50); i++) draw(node[i], f, key + '.' + (isElement(node[i]) && node[i].key !== undefined ? 'k' + String(node[i].key).slice(0, 40) : i), i + 1, out); return; }
    if (typeof node === 'string' || typeof node === 'number') { out.text(String(node)); return; }
    if (host.isAnything(node)) { out.text('1'); return; }
    if (!isElement(node)) return;
    var type = node.type, props = node.props;
    if (type === fragment || type && type.react === 'context') return draw(props.children, f, key + '.f', nth, out);
    if (type && type.react === 'provider') {
      contexts.push({ context: type.context, value: props.value });
      try { draw(props.children, f, key + '.p', nth, out); } finally { contexts.pop(); }
      return;
    }
    if (typeof type === 'string' || host.isStandIn(type)) return shown(typeof type === 'string' ? type : 'part', props, f, key, nth, out);
    if (typeof type !== 'function' && !(type && (type.react === 'forward' || type.react === 'lazy'))) return;
    var c = below(f, key + '.c', type), made = compose(type, props, c);
    draw(made, c, '0', nth, out);
  }
  // differ tells whether properties have changed, save for those that are made anew each time.
  function differ(a, b) {
    return Object.keys(b).some(function (k) { return a[k] !== b[k] && typeof b[k] !== 'function' && (b[k] === null || typeof b[k] !== 'object'); });
  }
  // compose is what a component makes of its properties.
  function compose(type, props, c) {
    var outer = fiber, at = slot;
    fiber = c; slot = 0;
    try {
      if (type.react === 'forward') return type.render(props, props.ref || null);
      if (type.react === 'lazy') {
        if (!c.loading) { var p = page; c.loading = true; Promise.resolve(host.guard(type.load)).then(function (m) { c.loaded = m && (m.default || m); again(p); }); }
        return c.loaded ? createElement(c.loaded, props) : null;
      }
      if (!(type.prototype && typeof type.prototype.render === 'function')) return type(props, {});
      var self = c.self;
      if (!self) {
        self = c.self = new type(props, {});
        Object.defineProperty(self, 'minivetPage', { value: page });
        self.refs = {};
        if (type.contextType) self.context = useContext(type.contextType);
        c.root.selves.push(self);
        ['UNSAFE_componentWillMount', 'componentWillMount'].forEach(function (k) { host.guard(self[k], self); });
        c.root.effects.push(function () { host.guard(self.componentDidMount, self); });
      } else {
        var old = self.props, state = c.state;
        if (state !== self.state || differ(old, props)) c.root.effects.push(function () { host.guard(self.componentDidUpdate, self, [old, state || {}]); });
      }
      self.props = props;
      if (typeof type.getDerivedStateFromProps === 'function') self.state = Object.assign({}, self.state, type.getDerivedStateFromProps(props, self.state));
      c.state = self.state;
      if (props.ref && typeof props.ref === 'object') props.ref.current = self; else if (typeof props.ref === 'function') host.guard(props.ref, undefined, [self]);
      return self.render();
    } catch (e) {
      host.threw('a component of ' + page.path + ': ', e);
      return null;
    } finally { fiber = outer; slot = at; }
  }
  // kinds says what properties are, by their names.
  var kinds = Object.create(null);
  function kindOf(k) {
    var event = /^(on|catch)[A-Z]/.test(k) ? k.replace(/^(on|catch)/, '').toLowerCase() : '';
    return {
      none: k === 'children' || k === 'ref' || k === 'key', event: event === 'click' ? 'tap' : event, label: /^(title|text|label|content)$/.test(k),
      data: k.indexOf('data-') === 0 ? k.slice(5).replace(/-([a-z])/g, function (_, x) { return x.toUpperCase(); }) : '', attr: k.replace(/[A-Z]/g, function (x) { return '-' + x.toLowerCase(); })
    };
  }
  // shown is an element of the platform, or a component of a package that is not there.
  function shown(tag, props, f, key, nth, out) {
    var r = { index: key, nth: nth, tag: tag, component: '', attrs: {}, dataset: {}, on: [], text: '' }, parts = [];
    for (var k in props) {
      var v = props[k], kind = kinds[k] || (kinds[k] = kindOf(k));
      if (kind.none) continue;
      if (kind.event && typeof v === 'function') r.on.push({ event: kind.event, handler: v });
      else if (v !== null && typeof v === 'object' && (isElement(v) || Array.isArray(v) && isElement(v[0]))) parts.push(v);
      else if (kind.data) r.dataset[kind.data] = v;
      else { r.attrs[kind.attr] = v; if (kind.label && tag === 'part' && typeof v === 'string') r.text += ' ' + v.slice(0, 100); }
    }
    if (r.attrs.disabled) r.on = [];
    var outer = out.open(r);
    parts.forEach(function (p, i) { draw(p, f, key + '.a' + i, 1, out); });
    draw(typeof props.children === 'function' ? host.guard(props.children, undefined, [{}]) : props.children, f, key + '.', nth, out);
    out.close(outer);
  }

  host.drawReact = function (inst) {
    inst.dirty = false;
    host.drawn++;
    var root = inst.fiber, out = surface(), outer = page;
    page = inst;
    root.round++;
    root.seen = [];
    contexts = [];
    draw(inst.root, root, '', 1, out);
    sweep(root);
    page = outer;
    inst.records = out.records; inst.active = out.active; inst.parts = [];
    native.work(out.records.length + 5);
    var todo = root.effects;
    root.effects = [];
    host.post(function () { todo.forEach(function (f) { f(); }); }, 0);
  };

  // Pages: what a page is told goes to the hooks and classes that are shown.
  var told = { onLoad: ['useLoad', 'onLoad'], onShow: ['useDidShow', 'componentDidShow'], onReady: ['useReady', 'onReady'], onHide: ['useDidHide', 'componentDidHide'], onUnload: ['useUnload', 'onUnload'],
    onPullDownRefresh: ['usePullDownRefresh', 'onPullDownRefresh'], onReachBottom: ['useReachBottom', 'onReachBottom'], onPageScroll: ['usePageScroll', 'onPageScroll'], onResize: ['useResize', 'onResize'],
    onTabItemTap: ['useTabItemTap', 'onTabItemTap'], onShareAppMessage: ['useShareAppMessage', 'onShareAppMessage'], onShareTimeline: ['useShareTimeline', 'onShareTimeline'] };
  var heard = Object.create(null); // name of a hook to what it does
  Object.keys(told).forEach(function (k) {
    heard[told[k][0]] = function (fn) {
      var c = cell(function () { return {}; }), root = fiber && fiber.root;
      if (root && c.fn === undefined) (root.heard[k] = root.heard[k] || []).push(c);
      c.fn = fn;
    };
  });
  heard.useLaunch = function (fn) { if (!fiber || !asked) host.post(function () { host.guard(fn, undefined, [host.launch()]); }, 0); asked = true; };
  heard.useRouter = function () { return router(); };
  function router() { var p = page || host.stack[host.stack.length - 1]; return { params: p && p.self.options || {}, path: p ? p.path : '', onShow: '', onHide: '', onReady: '' }; }
  heard.getCurrentInstance = function () { return { router: router(), page: page ? page.self : null, app: host.app, preloadData: {} }; };
  heard.getCurrentPages = global.getCurrentPages;
  heard.getEnv = function () { return 'WEAPP'; };
  heard.useError = heard.usePageNotFound = heard.useUnhandledRejection = heard.options = nothing;
  heard.getApp = global.getApp;
  host.taroHooks = heard;

  host.setUpReact = function (inst, component) {
    var root = inst.fiber = { type: null, cells: [], children: Object.create(null), ends: [], effects: [], selves: [], heard: Object.create(null), seen: [], round: 0, deep: 0 };
    root.root = root;
    inst.react = true;
    inst.root = host.reactApp ? createElement(host.reactApp, null, createElement(component)) : createElement(component);
    Object.keys(told).forEach(function (k) {
      inst.self[k] = function (arg) {
        if (k === 'onLoad') host.drawReact(inst);
        (root.heard[k] || []).forEach(function (c) { host.guard(c.fn, undefined, [arg]); });
        root.selves.slice(0, 50).forEach(function (s) { host.guard(s[told[k][1]], s, [arg]); });
        if (k === 'onUnload') end(root);
      };
    });
  };
  // component is what a module exports as one, undefined if it exports none.
  host.exported = function (exports) {
    var c = exports && (exports.default || exports);
    return typeof c === 'function' || c && (c.react === 'forward' || c.react === 'lazy') ? c : undefined;
  };
})
