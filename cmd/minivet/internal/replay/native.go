package replay

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/wxml"
)

// native is what the host's scripts are given from here. The program under test
// never gets hold of it.
func (w *world) native(storage map[string]string) *goja.Object {
	n, s := w.vm.NewObject(), w.s
	set := func(name string, f func(args) any) { _ = n.Set(name, w.function(f)) }
	value := func(name string, v any) { _ = n.Set(name, v) }
	set("setNow", func(a args) any { w.now = begin.Add(time.Duration(a.int(0)) * time.Millisecond); return nil })
	set("threw", func(a args) any { w.threw(a.text(0), a.text(1), a.text(2)); return nil })
	set("event", func(a args) any { w.event("%s", a.text(0)); return nil })
	set("asked", func(a args) any {
		w.event("%s: the user %s", a.text(0), a.text(1))
		if a.yes(2) {
			w.agreed = append(w.agreed, agreement{a.text(3), a.yes(4)})
		}
		return nil
	})
	set("agreed", func(args) any { w.agreed = append(w.agreed, agreement{own: true}); return nil })
	set("resumed", func(args) any { return w.resumed })
	set("regexp", func(a args) any { return w.regexp(a.at(0), a.at(1)) })
	set("withdrawn", func(args) any { w.takeBack(true); return nil })
	set("clone", func(a args) any { return w.clone(a.at(0)) })
	set("button", func(a args) any { return s.button(a.text(0)) })
	set("mark", func(a args) any { return w.mark(a.text(0)) })
	set("commit", func(a args) any { w.commit(a.int(0)); return nil })
	value("user", w.plain(w.user))
	set("names", func(args) any { return w.plain(s.names) })
	set("row", func(a args) any { return w.row(a.text(0)) })
	set("rowByName", func(a args) any { return w.plain(rowByName(a.text(0))) })
	value("meters", w.vm.NewArray(anys(w.meters)...))
	set("unknown", func(a args) any { w.unknown[a.object(0)] = origin{a.object(1), a.text(2)}; return nil })
	set("written", func(a args) any { return w.written(a.object(0)) })
	set("isUnknown", func(a args) any { _, known := w.unknown[a.object(0)]; return known })
	set("work", func(a args) any { w.work(a.int(0)); return nil })
	value("wechat", s.platform == catalogue.WeChat)
	set("consentText", func(a args) any { return s.cat.ConsentText(a.text(0)) })
	set("hasOwn", func(a args) any { v := a.object(0).Get(a.text(1)); return v != nil && !goja.IsUndefined(v) })
	set("sample", func(a args) any { return w.sample(a.text(0)) })
	value("globals", w.plain(s.receivers))
	value("asking", w.plain(s.asking()))
	value("props", s.cat.Props())
	value("react", s.react)
	value("sources", s.prog.Framework != "")
	set("isScope", func(a args) any { return s.cat.Scope(a.text(0)) != nil })
	set("storing", func(a args) any { return w.plain(s.cat.Store(a.text(0))) })
	w.storage = w.vm.CreateObject(nil)
	for k, v := range storage {
		_ = w.storage.Set(k, v)
	}
	value("storage", w.storage)
	w.owns = w.vm.CreateObject(nil)
	value("owns", w.owns)
	w.nativeProgram(set)
	w.nativeViews(set)
	return n
}

// plain makes an ordinary value of the machine, so that no Go value is in reach of a program.
func (w *world) plain(v any) goja.Value {
	text, err := json.Marshal(v)
	if err != nil {
		return goja.Undefined()
	}
	return w.parse(string(text))
}

func (w *world) parse(text string) goja.Value {
	v, err := w.parser(goja.Undefined(), w.vm.ToValue(text))
	if err != nil {
		return goja.Undefined()
	}
	return v
}

func (w *world) sample(name string) goja.Value {
	if text, ok := samples[name]; ok {
		return w.parse(text)
	}
	return w.plain(fill(w.s.cat.API(name)))
}

// nativeProgram gives access to modules and pages.
func (w *world) nativeProgram(set func(string, func(args) any)) {
	s := w.s
	set("resolve", func(a args) any {
		if m := s.prog.Resolve(s.prog.Modules[a.text(0)], a.text(1)); m != nil {
			return s.keys[m]
		}
		return ""
	})
	set("load", func(a args) any { return w.load(a.text(0)) })
	set("appModule", func(args) any { return s.keys[s.prog.AppModule] })
	set("entries", func(args) any {
		entries := []string{}
		for _, m := range s.prog.Entries {
			entries = append(entries, s.keys[m])
		}
		return w.plain(entries)
	})
	set("describes", func(a args) any {
		key := a.text(0)
		if m := s.prog.Modules[key]; m != nil && m == s.prog.AppModule {
			return "app"
		}
		return s.owner[key]
	})
	set("isPage", func(a args) any { return s.pages[a.text(0)] })
	set("moduleOf", func(a args) any { return s.modules[a.text(0)] })
	set("join", func(a args) any {
		if to, ok := strings.CutPrefix(a.text(1), "/"); ok {
			return path.Clean(to)
		}
		return path.Join(path.Dir(a.text(0)), a.text(1))
	})
	set("page", func(a args) any { return s.pageAt(a.text(0), a.text(1)) })
}

// load is the function that a module is, or the value of a JSON module.
func (w *world) load(key string) goja.Value {
	if m := w.s.prog.Modules[key]; m != nil && m.JSON {
		return w.parse(m.File.Text)
	}
	if m := w.s.lowered(key); m != nil {
		for _, name := range m.puts {
			if _, known := w.s.table[name]; !known && !slices.Contains(others, name) {
				_ = w.owns.Set(name, true)
			}
		}
		if v, err := w.vm.RunProgram(m.program); err == nil {
			return v
		}
	}
	w.threw(key+" can't be run", "", key)
	return goja.Undefined()
}

// pageAt is the page that a URL names, as seen from another page; "" if there is none.
func (s *script) pageAt(from, url string) string {
	p := strings.TrimPrefix(url, "/")
	if !strings.HasPrefix(url, "/") && from != "" {
		p = path.Join(path.Dir(from), url)
	}
	if !s.pages[p] {
		p = strings.TrimSuffix(p, ".html")
	}
	if !s.pages[p] {
		return ""
	}
	return p
}

// nativeViews gives access to views and their elements.
func (w *world) nativeViews(set func(string, func(args) any)) {
	s := w.s
	element := func(p string, i int) *wxml.Element {
		if s.react {
			return bare("")
		}
		if v := s.views[p]; v != nil && i >= 0 && i < len(v.elements) {
			return v.elements[i]
		}
		return nil
	}
	set("view", func(a args) any { return w.view(a.text(0)) })
	set("tags", func(a args) any {
		var tags []string
		if v := s.views[a.text(0)]; v != nil {
			for _, e := range v.elements {
				tags = append(tags, e.Tag)
			}
		}
		return w.plain(tags)
	})
	set("parents", func(a args) any {
		if v := s.views[a.text(0)]; v != nil {
			return w.plain(v.parents)
		}
		return w.plain([]int{})
	})
	set("speaksOfAgreement", func(a args) any {
		v := s.views[a.text(0)]
		return v != nil && s.labels.speaks(v.says()) || s.labels.speaks(a.text(1))
	})
	set("component", func(a args) any {
		if v := s.views[a.text(0)]; v != nil && v.uses[a.text(1)] != nil {
			return v.uses[a.text(1)].Path
		}
		return ""
	})
	set("agreeLabel", func(a args) any {
		e := element(a.text(0), a.int(1))
		return e != nil && s.labels.agrees(e, a.text(2))
	})
	set("refuseLabel", func(a args) any {
		e := element(a.text(0), a.int(1))
		return e != nil && s.labels.refuses(e, a.text(2))
	})
	set("withdrawLabel", func(a args) any {
		e := element(a.text(0), a.int(1))
		return e != nil && s.labels.withdraws(e, a.text(2))
	})
	set("action", func(a args) any {
		event, p, how, handler := a.text(0), a.text(1), a.text(3), a.text(4)
		e := element(p, a.int(2))
		if s.react {
			e = bare(a.text(6))
		} else if e != nil {
			w.touch(p, e)
		}
		switch {
		case e == nil:
		case event == "tap":
			w.event("the user taps %s<%s>%s of %s: %s runs", how, e.Tag, s.labels.quoted(e, a.text(5)), p, handler)
		default:
			w.event("the user makes <%s> of %s fire %s%s: %s runs", e.Tag, p, event, how, handler)
		}
		return nil
	})
}

// bare is an element of which only what was rendered is known.
func bare(tag string) *wxml.Element { return &wxml.Element{Tag: tag} }

// view is the render function at a path, undefined if there is none.
func (w *world) view(p string) goja.Value {
	v := w.s.views[p]
	if v == nil || v.program == nil {
		return goja.Undefined()
	}
	made, err := w.vm.RunProgram(v.program)
	if err != nil {
		return goja.Undefined()
	}
	f, ok := goja.AssertFunction(made)
	if !ok {
		return goja.Undefined()
	}
	module := w.vm.NewObject()
	_ = module.Set("exports", w.vm.NewObject())
	out, err := f(goja.Undefined(), append([]goja.Value{module}, w.meters...)...)
	if err != nil {
		return goja.Undefined()
	}
	return out
}

// row is what the host needs of an API.
func (w *world) row(name string) goja.Value {
	if r, ok := w.s.table[name]; ok {
		r.Known = true
		return w.plain(r)
	}
	return w.plain(rowByName(name))
}
