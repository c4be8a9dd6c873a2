// Package catalogue is what minivet knows about the platforms, as data: which
// APIs and components yield personal data, what consent each needs, which calls
// are guards, which are sinks, what objects the factories return, which words
// speak of consent, when a life-cycle method runs. It answers "what is this
// name"; what a program does with it is for the engine and the rules.
//
// # Files
//
// Everything lives in data/*.tsv. A file holds one or more tables; a table is a
// header line and one row a line, cells separated by tabs; an empty line ends
// it; lines that start with # are comments. The first column of the header names
// the table and is (part of) the row's key, the other columns may come in any
// order and may be left out, as may empty cells at the end of a line. Lists are
// separated by commas (by semicolons in a sink's keys), without spaces.
//
// A file given to [Catalogue.Merge] has the same form. A row whose key is known
// changes the columns that the file's header names and leaves the others; a new
// key adds a row. So a project that wants device data guarded always writes
//
//	api	consent
//	getDeviceInfo	consent
//
// Every mistake is an error with file and line: unknown tables, columns, words
// and names, keys given twice in one file, cells too many.
//
// # Platforms
//
// Table platform (platforms.tsv) names the platforms, each with the namespace of its
// APIs. A key that begins with a namespace other than wx belongs to that platform:
// `my.getLocation`, `my.RecorderManager.start`, `my.<camera>`, guard `my.getSetting`.
// The other cells of such a row name the platform's APIs without it. Rows without are
// those of WeChat and TCMPP; categories, scopes, words, life-cycle methods, globals
// and a project's own guards hold for all. [Catalogue.On] is the catalogue as one
// platform sees it, where getLocation is that platform's, and [API.Written] the name
// as its programs write it. What files of a platform look like is in package
// jsparse/dialect, which has a row for each too. A platform that is like another (column
// like) has the rows of that one under its own namespace, where it has none of its own and
// but for those that column without names; a run says so.
//
// # Tables
//
// api (apis.tsv): one row for each API, method or component.
//
//   - api: `getLocation` is wx.getLocation, `NFCAdapter.startDiscovery` a method
//     of the object that a factory of table type returns, `cloud.callFunction` is
//     wx.cloud.callFunction, `uni.getDeviceInfo` differs from the wx API of the
//     same name; `<camera>`, `<map show-location>` and
//     `<button open-type="getPhoneNumber">` are components: a tag, optionally with
//     an attribute that must be there or have that value (or have it among values
//     joined by |).
//   - forms: callback, promise, sync, listener, factory, component.
//   - category: table category; what the API touches, also for calls that are no
//     source (stop, write). Empty: no personal data.
//   - role: source (its result is the data), switch (it switches the data on),
//     listener (the registered callback is given the data), or empty: no source.
//   - consent: consent, consent-if-leaves (only where the value is stored or
//     leaves the device), picker (the platform's dialogue is the consent), none.
//   - scope, tcmpp_scope: the scope that the platform asks for, table scope.
//   - covers: the scopes whose grant covers the call.
//   - fields: the personal fields of the result, as paths; `devices[].name` is in
//     every element. Empty for a source: the whole result.
//   - payload: where the result arrives: success (callback argument, resolved
//     value), return, event (argument of the listener or of the component's event).
//   - events: for components, the events that bring the data.
//   - off: the API that removes the listener or stops what was switched on.
//   - needs: the APIs of which one has to have succeeded before: without the adapter no
//     device is found.
//   - flags: privacy-table (on WeChat's table of privacy interfaces), private-info
//     (one of the names that requiredPrivateInfos takes), precise (precise location).
//   - since: base library version; tcmpp: y or unknown (no evidence, not "no").
//   - provenance: table provenance. notes: why a row is as it is.
//
// type (types.tsv): what a factory or method returns: `returns` names the type,
// `via` is where it arrives: return, or success with a path (success.server). A
// row whose API is not in table api adds it, with form factory.
//
// category, scope, provenance: the words that the other tables may use. A scope
// says for which platforms it exists and of which categories it decides;
// flag `retired`: asks nobody any more; `key`: only a key of app.json's
// permission, no scope that authorize takes.
//
// guard (guards.tsv): what proves consent, see [Guard]; a project's own functions
// are rows G9 with outcome returns, truthy or answers. sink (sinks.tsv): where
// data ends up, see [Sink]. word (words.tsv): see [Catalogue.ConsentText] and
// its neighbours. lifecycle (lifecycle.tsv): see [Lifecycle]. getter
// (narrower.tsv): the fields of the getters that a wide getter can be replaced
// with. storage (storage.tsv): what APIs do with storage, see [Store]. export
// (exports.tsv): PACKAGE#NAME of npm packages whose contract is known, so that their code
// need not be there, see [Catalogue.Exports].
//
// global (globals.tsv): the names under which programs reach the platform. On another
// platform such a name is undefined, as it is when the program runs: of code that
// chooses (`typeof my !== 'undefined' ? my : wx`) only the branch of the program's own
// platform is followed, and a call on my. in the branch of another gives no result.
// A project's own names are rows too, see [Receiver].
//
// # What it does not know
//
// Host APIs that a superapp adds (invokeNativePlugin, extApi), mini games, and
// what a bundled SDK does: its code is in the package and is analysed like any
// other. Precision of fuzzy location: no platform documents it.
package catalogue
