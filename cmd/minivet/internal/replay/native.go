package replay

import (
	"encoding/json"
	"path"
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
	set := func(name string, v any) { _ = n.Set(name, v) }
	set("setNow", func(ms int64) { w.now = begin.Add(time.Duration(ms) * time.Millisecond) })
	set("threw", func(text, stack string) { w.threw(text, stack) })
	set("event", func(text string) { w.event("%s", text) })
	set("asked", func(question, answer string, yes bool, covers string) {
		w.event("%s: the user %s", question, answer)
		if yes {
			w.agreed = append(w.agreed, covers)
		}
	})
	set("clone", w.clone)
	set("button", func(event string) string { return s.button(event) })
	set("mark", w.mark)
	set("commit", w.commit)
	set("user", w.plain(w.user))
	set("names", func() goja.Value { return w.plain(s.names) })
	set("row", func(name string) goja.Value { return w.row(name) })
	set("rowByName", func(name string) goja.Value { return w.plain(rowByName(name)) })
	set("meters", w.vm.NewArray(anys(w.meters)...))
	set("unknown", func(v, holder *goja.Object, key string) { w.unknown[v] = origin{holder, key} })
	set("isUnknown", func(v goja.Value) bool { o, ok := v.(*goja.Object); _, known := w.unknown[o]; return ok && known })
	set("work", func(n int) { w.work(n) })
	set("wechat", s.platform != catalogue.TCMPP)
	set("consentText", s.cat.ConsentText)
	set("hasOwn", func(o *goja.Object, key string) bool { v := o.Get(key); return v != nil && !goja.IsUndefined(v) })
	set("sample", w.sample)
	var globals []string
	for _, g := range s.cat.Globals() {
		globals = append(globals, g.Name)
	}
	set("globals", w.plain(globals))
	w.storage = w.vm.CreateObject(nil)
	for k, v := range storage {
		_ = w.storage.Set(k, v)
	}
	set("storage", w.storage)
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
func (w *world) nativeProgram(set func(string, any)) {
	s := w.s
	set("resolve", func(from, spec string) string {
		if m := s.prog.Resolve(s.prog.Modules[from], spec); m != nil {
			return s.keys[m]
		}
		return ""
	})
	set("load", func(key string) goja.Value {
		if m := s.prog.Modules[key]; m != nil && m.JSON {
			return w.parse(m.File.Text)
		}
		if p := s.program(key); p != nil {
			if v, err := w.vm.RunProgram(p); err == nil {
				return v
			}
		}
		w.threw(key+" can't be run", "")
		return goja.Undefined()
	})
	set("appModule", func() string { return s.keys[s.prog.AppModule] })
	set("entries", func() goja.Value {
		entries := []string{}
		for _, m := range s.prog.Entries {
			entries = append(entries, s.keys[m])
		}
		return w.plain(entries)
	})
	set("describes", func(key string) string {
		if m := s.prog.Modules[key]; m != nil && m == s.prog.AppModule {
			return "app"
		}
		return s.owner[key]
	})
	set("isPage", func(p string) bool { return s.pages[p] })
	set("moduleOf", func(p string) string { return s.modules[p] })
	set("join", func(from, to string) string {
		if to, ok := strings.CutPrefix(to, "/"); ok {
			return path.Clean(to)
		}
		return path.Join(path.Dir(from), to)
	})
	set("page", func(from, url string) string {
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
	})
}

// nativeViews gives access to views and their elements.
func (w *world) nativeViews(set func(string, any)) {
	s := w.s
	element := func(p string, i int) *wxml.Element {
		if v := s.views[p]; v != nil && i >= 0 && i < len(v.elements) {
			return v.elements[i]
		}
		return nil
	}
	set("view", w.view)
	set("tags", func(p string) goja.Value {
		var tags []string
		if v := s.views[p]; v != nil {
			for _, e := range v.elements {
				tags = append(tags, e.Tag)
			}
		}
		return w.plain(tags)
	})
	set("parents", func(p string) goja.Value {
		if v := s.views[p]; v != nil {
			return w.plain(v.parents)
		}
		return w.plain([]int{})
	})
	set("speaksOfAgreement", func(p string, texts string) bool {
		v := s.views[p]
		return v != nil && v.agreement(s.cat) || s.cat.AgreementText(texts) || s.cat.ConsentText(texts)
	})
	set("component", func(p, tag string) string {
		if v := s.views[p]; v != nil && v.uses[tag] != nil {
			return v.uses[tag].Path
		}
		return ""
	})
	set("agreeLabel", func(p string, i int, text string) bool {
		e := element(p, i)
		return e != nil && s.labels.agrees(e, text)
	})
	set("refuseLabel", func(p string, i int, text string) bool {
		e := element(p, i)
		return e != nil && s.labels.refuses(e, text)
	})
	set("action", func(event, p string, i int, how, handler string) {
		e := element(p, i)
		switch {
		case e == nil:
		case event == "tap":
			w.event("the user taps %s<%s> of %s: %s runs", how, e.Tag, p, handler)
		default:
			w.event("the user makes <%s> of %s fire %s%s: %s runs", e.Tag, p, event, how, handler)
		}
	})
}

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
