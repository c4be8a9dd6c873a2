// Views: the compiled render function says which elements there are; components
// among them get instances, bindings become things that the user can do.
(function (host, native, global) {
  'use strict';
  var views = Object.create(null);
  var camels = Object.create(null);
  function camel(k) { return camels[k] || (camels[k] = k.replace(/-([a-z])/g, function (_, c) { return c.toUpperCase(); })); }

  var tags = Object.create(null), uses = Object.create(null);
  function tagsOf(path) { return tags[path] || (tags[path] = native.tags(path) || []); }
  var around = Object.create(null);
  // parents are, by element of a view, the one around it, or -1.
  host.parents = function (path) { return around[path] || (around[path] = native.parents(path)); };
  // component is the component that a tag stands for in a view, '' if it is none.
  host.component = function (path, tag) {
    var known = uses[path] || (uses[path] = Object.create(null));
    return tag in known ? known[tag] : (known[tag] = native.component(path, tag));
  };

  function surface(inst) {
    var list = [], parts = [], active = [], index = 0, at = null, count = Object.create(null), path = inst.path;
    function record(i, tag) {
      if (at && at.index === i && !tag) return at;
      if (list.length > 3000) return at;
      count[i] = (count[i] || 0) + 1;
      tag = tag || tagsOf(path)[i] || 'view';
      at = { index: i, nth: count[i], tag: tag, component: host.component(path, tag), attrs: {}, dataset: {}, on: [], text: '' };
      list.push(at);
      if (at.component) parts.push(at);
      return at;
    }
    function acts(r) { if (active[active.length - 1] !== r) active.push(r); }
    return {
      // records are the elements, in order; parts those that are components, active those with which something can be done.
      records: list, parts: parts, active: active,
      use: function (i, tag, attrs, dataset) { var r = record(i, tag); r.attrs = attrs || {}; r.dataset = dataset || {}; },
      on: function (i, event, handler, dataset) { var r = record(i); r.dataset = dataset || r.dataset; r.on.push({ event: String(event).toLowerCase(), handler: handler }); acts(r); },
      text: function (t) { if (at && t !== undefined && t !== null) at.text += ' ' + String(t).slice(0, 200); },
      model: function (i, path, prop) { var r = record(i); r.model = path; r.prop = prop; acts(r); },
      slot: function () {},
      index: function () { return index; },
      unknown: function () { return undefined; },
      wxs: function (id) { return host.load(id); },
      list: function (v) {
        if (typeof v === 'number') v = Array.from({ length: Math.min(v, 50) }, function (_, i) { return i; });
        if (v === null || v === undefined) return [];
        if (host.isAnything(v)) v = [v[0]];
        if (typeof v === 'string') return v.slice(0, 50).split('');
        var keys = Array.isArray(v) ? null : Object.keys(v).slice(0, 50), all = Array.isArray(v) ? v.slice(0, 50) : keys.map(function (k) { return v[k]; });
        return (function* () { for (var i = 0; i < all.length; i++) { index = keys ? keys[i] : i; yield all[i]; } })();
      }
    };
  }
  host.drawn = 0;
  // drawing is the number of the drawing that is being made, 0 if none is: until it is done nothing changes.
  host.drawing = 0;
  host.render = function (inst) {
    if (inst.react) return host.drawReact(inst);
    inst.dirty = false;
    host.drawn++;
    if (!(inst.path in views)) views[inst.path] = native.view(inst.path);
    var draw = views[inst.path];
    if (!draw) return;
    var s = surface(inst);
    host.drawing = host.drawn;
    try { draw(s, inst.self.data); } catch (e) { host.threw('a view of ' + inst.path + ': ', e); }
    host.drawing = 0;
    inst.records = s.records; inst.parts = s.parts; inst.active = s.active;
    native.work(s.records.length + 4 * s.parts.length + 5);
    children(inst);
  };
  function children(inst) {
    var seen = Object.create(null);
    inst.parts.forEach(function (r) {
      var path = r.component, key = r.index + '.' + r.nth, child = inst.children[key];
      seen[key] = true;
      if (!child) {
        if (Object.keys(inst.children).length > 200 || tooDeep(inst)) return;
        host.need(path);
        child = inst.children[key] = host.make(path, inst, r);
        child.page = inst.page || inst;
        host.life(child, 'created');
        child.record = r;
        properties(child, r, true);
        host.life(child, 'attached');
        host.render(child);
        host.life(child, 'ready');
        (child.flat.pageLife.show || []).forEach(function (f) { host.guard(f, child.self); });
        relate(inst, child);
      } else {
        child.record = r;
        properties(child, r, false);
        if (child.dirty) host.render(child);
        if (child.below) refresh(child);
      }
      child.self.id = r.attrs.id || ''; child.self.dataset = r.dataset || {};
    });
    Object.keys(inst.children).forEach(function (key) {
      if (!seen[key]) { host.end(inst.children[key]); delete inst.children[key]; }
    });
  }
  // relate links a component with those around it that it names as related.
  function relate(owner, child) {
    var parents = host.parents(owner.path), around = [];
    for (var i = parents[child.record.index], n = 0; i >= 0 && n < 50; i = parents[i], n++) {
      for (var nth = child.record.nth; nth > 0; nth--) if (owner.children[i + '.' + nth]) { around.push(owner.children[i + '.' + nth]); break; }
    }
    if (owner.parent) around.push(owner);
    Object.keys(child.flat.relations).forEach(function (k) {
      var r = child.flat.relations[k];
      if (!r || r.type !== 'parent' && r.type !== 'ancestor') return;
      var other = around.filter(function (p) { return meant(child, k, r, p); })[0];
      if (!other) return;
      link(child, k, r, other);
      Object.keys(other.flat.relations).forEach(function (b) {
        var back = other.flat.relations[b];
        if (back && (back.type === 'child' || back.type === 'descendant') && meant(other, b, back, child)) link(other, b, back, child);
      });
    });
  }
  // meant tells whether a relation that a component names by k is with other.
  function meant(inst, k, r, other) {
    if (r.target) return other.flat.behaviors.indexOf(r.target) >= 0;
    return native.join(inst.path, k) === other.path;
  }
  function link(inst, k, r, other) {
    (inst.related[k] = inst.related[k] || []).push(other.self);
    host.guard(r.linked, inst.self, [other.self]);
  }
  function tooDeep(inst) { var n = 0; for (; inst; inst = inst.parent) n++; return n > 12; }
  function properties(child, r, first) {
    var changed = [], old = Object.create(null), data = child.self.data, last = child.handed || {};
    child.handed = r.attrs;
    Object.keys(r.attrs || {}).forEach(function (k) {
      var name = k in child.flat.properties ? k : camel(k);
      if (!(name in child.flat.properties)) return;
      var v = r.attrs[k];
      if (v === null || typeof v !== 'object') { if (!first && v === last[k]) return; } else v = host.clone(v);
      if (v === undefined) return;
      var p = child.flat.properties[name], type = p && p.type || p;
      if (type === Boolean) v = v !== 'false' && !!v || v === '';
      if (type === Number && typeof v === 'string') v = +v;
      if (child.given) child.given[name] = v;
      if (v === data[name] || v !== null && typeof v === 'object' && host.print(v) === host.print(data[name])) return;
      old[name] = data[name]; data[name] = v; changed.push(name);
    });
    // A handler that is bound on the tag is a property: onChange is this.props.onChange.
    if (native.props) r.on.forEach(function (b) {
      Object.keys(child.flat.properties).concat('on' + b.event.slice(0, 1).toUpperCase() + b.event.slice(1)).forEach(function (k) {
        if (k.toLowerCase() === 'on' + b.event) data[k] = function () { return host.guard(handler(child.parent, b), child.parent.self, arguments); };
      });
    });
    if (changed.length) { host.mark(child); host.observe(child, changed, old); }
  }
  host.end = function (inst) {
    inst.live = false;
    host.drawn++;
    Object.keys(inst.children).forEach(function (k) { host.end(inst.children[k]); });
    if (inst.parent) host.life(inst, 'detached');
  };
  host.need = function (path) {
    if (host.defs[path]) return;
    host.defs[path] = { page: false, def: {} };
    var outer = host.loading, module = native.moduleOf(path);
    host.loading = path;
    var exports = module && host.load(module);
    if (native.react && host.exported(exports)) host.defs[path].react = host.exported(exports);
    host.loading = outer;
  };
  // mark has an instance drawn again.
  host.mark = function (inst) {
    inst.dirty = host.changed = true;
    for (var p = inst.parent; p && !p.below; p = p.parent) p.below = true;
  };
  function refresh(inst) {
    if (inst.dirty) host.render(inst);
    if (!inst.below) return;
    inst.below = false;
    for (var k in inst.children) refresh(inst.children[k]);
  }
  // touch has what may have changed drawn again: an instance that is its own data does not say so.
  function touch(inst, first) {
    var any = false;
    if (inst.vue) {
      any = host.watched(inst);
      if (first || any) host.mark(inst);
    }
    Object.keys(inst.children).forEach(function (k) { any = touch(inst.children[k], first) || any; });
    return any;
  }
  // changed: something was told to be drawn again, or may have to be without saying so.
  host.changed = true;
  var last = -1, shown;
  host.renderAll = function () {
    var top = host.stack[host.stack.length - 1];
    // What is its own data changes only when code of the program runs: as a call, or as what waited for a promise.
    if (!host.changed && top === shown && (!host.ownData || host.ran + native.resumed() === last)) return;
    if (top && host.ownData) touch(top, true);
    for (var i = 0; top && i < 10 && (top.dirty || top.below); i++) { refresh(top); if (host.ownData) touch(top, false); }
    // What was marked on the way is drawn by now.
    host.changed = !!top && (top.dirty || !!top.below);
    shown = top;
    last = host.ran + native.resumed();
  };
  host.trigger = function (inst, name, detail, args) {
    if (!inst.parent || !inst.record || triggers > 20) return;
    triggers++;
    name = name.toLowerCase();
    if (inst.vue) name = name.replace(/[-:]/g, '');
    inst.record.on.forEach(function (b) {
      if (b.event !== name) return;
      if (args) host.guard(handler(inst.parent, b), inst.parent.self, args);
      else host.fire(inst.parent, inst.record, b, detail === undefined ? {} : detail);
    });
    triggers--;
  };
  var triggers = 0;
  function place(r) { return { id: r.attrs && r.attrs.id || '', dataset: host.clone(r.dataset), offsetLeft: 0, offsetTop: 0 }; }
  // handler is the method that a binding names, or its code.
  function handler(inst, b) { return typeof b.handler === 'function' ? b.handler : inst.self[b.handler]; }
  host.fire = function (inst, r, b, detail, target) {
    var event = { type: b.event, timeStamp: host.now(), target: place(target || r), currentTarget: place(r), mark: {}, detail: detail, touches: [{ pageX: 1, pageY: 1, clientX: 1, clientY: 1 }], changedTouches: [{ pageX: 1, pageY: 1 }] };
    if (inst.vue) event.mp = event; // as mpvue has it
    if (inst.react) event.stopPropagation = event.preventDefault = function () {};
    host.guard(handler(inst, b), inst.self, [event]);
  };
  host.select = function (inst, sel) {
    var out = [], deep = sel.indexOf('>>>') >= 0, parts = sel.split(/>>>|[\s>]+/).pop().match(/[#.]?[^#.]+/g) || [];
    function fits(r) {
      var a = r.attrs || {}, names = String(a['class'] || '').split(/\s+/);
      return parts.length > 0 && parts.every(function (p) {
        return p === '*' || (p[0] === '#' ? a.id === p.slice(1) : p[0] === '.' ? names.indexOf(p.slice(1)) >= 0 : r.tag === p);
      });
    }
    (function look(at) {
      Object.keys(at.children).forEach(function (k) {
        var c = at.children[k];
        if (fits(c.record)) out.push(c.self);
        if (deep) look(c);
      });
    })(inst);
    return out;
  };
})
