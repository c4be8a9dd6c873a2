// The driver's side: start the program, and open pages and leave them.
(function (host, native, global) {
  'use strict';
  host.stack = [];
  var first = { path: '', query: {}, scene: 1001, referrerInfo: {} };
  host.launch = function () { return first; };

  host.boot = function (path, query) {
    first = { path: path, query: query || {}, scene: 1001, referrerInfo: {}, mode: 'default' };
    native.event('the program is launched with page ' + path);
    var app = native.appModule();
    var exported = app && host.load(app);
    if (native.react) host.reactApp = host.exported(exported);
    native.entries().forEach(function (m) { host.load(m); });
    host.guard(host.app.onLaunch, host.app, [first]);
    host.guard(host.app.onShow, host.app, [first]);
    host.open('/' + path, host.channel(), host.given());
  };
  function parse(url) {
    var parts = String(url || '').split('?'), q = {};
    (parts[1] || '').split('&').forEach(function (kv) {
      var i = kv.indexOf('=');
      if (kv) q[i < 0 ? kv : kv.slice(0, i)] = i < 0 ? '' : kv.slice(i + 1);
    });
    return { path: parts[0], query: q };
  }
  // open shows a page; given is the query if the URL does not say it.
  host.open = function (url, channel, given) {
    var from = host.stack.length ? host.stack[host.stack.length - 1].path : '', to = parse(url), query = given || to.query, path = native.page(from, to.path);
    if (!path || host.stack.length >= 10) return;
    var top = host.stack[host.stack.length - 1];
    if (top) { host.guard(top.self.onHide, top.self); pageLife(top, 'hide'); }
    host.need(path);
    var d = host.defs[path];
    var inst = host.make(path, null, null);
    inst.channel = channel;
    inst.self.options = query;
    host.stack.push(inst);
    host.life(inst, 'created');
    Object.keys(to.query).forEach(function (k) { if (k in inst.flat.properties) inst.self.data[k] = to.query[k]; });
    host.life(inst, 'attached');
    host.guard(inst.self.onLoad, inst.self, [query]);
    host.guard(inst.self.onShow, inst.self);
    (inst.flat.pageLife.show || []).forEach(function (f) { host.guard(f, inst.self); });
    host.renderAll();
    host.life(inst, 'ready');
    host.guard(inst.self.onReady, inst.self);
    host.renderAll();
  };
  function pageLife(inst, name) {
    if (inst.parent || name === 'hide') (inst.flat.pageLife[name] || []).forEach(function (f) { host.guard(f, inst.self); });
    Object.keys(inst.children).forEach(function (k) { pageLife(inst.children[k], name); });
  }
  host.back = function (n) {
    for (; n > 0 && host.stack.length; n--) {
      var top = host.stack.pop();
      host.guard(top.self.onUnload, top.self);
      host.end(top);
    }
  };
  host.leave = function () {
    native.event('the user goes back');
    host.back(1);
    host.show();
  };
  // enter goes to a page as from a menu of the platform.
  host.enter = function (path) {
    native.event('the user goes to page ' + path);
    host.back(99);
    host.open('/' + path, host.channel(), host.given());
  };
  host.show = function () {
    var top = host.stack[host.stack.length - 1];
    if (top) { host.guard(top.self.onShow, top.self); pageLife(top, 'show'); }
  };
  host.depth = function () { return host.stack.length; };
  host.top = function () { var t = host.stack[host.stack.length - 1]; return t ? t.path : ''; };

  // further is what happens to a page besides touches.
  host.further = function () {
    var top = host.stack[host.stack.length - 1];
    if (!top) return;
    ['onPullDownRefresh', 'onReachBottom', 'onPageScroll', 'onResize', 'onTabItemTap', 'onShareAppMessage', 'onShareTimeline', 'onAddToFavorites'].forEach(function (k) {
      if (typeof top.self[k] === 'function') { native.event('the platform calls ' + k); host.guard(top.self[k], top.self, [{ scrollTop: 100, from: 'menu', index: 0, pagePath: top.path, size: {} }]); }
    });
    host.renderAll();
  };
  host.hide = function () {
    var top = host.stack[host.stack.length - 1];
    native.event('the program goes to the background and comes back');
    if (top) host.guard(top.self.onHide, top.self);
    host.guard(host.app.onHide, host.app);
    host.guard(host.app.onShow, host.app, [first]);
    host.show();
    host.renderAll();
  };
})
