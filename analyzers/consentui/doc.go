// Package consentui holds the rule of that name.
//
// # Analyzer consentui
//
// consentui: the user is asked in a way that leaves no free choice
//
// Consent counts only where it can be refused as easily as given. An agreement control
// that is ticked from the start (preticked), a modal about privacy that has no
// refuse button although its answer is taken as consent (norefusal), or one whose two
// answers take the data alike (same), gives nothing.
//
// # What to do
//
// Leave the control unticked until the user ticks it, and give the modal a refuse
// button that the program respects.
//
// # Level
//
// The level is warning.
//
// # What it cannot see
//
// Controls that are drawn by hand without any form element, and texts that come from a
// server.
package consentui
