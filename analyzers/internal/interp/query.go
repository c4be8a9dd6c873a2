package interp

import (
	"net/url"
	"strconv"
	"strings"
)

// The query of a page's address is how pages hand each other data:
//
//	wx.navigateTo({ url: '/pages/b/b?lat=' + at.latitude + '&id=' + id })
//
// A text that begins like such an address is kept as a template: what is known of
// it, with a hole for each computed part that names the labels of its data. The
// options of the page's onLoad are read off it.

// A hole is holeStart, numbers of labels separated by commas, and holeEnd.
const (
	holeStart = "\x00"
	holeEnd   = "\x01"
	maxQuery  = 300 // bytes of a template; the rest of a longer one is not followed
)

// pageQuery tells whether a text begins like the address of a page with a query.
func pageQuery(text string) bool {
	return len(text) < maxQuery && !strings.Contains(text, "://") && strings.Contains(text, "?") &&
		(text[0] == '/' || text[0] == '.' || strings.Contains(text, "/"))
}

// hole stands for a value in a template: itself, if it is one constant.
func (in *Interp) hole(v Value) string {
	if s, ok := in.constString(v); ok {
		return s
	}
	var labels []string
	for _, e := range v {
		if l := in.atoms[e.A].label; l != 0 {
			labels = append(labels, strconv.Itoa(int(l)))
		}
	}
	return holeStart + strings.Join(labels, ",") + holeEnd
}

// query hands the query of an address over to the page that it opens.
func (c *nativeCall) query(address Value) {
	in := c.in
	for _, e := range address {
		a := &in.atoms[e.A]
		if a.kind != kUnknown || a.str == "" {
			continue
		}
		path, query, ok := strings.Cut(a.str, "?")
		if !ok || strings.Contains(path, holeStart) {
			continue
		}
		to := in.queryOf(in.pagePath(c.act, path))
		for _, pair := range strings.Split(query, "&") {
			key, value, _ := strings.Cut(pair, "=")
			if k, err := url.QueryUnescape(key); err == nil && k != "" {
				in.add(in.prop(to, k), join(in.filled(value), unknownValue))
			}
		}
	}
}

// filled is the value that a part of a template stands for.
func (in *Interp) filled(part string) Value {
	_, rest, ok := strings.Cut(part, holeStart)
	if !ok {
		return single(in.str(part), 0)
	}
	out := unknownValue
	labels, _, _ := strings.Cut(rest, holeEnd)
	for _, l := range strings.Split(labels, ",") {
		if n, err := strconv.Atoi(l); err == nil && n > 0 && n < len(in.labels) {
			out = join(out, single(in.unknown(Label(n)), 0))
		}
	}
	return out
}

// pagePath is the page that an address means, seen from the code that opens it.
func (in *Interp) pagePath(from *Activation, path string) string {
	if strings.HasPrefix(path, "/") {
		return strings.TrimPrefix(path, "/")
	}
	base := from.fn.Unit.Source.Path
	joined, err := url.JoinPath("/", base, "..", path)
	if err != nil {
		return path
	}
	return strings.TrimPrefix(joined, "/")
}

// queryOf is the object that onLoad of a page gets.
func (in *Interp) queryOf(page string) *Object {
	if o := in.queries[page]; o != nil {
		return o
	}
	o := in.newObject(oPlain)
	o.open = true // the page can be opened from outside too
	in.queries[page] = o
	return o
}
