// The driver's side: start the program, open pages, list what the user can do
// on the page that is shown, and do it.
(function (host, native, global) {
  'use strict';
  var u = native.user;
  host.stack = [];
  var first = { path: '', query: {}, scene: 1001, referrerInfo: {} };
  host.launch = function () { return first; };

  host.boot = function (path, query) {
    first = { path: path, query: query || {}, scene: 1001, referrerInfo: {}, mode: 'default' };
    native.event('the program is launched with page ' + path);
    var app = native.appModule();
    if (app) host.load(app);
    native.entries().forEach(function (m) { host.load(m); });
    host.guard(host.app.onLaunch, host.app, [first]);
    host.guard(host.app.onShow, host.app, [first]);
    host.open('/' + path, host.channel(), true);
  };
  function parse(url) {
    var parts = String(url || '').split('?'), q = {};
    (parts[1] || '').split('&').forEach(function (kv) {
      var i = kv.indexOf('=');
      if (kv) q[i < 0 ? kv : kv.slice(0, i)] = i < 0 ? '' : kv.slice(i + 1);
    });
    return { path: parts[0], query: q };
  }
  host.open = function (url, channel, launch) {
    var from = host.stack.length ? host.stack[host.stack.length - 1].path : '', to = parse(url), path = native.page(from, to.path);
    if (!path || host.stack.length >= 10) return;
    var top = host.stack[host.stack.length - 1];
    if (top) { host.guard(top.self.onHide, top.self); pageLife(top, 'hide'); }
    host.need(path);
    var d = host.defs[path];
    var inst = host.make(path, null, null);
    inst.channel = channel;
    inst.self.options = to.query;
    host.stack.push(inst);
    host.life(inst, 'created');
    Object.keys(to.query).forEach(function (k) { if (k in inst.flat.properties) inst.self.data[k] = to.query[k]; });
    host.life(inst, 'attached');
    host.guard(inst.self.onLoad, inst.self, [to.query]);
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
  // enter goes to a page as from a menu of the platform.
  host.enter = function (path) {
    native.event('the user goes to page ' + path);
    host.back(99);
    host.open('/' + path, host.channel());
  };
  host.show = function () {
    var top = host.stack[host.stack.length - 1];
    if (top) { host.guard(top.self.onShow, top.self); pageLife(top, 'show'); }
  };
  host.top = function () { var t = host.stack[host.stack.length - 1]; return t ? t.path : ''; };

  // What a user who refuses never does: tick, agree.
  var ticks = { checkbox: 1, 'checkbox-group': 1, 'switch': 1, radio: 1, 'radio-group': 1 };
  function allowed(inst, r, event) {
    if (u.agrees) return native.refuseLabel(inst.path, r.index, r.text) === false || event !== 'tap';
    if (event === 'agreeprivacyauthorization' || String(r.attrs['open-type'] || '').indexOf('agreePrivacyAuthorization') >= 0) return false;
    if (ticks[r.tag]) return false;
    return !native.agreeLabel(inst.path, r.index, r.text);
  }
  var found = [];
  host.actions = function () {
    found = [];
    var top = host.stack[host.stack.length - 1];
    if (top) gather(top, '');
    return found.map(function (f) { return f.key; });
  };
  function gather(inst, at) {
    inst.records.forEach(function (r) {
      if (r.nth > 2) return;
      var own = host.component(inst.path, r.tag);
      if (r.attrs.disabled === true) return;
      r.on.forEach(function (b) {
        if (own && b.event !== 'tap') return;
        if (found.length < 300 && allowed(inst, r, b.event)) found.push({ key: inst.path + '#' + at + r.index + '.' + r.nth + ' ' + b.event + ' ' + b.handler, inst: inst, r: r, b: b });
      });
      if (r.model && u.agrees !== undefined && !ticks[r.tag]) found.push({ key: inst.path + '#' + at + r.index + ' model', inst: inst, r: r });
    });
    Object.keys(inst.children).forEach(function (k) { gather(inst.children[k], at + k + '/'); });
  }
  host.act = function (key) {
    var f = found.filter(function (x) { return x.key === key; })[0];
    if (!f || !f.inst.live) return false;
    if (!f.b) { var v = {}; v[f.r.model] = 'text'; host.setData(f.inst, v); host.renderAll(); return true; }
    native.action(f.b.event, f.inst.path, f.r.index, f.b.handler);
    host.fire(f.inst, f.r, f.b, detail(f.inst, f.r, f.b.event));
    host.renderAll();
    return true;
  };
  function detail(inst, r, event) {
    var yes = !!u.agrees;
    switch (event) {
    case 'getphonenumber': case 'getrealtimephonenumber': case 'getuserinfo':
      return yes ? { errMsg: event + ':ok', code: 'code', encryptedData: 'data', iv: 'iv', userInfo: { nickName: 'name' } } : { errMsg: event + ':fail user deny' };
    case 'chooseavatar': return { avatarUrl: yes ? 'wxfile://avatar' : '' };
    case 'opensetting': return { authSetting: host.openSetting() };
    case 'agreeprivacyauthorization': host.agreePrivacy(); return {};
    case 'submit': return { value: form(inst) };
    case 'change':
      if (r.tag === 'switch') return { value: yes };
      if (r.tag === 'checkbox-group') return { value: yes ? values(inst, 'checkbox') : [] };
      if (r.tag === 'radio-group') return { value: yes ? values(inst, 'radio')[0] || 'on' : '' };
      if (r.tag === 'picker') return { value: r.attrs.mode === 'multiSelector' ? [0, 0] : r.attrs.mode === 'region' ? ['a', 'b', 'c'] : 0 };
      return { value: 1, current: 1, source: 'touch' };
    case 'tap':
      if (u.agrees && (r.tag === 'button') && /agreePrivacy/.test(r.attrs['open-type'] || '')) host.agreePrivacy();
      return { x: 1, y: 1 };
    case 'columnchange': return { column: 0, value: 0 };
    case 'regionchange': return { type: 'end', causedBy: 'drag', centerLocation: { latitude: 1, longitude: 1 } };
    case 'markertap': return { markerId: 0 };
    case 'message': return { data: [{}] };
    default: return { value: 'text', cursor: 4, scrollTop: 1 };
    }
  }
  function values(inst, tag) {
    return inst.records.filter(function (r) { return r.tag === tag; }).map(function (r) { return r.attrs.value === undefined ? 'on' : String(r.attrs.value); });
  }
  function form(inst) {
    var v = {};
    inst.records.forEach(function (r) {
      if (!r.attrs.name) return;
      v[r.attrs.name] = r.tag === 'checkbox-group' ? (u.agrees ? values(inst, 'checkbox') : []) : r.tag === 'switch' ? !!u.agrees : r.tag === 'radio-group' ? (u.agrees ? 'on' : '') : 'text';
    });
    return v;
  }
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
