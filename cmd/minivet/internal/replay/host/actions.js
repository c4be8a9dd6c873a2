// Actions: what the user can do on the page that is shown, and doing it.
(function (host, native) {
  'use strict';
  var u = native.user;
  // What a user who refuses never does: agree, and tick what stands beside an agreement.
  var ticks = { checkbox: 1, 'checkbox-group': 1, 'switch': 1, radio: 1, 'radio-group': 1 };
  // A data button fires but the event that it is for.
  var datum = { getphonenumber: 1, getrealtimephonenumber: 1, getuserinfo: 1, chooseavatar: 1, opensetting: 1, getauthorize: 1, launchapp: 1, contact: 1, agreeprivacyauthorization: 1 };
  function fires(r, event) {
    var type = r.attrs['open-type'];
    if (r.tag !== 'button' || datum[event] !== 1) return true;
    return typeof type === 'string' ? type.toLowerCase().split('|').indexOf(event) >= 0 : type !== undefined && type !== null;
  }
  // ticking tells whether touches in a component tick what stands beside an agreement: it
  // is a box that is not ticked, or holds one, in a view that speaks of an agreement.
  function ticking(inst) {
    var p = inst.parent, r = inst.record;
    if (!p || !r) return false;
    if (inst.ticksFor !== p.records) {
      var around = host.parents(p.path);
      inst.ticksFor = p.records;
      inst.ticks = p.records.some(function (x) {
        if (!box(x)) return false;
        for (var i = x.index, n = 0; i >= 0 && n < 50; i = around[i], n++) if (i === r.index) return true;
        return false;
      });
    }
    return (inst.ticks && solemn(p)) || ticking(p);
  }
  // box tells whether an element can be ticked and is not.
  function box(x) {
    if (ticks[x.tag]) return true;
    return !!x.component && (!!x.model || x.on.some(function (b) { return b.event === 'change'; })) && Object.keys(x.attrs).some(function (k) { return x.attrs[k] === false; });
  }
  function allowed(inst, r, event) {
    if (!fires(r, event)) return false;
    if (!u.agrees && ticking(inst)) return false;
    if (u.agrees && u.revokes && native.withdrawLabel(inst.path, inst.react ? -1 : r.index, r.text)) return false;
    if (event === 'getauthorize') return u.agrees || u.buttons || u.scopes.indexOf(String(r.attrs.scope)) >= 0; // a refusal is another event
    if (u.agrees) return event !== 'tap' || !native.refuseLabel(inst.path, inst.react ? -1 : r.index, r.text);
    if (event === 'agreeprivacyauthorization' || String(r.attrs['open-type'] || '').indexOf('agreePrivacyAuthorization') >= 0) return false;
    if (ticks[r.tag]) return u.plain && !solemn(inst);
    return !native.agreeLabel(inst.path, inst.react ? -1 : r.index, r.text);
  }
  // solemn tells whether a view speaks of an agreement.
  function solemn(inst) {
    if (inst.solemn === undefined || inst.judged !== inst.records) {
      inst.judged = inst.records;
      inst.solemn = native.speaksOfAgreement(inst.path, inst.records.map(function (r) { return r.text; }).join(' ').slice(0, 5000));
    }
    return inst.solemn || !!inst.parent && solemn(inst.parent);
  }

  // Of the items of a list only the first are touched, and more of them from the second pass on.
  var fewItems = 2, moreItems = 8, items = fewItems;
  var minor = { touchstart: 1, touchmove: 1, touchend: 1, touchcancel: 1, transitionend: 1, animationstart: 1, animationiteration: 1, animationend: 1, scroll: 1, error: 1, keyboardheightchange: 1,
    keyboardcompositionstart: 1, keyboardcompositionupdate: 1, keyboardcompositionend: 1, nicknamereview: 1, selectionchange: 1 };
  function slight(f) { return !!f.b && minor[f.b.event] === 1; }
  var found = [], byKey = new Map(), done = Object.create(null), drawn = -1, shown;
  // fresh forgets what was done; deep is that more is to be done than the time before.
  // What appeared after an action may be gone after the next: that action is then done once
  // more for each thing of those. opener says after which action a thing was first there,
  // behind are the things in that order, want is the one that is done next.
  var opener = Object.create(null), behind = [], want = '', at = '', again = 0, maxAgain = 12;
  host.fresh = function (deep) { done = Object.create(null); opener = Object.create(null); behind = []; want = at = ''; again = 0; drawn = -1; items = deep ? moreItems : fewItems; };
  // choose is the next thing that was not done, '' if there is none.
  host.choose = function (backward) {
    host.renderAll();
    var top = host.stack[host.stack.length - 1];
    if (drawn !== host.drawn || shown !== top) {
      look(top);
      // Builds of frameworks bind every event of an element: what says least comes last.
      if (!backward) found.reverse(); // the last is done first
      found = found.filter(slight).concat(found.filter(function (f) { return !slight(f); }));
    }
    var next = want && !done[want] && byKey.has(want) ? want : '';
    while (!next && found.length) {
      var f = found.pop();
      if (!done[f.key]) next = f.key;
    }
    want = '';
    if (!next) return reopen();
    done[next] = true;
    return next;
  };
  // reopen is the action behind which there is something that was not done, '' if there is none.
  function reopen() {
    while (behind.length && again < maxAgain) {
      var key = behind.shift();
      if (done[key] || !byKey.has(opener[key])) continue;
      again++;
      want = key;
      return opener[key];
    }
    return '';
  }
  function look(top) {
    drawn = host.drawn; shown = top; found = []; byKey = new Map();
    if (top) gather(top, '');
    byKey.forEach(function (f, key) {
      if (key in opener) return;
      opener[key] = at;
      if (at) behind.push(key);
    });
    native.work((found.length >> 2) + 1);
  }
  function naming(b) { return typeof b.handler === 'function' ? 'its code' : String(b.handler); }
  function add(f) {
    if (found.length >= 300) return;
    found.push(f);
    byKey.set(f.key, f);
  }
  function offer(inst, key, r, b, variant) { inst.offers.push({ key: key, inst: inst, r: r, b: b, variant: variant }); }
  function gather(inst, at) {
    if (inst.offered !== inst.records || inst.mind !== u.agrees || inst.reach !== items) {
      inst.offered = inst.records; inst.mind = u.agrees; inst.reach = items; inst.offers = [];
      offers(inst, at);
    }
    inst.offers.forEach(add);
    for (var k in inst.children) gather(inst.children[k], at + k + '/');
  }
  function offers(inst, at) {
    inst.active.forEach(function (r) {
      if (r.nth > items || r.attrs.disabled === true) return;
      var own = r.component, name = inst.path + '#' + at + r.index + '.' + r.nth;
      r.on.forEach(function (b) {
        if (own && b.event !== 'tap' || !allowed(inst, r, b.event)) return;
        variants(inst, r, b.event).forEach(function (v) { offer(inst, name + ' ' + b.event + ' ' + naming(b) + v.name, r, b, v); });
      });
      if (r.model && !ticks[r.tag]) offer(inst, inst.path + '#' + at + r.index + ' model', r);
    });
  }
  host.act = function (key) {
    var f = byKey.get(key);
    if (!f || !f.inst.live) return false;
    at = key;
    if (!f.b) { var v = {}; v[f.r.model] = typed(f.r); host.setData(f.inst, v); host.renderAll(); return true; }
    var back = u.revokes && !u.agrees && f.b.event === 'tap' && native.withdrawLabel(f.inst.path, f.inst.react ? -1 : f.r.index, f.r.text);
    if (u.revokes && u.agrees && (ticks[f.r.tag] || ticking(f.inst) || native.agreeLabel(f.inst.path, f.inst.react ? -1 : f.r.index, f.r.text))) native.agreed();
    native.action(f.b.event, f.inst.path, f.inst.react ? -1 : f.r.index, f.variant.says || '', naming(f.b), f.r.text, f.r.tag);
    host.fire(f.inst, f.r, f.b, f.variant.detail || detail(f.inst, f.r, f.b.event), f.variant.target);
    host.renderAll();
    if (back) native.withdrawn();
    return true;
  };
  // find is whether a thing can be done now.
  host.find = function (key) {
    host.renderAll();
    look(host.stack[host.stack.length - 1]);
    return byKey.has(key);
  };

  // variants are the ways in which a thing can be done.
  function variants(inst, r, event) {
    if (event === 'change' && (r.tag === 'swiper' || r.tag === 'picker' && !r.attrs.mode || r.attrs.mode === 'selector' || r.tag === 'radio-group')) return choices(inst, r);
    if (event === 'tap' && r.nth === 1) return [{ name: '' }].concat(within(inst, r));
    return [{ name: '' }];
  }
  function choices(inst, r) {
    if (r.tag === 'radio-group') return values(inst, 'radio').slice(0, 4).map(function (v, i) { return { name: ' ' + i, says: ' with ' + v, detail: { value: v } }; });
    var range = r.attrs.range, n = r.tag === 'swiper' ? inst.records.filter(function (x) { return x.tag === 'swiper-item'; }).length : Array.isArray(range) ? range.length : 1;
    var out = [];
    for (var i = 0; i < Math.max(1, Math.min(n, 6)); i++) {
      out.push({ name: ' ' + i, says: ' with choice ' + (i + 1), detail: r.tag === 'swiper' ? { current: i, currentItemId: '', source: 'touch' } : { value: String(i) } });
    }
    return out.reverse();
  }
  // within are touches of what is in an element and has data of its own.
  function within(inst, r) {
    var parents = host.parents(inst.path);
    if (inst.marksFor !== inst.records) {
      inst.marksFor = inst.records;
      inst.marks = inst.records.filter(function (x) { return x.nth === 1 && !x.on.length && x.dataset && Object.keys(x.dataset).length; });
    }
    return inst.marks.filter(function (x) {
      if (x === r) return false;
      for (var i = x.index, n = 0; i >= 0 && n < 50; i = parents[i], n++) if (i === r.index) return true;
      return false;
    }).slice(0, 4).map(function (x) { return { name: ' on ' + x.index, says: '<' + x.tag + '> in ', target: x }; });
  }

  function typed(r) {
    var type = r.attrs.type, p = String(r.attrs.placeholder || '') + String(r.attrs.name || '') + String(r.model || '');
    if (type === 'number' || type === 'digit' || /phone|mobile|tel|手机|电话/i.test(p)) return '13800000000';
    return 'text';
  }
  function detail(inst, r, event) {
    var yes = !!u.agrees;
    switch (event) {
    case 'getphonenumber': case 'getphonenumberandrisklevel': case 'getemailaddress': case 'getrealtimephonenumber': case 'getuserinfo':
      return host.hands(event) ? { errMsg: event + ':ok', code: 'code', encryptedData: 'data', iv: 'iv', userInfo: { nickName: 'name' } } : { errMsg: event + ':fail user deny' };
    case 'getauthorize': native.asked('the platform asks for ' + r.attrs.scope, 'agrees', true, String(r.attrs.scope)); return {};
    case 'chooseavatar': return { avatarUrl: host.hands(event) ? 'wxfile://avatar' : '' };
    case 'opensetting': return { authSetting: host.openSetting() };
    case 'agreeprivacyauthorization': host.agreePrivacy(); return {};
    case 'submit': return { value: form(inst) };
    case 'change':
      if (r.tag === 'switch') return { value: true };
      if (r.tag === 'checkbox-group') return { value: values(inst, 'checkbox') };
      if (r.tag === 'picker') return { value: picked(r) };
      return { value: 1, current: 1, source: 'touch' };
    case 'tap':
      if (yes && r.tag === 'button' && /agreePrivacy/.test(r.attrs['open-type'] || '')) host.agreePrivacy();
      return { x: 1, y: 1 };
    case 'selectionchange': return { isCollapsed: false, selectedString: 'text', firstRangeRect: { x: 1, y: 1, width: 1, height: 1 } };
    case 'columnchange': return { column: 0, value: 0 };
    case 'regionchange': return { type: 'end', causedBy: 'drag', centerLocation: { latitude: 1, longitude: 1 } };
    case 'markertap': return { markerId: 0 };
    case 'message': return { data: [{}] };
    case 'scroll': return { scrollTop: 100, scrollLeft: 0, scrollHeight: 1000, deltaY: -10 };
    default: return { value: typed(r), cursor: 4, scrollTop: 1 };
    }
  }
  function picked(r) {
    switch (r.attrs.mode) {
    case 'multiSelector': return [0, 0];
    case 'region': return ['a', 'b', 'c'];
    case 'date': return '2026-01-05';
    case 'time': return '10:00';
    default: return '0';
    }
  }
  function values(inst, tag) {
    return inst.records.filter(function (r) { return r.tag === tag; }).map(function (r) { return r.attrs.value === undefined ? 'on' : String(r.attrs.value); });
  }
  function form(inst) {
    var v = {}, ticked = u.agrees || u.plain && !solemn(inst);
    inst.records.forEach(function (r) {
      if (!r.attrs.name) return;
      v[r.attrs.name] = r.tag === 'checkbox-group' ? (ticked ? values(inst, 'checkbox') : []) : r.tag === 'switch' ? !!ticked :
        r.tag === 'radio-group' ? (ticked ? values(inst, 'radio')[0] || 'on' : '') : r.tag === 'picker' ? picked(r) : typed(r);
    });
    return v;
  }
})
