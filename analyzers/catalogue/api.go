package catalogue

import (
	"slices"
	"strings"
)

// Forms are the shapes in which an API can be called.
type Forms uint8

// The forms of an API; most have several.
const (
	Callback  Forms = 1 << iota // takes success, fail and complete in an options object
	Promise                     // returns a promise when called without those
	Sync                        // returns its result
	Listener                    // takes a function that is called for each event
	Factory                     // returns an object with methods
	Component                   // is a WXML element
)

// Has tells whether all of g are among f.
func (f Forms) Has(g Forms) bool { return f&g == g }

// Role says how an API is a source of personal data.
type Role string

// The roles. RoleNone: the API is no source (it stops, writes, asks, tests).
const (
	RoleNone     Role = ""
	RoleSource   Role = "source"   // its result is the data
	RoleSwitch   Role = "switch"   // it switches the data on
	RoleListener Role = "listener" // its callback is given the data
)

// Consent says what a source needs.
type Consent string

// What a source may need; ConsentNone also stands on everything that is no source.
const (
	ConsentNone     Consent = "none"
	ConsentAlways   Consent = "consent"
	ConsentIfLeaves Consent = "consent-if-leaves" // only where the value is stored or leaves the device
	ConsentPicker   Consent = "picker"            // the platform's dialogue is the consent
)

// API is one API, method of an object, or component.
type API struct {
	Name     string // see table api in the package documentation
	Forms    Forms
	Category string // "" if no personal data is touched
	Role     Role
	Consent  Consent
	// Scope is the scope that WeChat asks for, "" if none; see ScopeOn.
	Scope string
	// TCMPPScope is the same for TCMPP.
	TCMPPScope string
	// Covers are the scopes whose grant covers the call, on any platform.
	Covers []string
	// Fields are paths of the personal fields in the payload; none for a source
	// means all of it.
	Fields  []string
	Payload string   // "success", "return", "event" or ""
	Events  []string // of a component: the events that bring the data, without "bind"
	// Returns is the type of the object that the API hands out, "" if none, and
	// Via where: "return", "success" or "success." and a path.
	Returns, Via string
	// Off is the API that removes the listener, or stops what was switched on.
	Off string
	// Needs are the APIs of which one has to have succeeded before, or the call fails.
	Needs []string
	// Prompt: WeChat asks the user by itself at the first call; see PromptsOn.
	Prompt       bool
	PrivacyTable bool // on WeChat's table of privacy interfaces
	PrivateInfo  bool // a name that app.json's requiredPrivateInfos takes
	Precise      bool // precise location
	Since        string
	TCMPP        string // "y" or "unknown"
	Provenance   string
	Notes        string

	element element // of a component
	written string
}

// Written is the API's name as programs write it: "wx.getLocation".
func (a *API) Written() string { return a.written }

// IsSource tells whether the API yields personal data or switches it on. Rows
// with consent none are sources for data flows only.
func (a *API) IsSource() bool { return a.Role != RoleNone && a.Category != "" }

// ScopeOn is the scope that p asks for, "" if none.
func (a *API) ScopeOn(p Platform) string {
	if p == TCMPP {
		return a.TCMPPScope
	}
	return a.Scope
}

// CoveredBy tells whether the grant of scope covers the call on p: the scope that
// p asks for does, and those of Covers.
func (a *API) CoveredBy(scope string, p Platform) bool {
	return scope != "" && (scope == a.ScopeOn(p) || slices.Contains(a.Covers, scope))
}

// PromptsOn tells whether p itself asks the user when the API is first called:
// for its scope, or (WeChat) because it is on the table of privacy interfaces.
func (a *API) PromptsOn(p Platform) bool {
	if p == TCMPP {
		return a.TCMPPScope != ""
	}
	return a.Prompt
}

// Type is the type that a method belongs to ("NFCAdapter", also "cloud"), "" for
// wx APIs, those of other globals (uni.getDeviceInfo) and components.
func (a *API) Type() string {
	typ, _, ok := strings.Cut(a.Name, ".")
	if !ok || typ == "" || typ != "cloud" && (typ[0] < 'A' || typ[0] > 'Z') {
		return ""
	}
	return typ
}
