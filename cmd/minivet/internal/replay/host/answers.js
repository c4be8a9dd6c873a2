// Answers of APIs that have a state: permission, dialogues, storage, navigation.
(function (host, native, global) {
  'use strict';
  var s = host.special, settle = host.settle, storage = host.storage;
  function simple(name, answer) {
    s[name] = function (o) { return settle(name, o, function (done) { answer(o || {}, done); }); };
  }
  // What asks the user is named by the catalogue.
  Object.keys(native.asking).forEach(function (name) {
    var arg = native.asking[name].split(' ')[1];
    if (!arg) return simple(name, function (o, done) { done(true, host.modal(o)); });
    simple(name, function (o, done) {
      // What is no scope is granted without a question.
      var denied = [].concat(o[arg]).map(String).filter(function (k) { return (arg === 'scope' || native.isScope(k)) && !host.scope(k); });
      denied.length ? done(false, { why: 'auth deny' }) : done(true, { code: 'code', authCode: 'code' });
    });
  });
  simple('getSetting', function (o, done) { if (native.user.offline) return done(false, { why: 'system error' }); var a = host.settings(); done(true, { authSetting: a, subscriptionsSetting: { mainSwitch: true, authSetting: a, itemSettings: {} } }); });
  simple('openSetting', function (o, done) { done(true, { authSetting: host.openSetting() }); });
  simple('requirePrivacyAuthorize', function (o, done) {
    if (host.needPrivacy.length && !host.privacyAgreed()) {
      var over = false;
      host.guard(host.needPrivacy[host.needPrivacy.length - 1], undefined, [function (a) {
        if (over || !a || a.event === 'exposureAuthorization') return;
        over = true;
        if (a.event === 'agree') host.agreePrivacy();
        done(a.event === 'agree', { why: 'privacy permission is not authorized' });
      }, { referrer: 'requirePrivacyAuthorize' }]);
      return;
    }
    host.privacy() ? done(true, {}) : done(false, { why: 'privacy permission is not authorized', errno: 104 });
  });
  simple('getPrivacySetting', function (o, done) { if (native.user.offline) return done(false, { why: 'system error' }); done(true, { needAuthorization: !host.privacyAgreed(), privacyContractName: '' }); });
  s.onNeedPrivacyAuthorization = function (fn) { if (typeof fn === 'function' && native.wechat) host.needPrivacy.push(fn); };
  simple('revokePrivacyAuthorize', function (o, done) { host.unprivate(); native.event('the program takes back the agreement to the privacy guide'); done(true, {}); });
  s.canIUse = function () { return true; };
  simple('showActionSheet', function (o, done) {
    native.user.agrees || native.user.plain ? done(true, { tapIndex: 0 }) : done(false, { why: 'cancel' });
  });
  simple('request', function (o, done) { if (native.user.offline) return done(false, { why: 'the network can not be reached' }); done(true, { statusCode: 200, data: host.answer(), header: {}, cookies: [] }); });
  simple('uploadFile', function (o, done) { done(true, { statusCode: 200, data: '{}' }); });
  simple('downloadFile', function (o, done) { done(true, { statusCode: 200, tempFilePath: 'wxfile://tmp' }); });
  simple('login', function (o, done) { done(true, { code: 'code' }); });

  function get(k) { return native.hasOwn(storage, k) ? JSON.parse(storage[k]) : ''; }
  function put(k, v) {
    var t = JSON.stringify(v === undefined ? null : v);
    if (t && t.length < 1 << 20 && (k in storage || Object.keys(storage).length < 500)) storage[k] = t;
  }
  // Of some platforms the functions of storage take an object, and the result has the value as a member.
  s.getStorageSync = function (k) {
    if (k === null || typeof k !== 'object') return get(String(k));
    var member = (native.storing('getStorageSync') || {}).Result, res = { success: true };
    if (!member) return get(String(k.key));
    res[member] = get(String(k.key)) === '' ? null : get(String(k.key));
    return res;
  };
  s.setStorageSync = function (k, v) { if (k !== null && typeof k === 'object') put(String(k.key), k.data); else put(String(k), v); };
  s.removeStorageSync = function (k) { delete storage[String(k !== null && typeof k === 'object' ? k.key : k)]; };
  s.clearStorageSync = function () { Object.keys(storage).forEach(function (k) { delete storage[k]; }); };
  s.getStorageInfoSync = function () { return { keys: Object.keys(storage), currentSize: 1, limitSize: 10240 }; };
  simple('getStorage', function (o, done) { native.hasOwn(storage, String(o.key)) ? done(true, { data: get(String(o.key)) }) : done(false, { why: 'data not found' }); });
  simple('setStorage', function (o, done) { put(String(o.key), o.data); done(true, {}); });
  simple('removeStorage', function (o, done) { delete storage[String(o.key)]; done(true, {}); });
  simple('clearStorage', function (o, done) { s.clearStorageSync(); done(true, {}); });

  function moves(name, how) {
    simple(name, function (o, done) {
      var channel = host.channel();
      if (o.events) Object.keys(o.events).forEach(function (k) { channel.on(k, o.events[k]); });
      native.event('the program opens ' + String(o.url || 'the page before').slice(0, 100));
      how(o, channel);
      done(true, { eventChannel: channel });
    });
  }
  moves('navigateTo', function (o, c) { host.open(o.url, c); });
  moves('redirectTo', function (o, c) { host.back(1); host.open(o.url, c); });
  moves('switchTab', function (o, c) { host.back(99); host.open(o.url, c); });
  moves('reLaunch', function (o, c) { host.back(99); host.open(o.url, c); });
  moves('navigateBack', function (o) { if (host.stack.length > 1) { host.back(o.delta || 1); host.show(); } });
  s.nextTick = function (fn) { host.post(fn, 0); };
  s.getUpdateManager = function () { return host.object('UpdateManager'); };
  s.getLaunchOptionsSync = s.getEnterOptionsSync = function () { return host.launch(); };
  s.getAccountInfoSync = function () { return { miniProgram: { appId: 'wx0', envVersion: 'release', version: '1.0.0' }, plugin: {} }; };
  s.createSelectorQuery = function () { return host.selector(); };
  simple('exitMiniProgram', function (o, done) { done(true, {}); });
  host.selector = function () {
    var todo = [];
    var q = {
      in: function () { return q; }, select: function () { return q; }, selectAll: function () { return q; }, selectViewport: function () { return q; },
      exec: function (fn) { host.post(function () { todo.forEach(function (f) { host.guard(f, undefined, [{ width: 300, height: 200, top: 0, left: 0 }]); }); host.guard(fn, undefined, [todo.map(function () { return { width: 300, height: 200, top: 0, left: 0, node: host.object('Canvas') }; })]); }, 5); return q; }
    };
    ['boundingClientRect', 'scrollOffset', 'fields', 'context', 'node'].forEach(function (k) {
      q[k] = function (a, b) { todo.push(typeof a === 'function' ? a : b); return q; };
    });
    return q;
  };
})
