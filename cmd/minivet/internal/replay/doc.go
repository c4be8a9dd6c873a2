// Package replay runs a mini program in a host of its own that behaves like the
// platform, with a scripted user, and watches which sensitive calls happen. It
// answers "can this finding be seen to happen although the user refused".
//
// What it does not model: rendering, sizes, the network (every request succeeds
// with an empty answer) and plugins. A call that is not seen is not absent.
package replay
