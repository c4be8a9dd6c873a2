// Package refusal holds the rule of that name.
//
// # Analyzer refusal
//
// refusal: a refusal is not respected, or a dialogue comes up unasked
//
// After the user refused, the program asks again at once without the user having done
// anything (again), ends itself (exit) or throws the user off the page (leaves); or a permission dialogue comes up while the
// program or its first page starts, before the user has done anything that needs it
// (unasked).
//
// # What to do
//
// Ask when the user taps what needs the permission. After a refusal go on without the
// data, and offer a way to the settings that the user may take.
//
// # Level
//
// The level is warning.
//
// # What it cannot see
//
// Pages that are blocked by a mask after a refusal, and loops over several pages.
package refusal
