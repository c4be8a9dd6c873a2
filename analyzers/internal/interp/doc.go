// Package interp is the engine: an abstract interpreter over package ir that
// finds, in one fixpoint, what every value may be (points-to), which function
// calls which (the call graph, on the fly) and what the user has certainly
// agreed to at every point (the consent state). It answers "which sensitive
// calls can happen, reached how, with which consent, and where does their
// result go"; what to say about it is left to the rules.
//
// # One analysis instead of two
//
// Values and consent depend on each other: a flag proves what held where it was
// written, and which function a callback is decides where a consent flows to.
// Both are monotone, values growing from nothing and consent shrinking from
// everything, so one worklist computes both.
//
// # Values
//
// A [Value] is a small set of atoms: constants, objects by allocation site,
// unknown data with the label of the personal data it derives from. Every atom
// in every value carries two bit sets: what certainly holds if the value is
// that atom and truthy, and if it is that atom and falsy. `res.confirm` is
// true-with-consent or false; a flag in storage is the set of constants that
// were ever written, each with what held at all its writes. Narrowing a value in
// a branch proves the meet of what is left. That is the whole treatment of
// guards, predicates, carried flags and discriminants.
//
// # Contexts
//
// A function is analysed once for each context: the constants it is called with
// when all its arguments are constants, else the last two call sites (one for a
// closure, whose environment already tells it apart). Loops over known elements
// and loops whose condition is decided are unrolled up to a bound (trace
// partitioning), so that tables built in loops keep their entries apart. A method
// is dispatched on each object that it may be called on, and gets as `this` those
// that have it. Deep copies and merges call themselves for what is in an object, which
// would be one context from the second level on: they are found by running them, and
// what they copy flows from each object into its copy (see copier).
//
// # Order and bounds
//
// What was evaluated often waits until the rest has settled (see worklist), so that
// the hubs of a program are not evaluated for each value that reaches them. A phase
// has a number of steps, of which each file has a share; where they end, what was left
// out is told.
//
// # What is not modelled
//
// Order of writes to the heap (objects and captured variables are
// flow-insensitive), prototypes changed after the fact, eval, getters on
// built-ins. Calls of unknown functions follow one policy: functions among the
// arguments may be called at once with unknown values, and what comes back is
// unknown data derived from the arguments.
package interp
