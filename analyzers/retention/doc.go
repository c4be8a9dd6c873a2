// Package retention holds the rule of that name.
//
// # Analyzer retention
//
// retention: personal data is kept in storage, a file or a cloud database
//
// The result of a sensitive call is written where it outlives the run: the storage of
// the mini program, a file in the user's folder, a cloud database. The result is placed
// on the call that writes.
//
// # What to do
//
// Keep only what is needed later, say so where you ask, and remove it when it is no
// longer needed. Data that may be read need not be kept.
//
// # Level
//
// The level is warning where the user has not agreed when the data is read, otherwise
// note: a row of the inventory that the privacy policy must name.
//
// # What it cannot see
//
// What a server keeps, and how long the data stays.
package retention
