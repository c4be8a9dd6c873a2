package interp

import (
	"cmp"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// guard is what the catalogue says a call proves or asks.
func (c *nativeCall) guard(name string) *outcome {
	o := &outcome{}
	for _, g := range c.in.cat.GuardsOf(name) {
		if !g.On(c.in.platform) {
			continue
		}
		switch g.Outcome {
		case "success":
			c.guardSuccess(g, o)
		case "result":
			c.guardResult(g, o)
		}
	}
	return o
}

// guardSuccess: reaching the success callback proves.
func (c *nativeCall) guardSuccess(g catalogue.Guard, o *outcome) {
	in := c.in
	switch {
	case g.Covers == "all":
		o.bits |= agreed
		o.asked |= askedEverything
	case strings.HasPrefix(g.Covers, "scope-argument"):
		_, member, _ := strings.Cut(g.Covers, ":")
		names, known := c.scopeNames(cmp.Or(member, "scope"))
		bits, asked := everything, everything
		for _, n := range names {
			granted := Bits(0)
			if s := in.cat.Scope(n); s != nil && proves(s) {
				granted = in.bits.granted(n)
			}
			bits &= granted
			asked &= in.bits.askedBit(n)
		}
		if !known || len(names) == 0 {
			bits, asked = 0, 0
		}
		o.bits |= bits
		o.asked |= asked
	case strings.HasPrefix(g.Covers, "category:"):
		o.bits |= in.bits.categoryBit(strings.TrimPrefix(g.Covers, "category:"))
	}
}

// scopeNames are the scopes that a member of the options names: a text, or a list.
func (c *nativeCall) scopeNames(member string) (names []string, known bool) {
	var v Value
	for _, e := range c.optionalGet(c.arg(0), member) {
		if o := c.in.atoms[e.A].obj; o != nil && o.kind == oArray {
			v = join(v, c.anyElement(Value{e}))
			continue
		}
		v = join(v, Value{e})
	}
	return c.in.keys(v)
}

// guardResult: a test of the result proves.
func (c *nativeCall) guardResult(g catalogue.Guard, o *outcome) {
	in := c.in
	res := c.resultObject(o)
	path := g.Path
	if i := strings.IndexByte(path, '['); i >= 0 {
		path = path[:i]
	}
	switch g.Covers {
	case "scope-key":
		in.add(in.prop(res, path), in.authSetting().val())
		o.asked |= askedSomething
	case "all":
		in.add(in.prop(res, path), acceptWhen(g.Accept, agreed))
	case "all-if-consent-text":
		bits := Bits(0)
		free, about, text := c.consentModal()
		switch {
		case free && about:
			bits = agreed
			o.asked |= askedEverything
			c.asked(res)
		case about && c.st.must&denied == 0: // else it tells what follows from the refusal
			c.act.events = append(c.act.events, eventAt{kind: PromptNoRefusal, ins: c.inv.ins, result: res, agreement: in.cat.AgreementText(text)})
		}
		answer := acceptWhen(g.Accept, bits)
		if free {
			answer = join(boolean(true, false, answer[0].T|willing, 0), answer[1:])
		}
		in.add(in.prop(res, path), answer)
		if bits != 0 {
			in.add(in.prop(res, "cancel"), boolean(true, true, denied, 0))
		}
	}
	res.open = true
}

// resultObject is the object that a result is built in.
func (c *nativeCall) resultObject(o *outcome) *Object {
	res := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+8)
	o.result = res.val()
	return res
}

// acceptWhen is a boolean of which one outcome proves.
func acceptWhen(accept string, bits Bits) Value {
	if accept == "falsy" {
		return boolean(true, true, 0, bits)
	}
	refused := Bits(0)
	if bits != 0 {
		refused = denied
	}
	return boolean(true, true, bits, refused)
}

// authSetting is the object whose members tell which scopes were granted.
func (in *Interp) authSetting() *Object {
	if o := in.natives["authSetting"]; o != nil {
		return o
	}
	o := in.newObject(oAuthSetting)
	in.natives["authSetting"] = o
	return o
}

// consentModal tells whether a modal can be refused, and whether its text speaks of
// privacy, consent or the data, or is not known: then it asks for consent.
func (c *nativeCall) consentModal() (free, about bool, speaks string) {
	in := c.in
	opts := c.arg(0)
	free = true
	for _, e := range c.optionalGet(opts, "showCancel") {
		free = free && e.A != atomFalse
	}
	var text strings.Builder
	constant, blank := true, false
	for _, name := range []string{"title", "content", "confirmText", "confirmButtonText"} {
		for _, e := range c.optionalGet(opts, name) {
			info := &in.atoms[e.A]
			switch info.kind {
			case kString:
				text.WriteString(info.str)
				text.WriteByte('\n')
			case kUnknown:
				constant = constant && strings.HasPrefix(name, "confirm")
			case kUndefined, kNull:
				blank = blank || name == "content"
			}
			blank = blank || e.A == atomEmpty && !strings.HasPrefix(name, "confirm")
		}
	}
	if blank && constant && !in.textsKnown {
		// What fills the field may be met later, and may come from outside: until
		// then the best is assumed, since facts can be taken back but not added.
		in.blankModals = append(in.blankModals, c.act)
		constant = false
	}
	return free, !constant && free || in.cat.ConsentText(text.String()), text.String()
}

// settleTexts takes back what was assumed of dialogues whose text nothing filled.
func (in *Interp) settleTexts() {
	in.textsKnown = true
	for _, a := range in.blankModals {
		in.enqueue(a)
	}
	in.drain()
}

// navigate opens a page; the functions in `events` listen on the channel to it.
func navigate(c *nativeCall) Value {
	in := c.in
	events := c.optionalGet(c.arg(0), "events")
	address := c.optionalGet(c.arg(0), "url")
	c.query(address)
	ch := in.channel(address)
	for _, o := range in.objects(events) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			in.add(in.prop(in.listeners(ch), name), tag(in.read(o.props[name], c.act), c.st.held()))
		}
	}
	res := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+9)
	in.add(in.prop(res, "eventChannel"), ch.val())
	return c.api("navigateTo", &outcome{result: res.val()})
}

// onNeedPrivacy registers the handler of the privacy gate. Its resolve function is
// harmless data to the program; what it is worth is decided in gate.go.
func onNeedPrivacy(c *nativeCall) Value {
	resolve := c.boundNative(privacyResolve, 4, &bound{})
	c.later(c.arg(0), single(atomUndefined, 0), []Value{resolve.val(), unknownValue}, 1, 0, "listener of "+c.in.cat.Written("onNeedPrivacyAuthorization"))
	c.in.gated = true
	return single(atomUndefined, 0)
}

// privacyResolve is what a privacy handler resolves with; every agreement given
// elsewhere than in an agree control opens the gate for nothing.
var privacyResolve = &native{name: "resolve privacy", call: func(c *nativeCall) Value {
	event := c.optionalGet(c.arg(0), "event")
	for _, e := range event {
		if s, ok := c.in.constString(Value{e}); !ok || s == "agree" {
			if c.st.must&consentAll != consentAll {
				c.in.fakeGate = true
			}
			c.in.gateAgrees = true
		}
	}
	return single(atomUndefined, 0)
}}

// open opens a page without a channel to it.
func open(name string) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		c.query(c.optionalGet(c.arg(0), "url"))
		return c.api(name, nil)
	}
}
