package catalogue

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// PlatformRow is a row of table platform.
type PlatformRow struct {
	Name      string // "alipay"
	Namespace string // the global that its APIs are members of: "my"
	Words     string // for people
	// Props: a component reads its properties as this.props, and calls the handlers
	// that are bound on its tag as properties: onChange is this.props.onChange.
	Props bool
	// Constants are names that frameworks put the platform in place of when they build a
	// program for it: "process.env.TARO_ENV" is "weapp".
	Constants map[string]string
	// Like is a platform whose rows hold for this one too, as far as names agree; ""
	// where it has rows of its own. Without are the keys of those that do not.
	Like    string
	Without []string
	Notes   string
}

// Store is what an API does with the program's storage.
type Store struct {
	// Does is "get" or "set".
	Does string
	// Key and Value are the places of the key and the value in a call: the number of
	// an argument, and a path in it: "1", "0.data".
	Key, Value string
	// Result is the member of the result that holds the value, "" if it is the result.
	Result string
}

// defaults are the platforms that there always are: the rules speak of them.
var defaults = []*PlatformRow{{Name: string(WeChat), Namespace: "wx"}, {Name: string(TCMPP), Namespace: "wx"}}

// platforms reads table platform. WeChat comes first.
func (l *loader) platforms() []*PlatformRow {
	list := slices.Clone(defaults)
	for _, d := range l.entries("platform") {
		p := &PlatformRow{Name: d.key(), Namespace: d.text("namespace"), Words: d.text("words"), Props: d.yes("props"), Constants: d.constants(), Like: d.text("like"), Without: d.list("without", ","), Notes: d.text("notes")}
		if p.Namespace == "" || strings.ContainsAny(p.Namespace, ". <") {
			d.fail("namespace", "namespace %q is no name of a global", p.Namespace)
		}
		if i := slices.IndexFunc(list, func(x *PlatformRow) bool { return x.Name == p.Name }); i >= 0 {
			list[i] = p
			continue
		}
		list = append(list, p)
	}
	l.likes(list)
	l.names = nil
	for _, p := range list {
		l.names = append(l.names, p.Name)
	}
	return list
}

// likes checks what platforms are like: one of those that are not like another.
func (l *loader) likes(list []*PlatformRow) {
	for _, d := range l.entries("platform") {
		like := d.text("like")
		i := slices.IndexFunc(list, func(p *PlatformRow) bool { return p.Name == like })
		switch {
		case like == "":
		case i < 0 || list[i].Like != "" || list[i].Name == d.key():
			d.fail("like", "%q is no platform with rows of its own", like)
		}
	}
}

// common are the tables whose rows without a namespace hold for every platform.
var common = []string{"category", "scope", "provenance", "word", "lifecycle", "global", "platform", "export"}

// borrows tells whether a row of another namespace holds for a platform that is like that
// one. Which calls yield less is known of the platform itself alone.
func (p *PlatformRow) borrows(platforms []*PlatformRow, of, table, key string, r *row) bool {
	if table == "guard" {
		_, name, _ := strings.Cut(r.cells["call"].text, of+".")
		key = cmp.Or(name, r.cells["call"].text)
	}
	like := slices.ContainsFunc(platforms, func(l *PlatformRow) bool { return l.Name == p.Like && l.Namespace == of })
	return like && table != "getter" && !slices.Contains(p.Without, key)
}

// ofNamespace are the rows that hold for the platforms of a namespace, with keys
// that do not name it any more: my.getLocation is getLocation.
func ofNamespace(all map[string]map[string]*row, platforms []*PlatformRow, p *PlatformRow) map[string]map[string]*row {
	first := defaults[0].Namespace
	out := map[string]map[string]*row{}
	for table, rows := range all {
		out[table] = map[string]*row{}
		borrowed := map[string]*row{} // the platform's own rows come before them
		for _, key := range slices.Sorted(maps.Keys(rows)) {
			r := rows[key]
			of, rest, ok := strings.Cut(r.cells[table].text, ".")
			if table == "guard" {
				of, rest, ok = strings.Cut(r.cells["call"].text, ".")
			}
			foreign := ok && isNamespace(platforms, of)
			if foreign {
				r, key = r.renamed(table, rest), strings.Replace(key, of+".", "", 1)
			}
			switch {
			case foreign && of == p.Namespace:
				out[table][key] = r
			case foreign && p.borrows(platforms, of, table, key, r):
				borrowed[key] = r
			case foreign:
			case p.Namespace == first || slices.Contains(common, table) || isOwn(r.cells["outcome"].text):
				out[table][key] = r
			case p.borrows(platforms, first, table, key, r):
				borrowed[key] = r
			}
		}
		for key, r := range borrowed {
			if out[table][key] == nil {
				out[table][key] = r
			}
		}
	}
	return out
}

func isNamespace(platforms []*PlatformRow, name string) bool {
	return name != defaults[0].Namespace && slices.ContainsFunc(platforms, func(p *PlatformRow) bool { return p.Namespace == name })
}

// renamed is the row with another name.
func (r *row) renamed(table, name string) *row {
	column := table
	if table == "guard" {
		column = "call"
	}
	cells := maps.Clone(r.cells)
	cells[column] = cell{name, cells[column].at}
	return &row{r.at, cells}
}

func (l *loader) stores(c *Catalogue) {
	c.stores = map[string]*Store{}
	for _, d := range l.entries("storage") {
		s := &Store{Does: d.oneOf("does", "get", "set"), Key: d.text("key"), Value: d.text("value"), Result: d.text("result")}
		for _, place := range []string{s.Key, s.Value} {
			n, path, deeper := strings.Cut(place, ".")
			if place != "" && (len(n) != 1 || n < "0" || n > "9" || deeper && !validPath(path)) {
				d.fail("key", "%q is no place like 1 or 0.data", place)
			}
		}
		if s.Key == "" || (s.Does == "set") != (s.Value != "") {
			d.fail("value", "%s: a key is needed, and a value where something is set", d.key())
		}
		c.stores[d.key()] = s
	}
}

// On is the catalogue as it holds for a platform: the names of its rows are those of
// that platform's APIs. A platform that is not known is taken for the first.
func (c *Catalogue) On(p Platform) *Catalogue {
	if o := c.on[p]; o != nil {
		return o
	}
	return c
}

// Has tells whether the platform is one that the catalogue is seen from.
func (c *Catalogue) Has(p Platform) bool { return c.on[p] == c }

// Platforms are the rows of table platform.
func (c *Catalogue) Platforms() []*PlatformRow { return c.platforms }

// OfNamespace is the first platform with that namespace ("my"), "" if there is none.
func (c *Catalogue) OfNamespace(name string) Platform {
	for _, p := range c.platforms {
		if p.Namespace == name {
			return Platform(p.Name)
		}
	}
	return ""
}

// Namespace is the global that the platform's APIs are members of.
func (c *Catalogue) Namespace() string { return c.namespace }

// Props: see [PlatformRow].
func (c *Catalogue) Props() bool { return c.props }

// constants are pairs NAME=VALUE.
func (d decoder) constants() map[string]string {
	out := map[string]string{}
	for _, pair := range d.list("constants", ",") {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" || value == "" {
			d.fail("constants", "%q is no NAME=VALUE", pair)
			continue
		}
		out[name] = value
	}
	return out
}

// Constants are those of the platform that a program is analysed for, see [PlatformRow].
func (c *Catalogue) Constants(p Platform) map[string]string {
	if row := c.Row(p); row != nil {
		return row.Constants
	}
	return nil
}

// Row is the row of a platform, nil if there is none.
func (c *Catalogue) Row(p Platform) *PlatformRow {
	for _, row := range c.platforms {
		if row.Name == string(p) {
			return row
		}
	}
	return nil
}

// The models of exports, see [Catalogue.Export].
const (
	ExportArgument  = "argument"  // a function that returns what it is given
	ExportComponent = "component" // a function that registers a component, as Component does
	ExportBindings  = "bindings"  // a function that binds fields and methods of a store to a page or component
)

// exports reads table export.
func (l *loader) exports(c *Catalogue) {
	c.exports = map[string]map[string]string{}
	for _, d := range l.entries("export") {
		pkg, name, ok := strings.Cut(d.key(), "#")
		if !ok || pkg == "" || name == "" {
			d.fail("export", "export %q is no PACKAGE#NAME", d.key())
			continue
		}
		if c.exports[pkg] == nil {
			c.exports[pkg] = map[string]string{}
		}
		c.exports[pkg][name] = d.oneOf("does", ExportArgument, ExportComponent, ExportBindings)
	}
}

// Exports are the models of what an npm package exports, by name; nil if there are none.
func (c *Catalogue) Exports(pkg string) map[string]string { return c.exports[pkg] }

// Store is what the API of that name does with storage, nil if nothing.
func (c *Catalogue) Store(name string) *Store { return c.stores[name] }

// Written is a name of the tables as a program writes it: getLocation is
// wx.getLocation, methods of objects and elements stay as they are.
func (c *Catalogue) Written(name string) string {
	if strings.ContainsAny(name, "<.") && !strings.HasPrefix(name, "cloud.") {
		return name
	}
	return c.namespace + "." + name
}

// AsksUser tells whether an API does nothing but ask the user for consent, so that
// its failure is a refusal.
func (c *Catalogue) AsksUser(name string) bool {
	return slices.ContainsFunc(c.guardsOf[name], func(g Guard) bool { return g.Outcome == "success" })
}

// Receiver is a row for the tables that makes name, a global or NAME of the app
// object as app.NAME, one of the platform's namespaces.
func Receiver(file, name string) File {
	return File{Name: file, Data: []byte("global\tplatforms\n" + name + "\t\n")}
}
