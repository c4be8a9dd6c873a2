package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// Precision is how exact a position has to be for a use; ordered.
type Precision uint8

const (
	Unused  Precision = iota
	Coarse            // a city would do
	Unclear           // a server or a function decides that cannot be seen
	Precise           // the place itself matters
)

// Use is what is done with a position.
type Use struct {
	Need  Precision
	Words string // "is rounded to 1 decimal"
}

// Labels of what is computed from a position. They stand in the place of a path, so
// that they flow like any other personal data.
const (
	pathNear   = "@near"       // a difference or distance
	pathKm     = "@kilometres" // a distance in kilometres: multiplied by the radius of the earth in them, or a thousandth of one
	pathScaled = "@scaled"     // multiplied by a power of ten, the number behind it
	pathRough  = "@rough"      // rounded so far that the place is lost
	pathAnswer = "@answer"     // what a server answered to a request that held the position
)

// use notes a use of a position.
func (s *Source) use(need Precision, words string) {
	if !s.API.Precise {
		return
	}
	for _, u := range s.Uses {
		if u.Need == need && u.Words == words {
			return
		}
	}
	if len(s.Uses) < 40 {
		s.Uses = append(s.Uses, Use{need, words})
	}
}

// coordinate tells whether a label is a position's latitude or longitude, or its
// distance from something.
func (l labelInfo) coordinate() bool {
	return l.src != nil && l.src.API.Precise && (l.path == "latitude" || l.path == "longitude" || l.path == pathNear || l.path == pathKm || strings.HasPrefix(l.path, pathScaled))
}

// computed is the label of a number that was computed from positions.
func (in *Interp) computed(v Value, op ir.BinaryOp, other Value) Value {
	out := v
	for i, e := range v {
		l := in.atoms[e.A].label
		if l == 0 || !in.labels[l].coordinate() {
			continue
		}
		path := pathNear
		in.labels[l].src.near = true
		if n, ok := in.constNumber(other); ok && (op == ir.Mul || op == ir.Div) {
			switch {
			case op == ir.Mul && (n == 1 || n == 10 || n == 100) && in.labels[l].path != pathNear && in.labels[l].path != pathKm:
				path = pathScaled
			case op == ir.Div && n == 1000 && in.labels[l].path == pathNear:
				path = pathKm
			case op == ir.Div:
				continue
			case op == ir.Mul && (kilometres(n) || n == 0.001 && in.labels[l].path == pathNear):
				path = pathKm
			case in.labels[l].path == pathKm && !(op == ir.Mul && n == 1000):
				path = pathKm
			}
		} else if in.labels[l].path == pathKm {
			path = pathKm
		}
		if &out[0] == &v[0] {
			out = append(Value(nil), v...)
		}
		out[i].A = in.unknown(in.label(in.labels[l].src, path))
	}
	return valueOf(out...)
}

// kilometres tells a factor that makes kilometres of an angle: the radius of the
// earth, twice that, or the length of a degree.
func kilometres(n float64) bool {
	return n > 6300 && n < 6400 || n > 12600 && n < 12800 || n > 110 && n < 112
}

func (in *Interp) constNumber(v Value) (float64, bool) {
	if len(v) != 1 || in.atoms[v[0].A].kind != kNumber {
		return 0, false
	}
	return in.atoms[v[0].A].num, true
}

// rounded is a number after rounding: a position scaled by at most a hundred loses
// its place, one that is not scaled too.
func (in *Interp) rounded(v Value, words string) Value {
	var out Value
	for _, e := range v {
		l := in.atoms[e.A].label
		if l != 0 && in.labels[l].coordinate() && in.labels[l].path != pathNear && in.labels[l].path != pathKm {
			src := in.labels[l].src
			src.use(Coarse, words)
			e.A = in.unknown(in.label(src, pathRough))
		}
		out = join(out, Value{e})
	}
	return out
}

// aroundTheEarth is a distance in metres that nothing is apart.
const aroundTheEarth = 4e7

// compared notes that a distance is held against a number of metres (or degrees).
func (f *frame) compared(a, b Value) {
	in := f.in
	for _, pair := range [2][2]Value{{a, b}, {b, a}} {
		n, ok := in.constNumber(pair[1])
		for _, e := range pair[0] {
			l := in.atoms[e.A].label
			if l != 0 && in.distanceOf(pair[1], in.labels[l].src) && in.labels[l].distance() {
				in.labels[l].src.rank = true
				continue
			}
			metres := n
			if l != 0 && in.labels[l].path == pathKm {
				metres *= 1000
			} else if l == 0 || in.labels[l].path != pathNear {
				if l != 0 && in.labels[l].coordinate() {
					in.labels[l].src.near = true
				}
				continue
			}
			src := in.labels[l].src
			switch {
			case ok && metres > aroundTheEarth:
				// where a search for the nearest begins
			case !ok:
				src.use(Unclear, "its distance is compared")
			case metres < 1000:
				src.use(Precise, "its distance is compared with less than a kilometre")
			case metres <= 3000:
				src.use(Unclear, "its distance is compared with a few kilometres")
			default:
				src.use(Coarse, "its distance is compared with many kilometres")
			}
		}
	}
}

// distance tells whether a label is a distance of a position from something.
func (l labelInfo) distance() bool { return l.path == pathNear || l.path == pathKm }

// distanceOf tells whether a value may be another distance of a source's position:
// then what it is compared with is ranked, not measured.
func (in *Interp) distanceOf(v Value, src *Source) bool {
	for _, e := range v {
		if l := in.atoms[e.A].label; l != 0 && in.labels[l].src == src && in.labels[l].distance() {
			return true
		}
	}
	return false
}

// ranked notes that distances are put in order by what a comparator returns.
func (in *Interp) ranked(order Value) {
	for _, e := range order {
		if l := in.atoms[e.A].label; l != 0 && in.labels[l].distance() {
			in.labels[l].src.rank = true
		}
	}
}

// rankings judges at the end what was found by ranking distances. A town would do for
// the nearest of a list, unless the program shows the way to what it found.
func (in *Interp) rankings() {
	need, words := Coarse, "its distances are held against each other"
	for _, u := range in.apiUses.sorted() {
		if u.Name == "openLocation" || strings.HasPrefix(u.Name, "MapContext.") {
			need, words = Unclear, "its distances lead to a place on a map"
		}
	}
	for _, s := range in.srcOrder {
		if s.rank {
			s.use(need, words)
		}
	}
}

// lookUps are parts of addresses of services that answer with what is true of a whole
// town; geocoders are judged by what is read of their answer.
var (
	lookUps   = []string{"weather", "forecast", "/air", "aqi", "pollen", "sunrise", "timezone", "region", "/city", "tide", "currency", "/language", "/locale"}
	geocoders = []string{"apis.map.qq.com/ws/geocoder", "restapi.amap.com/v3/geocode", "api.map.baidu.com/reverse_geocoding", "api.map.baidu.com/geocoder", "maps.googleapis.com/maps/api/geocode", "api.tianditu.gov.cn/geocoder"}
)

// sent notes that a position goes to an address, and returns the answer as data.
func (f *frame) sent(data, url Value) Value {
	in := f.in
	var answer Value
	for _, l := range f.labelsIn(data) {
		info := in.labels[l]
		if !info.coordinate() && info.path != "" || !info.src.API.Precise {
			continue
		}
		need, words := in.addressNeed(url)
		info.src.use(need, words)
		answer = join(answer, single(in.unknown(in.label(info.src, pathAnswer)), 0))
	}
	return answer
}

func (in *Interp) addressNeed(url Value) (Precision, string) {
	need, words := Unclear, "it is sent to a server"
	for _, e := range url {
		a := strings.ToLower(in.atoms[e.A].str)
		for _, g := range geocoders {
			if strings.Contains(a, g) {
				return Unused, "it is looked up in a geocoder"
			}
		}
		for _, w := range lookUps {
			if strings.Contains(a, w) {
				need, words = Coarse, "it is sent to look up "+strings.Trim(w, "/")
			}
		}
	}
	return need, words
}

// townFields are fields of a geocoder's answer that say no more than a town.
var townFields = map[string]bool{
	"city": true, "province": true, "district": true, "nation": true, "country": true, "adcode": true, "city_code": true,
	"nation_code": true, "citycode": true, "county": true, "adCode": true, "cityCode": true, "countryCode": true, "country_code": true,
}

// Need is how exact a source's position has to be, over all its uses.
func (s *Source) Need() (Precision, string) {
	need, words := Unused, "it is never used"
	raise := func(n Precision, w string) {
		if n > need {
			need, words = n, w
		}
	}
	for _, u := range s.Uses {
		raise(u.Need, u.Words)
	}
	for _, path := range s.Reads {
		switch path {
		case "altitude", "speed", "accuracy", "verticalAccuracy", "horizontalAccuracy":
			raise(Precise, "its "+path+" is read")
		}
		if rest, ok := strings.CutPrefix(path, pathAnswer+"."); ok && !s.leads(path) {
			if need, words, ok := s.partNeed(rest); ok {
				raise(need, words)
			} else {
				raise(answerNeed(rest))
			}
		}
	}
	if need == Unused && (s.near || s.answered()) {
		raise(Unclear, "what is worked out from it is used")
	}
	if s.Escaped {
		raise(Unclear, "it goes where its use cannot be seen")
	}
	return need, words
}

// housekeeping are fields of an answer that tell how the request went.
var housekeeping = map[string]bool{
	"status": true, "statusCode": true, "data": true, "errMsg": true, "message": true, "msg": true, "info": true, "infocode": true,
	"code": true, "count": true, "success": true, "result": true, "results": true, "header": true, "cookies": true, "error": true,
	"error_message": true, "errCode": true,
}

// answered tells whether anything of a service's answer is read that is not known.
func (s *Source) answered() bool {
	for _, path := range s.Reads {
		rest, ok := strings.CutPrefix(path, pathAnswer+".")
		if !ok || s.leads(path) {
			continue
		}
		if strings.HasSuffix(strings.TrimSuffix(rest, "[]"), partTypes) {
			continue // which part is read tells the need
		}
		if last := rest[strings.LastIndexByte(rest, '.')+1:]; !housekeeping[strings.TrimSuffix(last, "[]")] {
			return true
		}
	}
	return false
}

// leads tells whether further fields are read below a path.
func (s *Source) leads(path string) bool {
	for _, p := range s.Reads {
		if strings.HasPrefix(p, path+".") || strings.HasPrefix(p, path+"[") {
			return true
		}
	}
	return false
}

// answerNeed judges the last field that is read of an answer.
func answerNeed(path string) (Precision, string) {
	last := path[strings.LastIndexByte(path, '.')+1:]
	switch {
	case townFields[last]:
		return Coarse, "only the " + last + " of its address is read"
	case placeFields[strings.TrimSuffix(last, "[]")]:
		return Precise, "the " + last + " of its address is read"
	}
	return Unused, ""
}

// placeFields are fields of a geocoder's answer that name a place, a street or a door.
var placeFields = map[string]bool{
	"address": true, "formatted_address": true, "formatted_addresses": true, "street": true, "street_number": true, "streetNumber": true,
	"township": true, "business_area": true, "businessAreas": true, "pois": true, "poiRegions": true, "title": true, "recommend": true,
	"rough": true, "landmark": true, "landmark_l1": true, "landmark_l2": true, "address_reference": true, "building": true, "neighborhood": true,
}

// handed notes that a position is given to an API that is no sink: what that does
// with it is not known, unless it moves a map.
func (c *nativeCall) handed(name string) {
	if c.in.cat.Sink(name) != nil || strings.Contains(name, "torage") {
		return
	}
	opens := opensPage[name] && !c.opensPlugin()
	for i := range c.inv.args.list {
		c.in.handOver(name, opens, c.arg(i))
	}
}

// opensPage: the page that is opened decides.
var opensPage = map[string]bool{"navigateTo": true, "redirectTo": true, "reLaunch": true}

func (c *nativeCall) opensPlugin() bool {
	for _, e := range c.optionalGet(c.arg(0), "url") {
		if strings.Contains(c.in.atoms[e.A].str, "plugin") {
			return true
		}
	}
	return false
}

// toFixed is the method of a position's number: to few decimals, the place is lost.
func (in *Interp) toFixed(src *Source, path string) *Object {
	key := "toFixed " + path + " " + itoa(int(in.label(src, path)))
	o := in.natives[key]
	if o == nil {
		o = in.newObject(oNative)
		o.native = &native{name: "toFixed", call: func(c *nativeCall) Value {
			v := single(in.unknown(in.label(src, path)), 0)
			if n, ok := in.constNumber(c.arg(0)); path == pathNear || ok && n > 2 || !ok && len(c.inv.args.list) > 0 {
				return v
			}
			return in.rounded(v, "it is rounded to two decimals or fewer")
		}}
		in.natives[key] = o
	}
	return o
}
