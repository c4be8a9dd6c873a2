package catalogue

import "slices"

// Platform is a mini program platform, by its name in table platform.
type Platform string

// The platforms that rules tell apart. The empty Platform in a table means all of them.
const (
	WeChat Platform = "wechat"
	TCMPP  Platform = "tcmpp"
)

// Catalogue is a consistent set of tables, seen from one platform; see On. It is
// immutable: Merge makes a new one.
type Catalogue struct {
	rows       map[string]map[string]*row // by table and key, as loaded; what Merge starts from
	apis       map[string]*API
	sorted     []*API
	components map[string][]*API // by tag
	types      []string
	categories map[string]*Category
	catSorted  []*Category
	scopes     map[string]*Scope
	scSorted   []*Scope
	guards     []Guard
	guardsOf   map[string][]Guard // by call
	eventsOf   map[string][]Guard // by event
	ownGuards  map[string][]Guard // by the function's name
	sinks      map[string]*Sink
	sinkSorted []*Sink
	elements   map[string][]*Sink // by tag
	words      map[wordList]matcher
	lifecycles map[string]*Lifecycle // by kind + "." + name
	lcSorted   []*Lifecycle
	getters    []getter
	globals    map[string]*Global
	glSorted   []*Global
	stores     map[string]*Store
	namespace  string // "wx"
	props      bool   // see PlatformRow
	exports    map[string]map[string]string
	on         map[Platform]*Catalogue
	platforms  []*PlatformRow
}

// Category is a category of personal data.
type Category struct {
	Name  string
	Words string // in a sentence: "the camera"
	Data  string // what it yields, in a sentence: "what the camera sees"; Words if not given
	Terms bool   // among the categories of TCMPP's data-processing terms
	Notes string
}

// Scope is a permission that the user grants.
type Scope struct {
	Name       string     // "scope.userLocation"
	Categories []string   // what it decides of
	Platforms  []Platform // where it exists
	Retired    bool       // asks nobody any more: success proves nothing
	Key        bool       // only a key of app.json's permission
	Provenance string
	Notes      string
}

// On tells whether the scope exists on p and still asks the user.
func (s *Scope) On(p Platform) bool {
	return slices.Contains(s.Platforms, p) && !s.Retired && !s.Key
}

// Guard is one way in which a program can learn that the user consented.
type Guard struct {
	ID   string // "G1": the row of the rules' table of guards
	Call string // an API's name, or an event's where Outcome is "event"
	// Outcome is what proves: "success" (the success callback, the resolved
	// promise), "result" (a test of the result), "event" (the event's handler runs), or
	// for functions of the program (G9) [Returns], [Truthy] or [Answers].
	Outcome string
	// Path of the tested value in the result or the event; `authSetting[scope]` is
	// the member of authSetting that a scope names. "": nothing is tested.
	Path   string
	Accept string // "truthy" or "falsy": the outcome of the test that proves; "" without test
	// Covers is what is proved: "scope-argument" (the scope that member scope of the
	// first argument names), "scope-argument:NAME" (the same of another member, which
	// may be a list), "scope-attribute" (of an event: the scope that attribute scope of
	// the element names), "scope-key" (the scope in Path), "all",
	// "all-if-consent-text" (all, if the text is about consent), "privacy-table" or
	// "category:" and a category; for functions of the program also "scope:" and a scope.
	Covers   string
	Platform Platform // "": all
	Notes    string
}

// Where is the part of a call or element that a sink takes its data from.
type Where string

// The places of a sink.
const (
	WhereArg    Where = "arg"    // argument number Arg, counted from 0
	WhereAll    Where = "all"    // all arguments from number Arg on
	WhereReturn Where = "return" // what the method returns
	WhereAttr   Where = "attr"   // the attributes Keys of an element
)

// Sink is somewhere that data ends up.
type Sink struct {
	Name string // spelled like an API; "Page.onShareAppMessage" is a life-cycle method
	// Class is network, persistence, share, peer (a device nearby), clipboard, log or ui.
	Class    string
	Subclass string
	Where    Where
	Arg      int
	// Keys are paths of the data in the place; none: the whole of it.
	Keys []string
	// URLKey is the member that holds the URL (or, for uploads to it, the address), "" if none.
	URLKey string
	Dest   string // in a sentence: "the server that url names"
	Leaves bool   // the data leaves the device or outlives the run: what consent-if-leaves asks about
	Stores bool   // the data is stored: storage, files, cloud database
	Notes  string

	element element
}

// Lifecycle is a method that the framework calls by its name.
type Lifecycle struct {
	Kind  string // "app", "page", "component" or "pageLifetimes"
	Name  string
	Phase string // "start" (runs unasked), "user" (the user caused it), "end", "event" (something else happened)
	Words string // for explanations: "page life-cycle onLoad"
	Notes string
}

// Global is a name under which programs reach the platform.
type Global struct {
	Name string // "wx"
	// Prefix is put before a member's name to find its row; the bare name comes next.
	Prefix string
	// Platforms are those whose namespace it is; none: of every one.
	Platforms []Platform
	// Module: programs import it, it is no global.
	Module bool
	Notes  string
}

func empty() *Catalogue {
	return &Catalogue{words: map[wordList]matcher{}, namespace: defaults[0].Namespace, platforms: defaults}
}
