// Package consent holds the rule of that name.
//
// # Analyzer consent
//
// consent: personal data is touched before the user has agreed
//
// A call that yields personal data, or switches its collection on, is reached on
// some path from an entry point (a life-cycle method, an event handler, a listener)
// on which the user has not agreed to it. The operator of the program is answerable
// for having every consent before the data is collected.
//
// The category says what is wrong:
//
//   - unguarded: no path has a guard
//   - partial: some paths have a guard, others have none
//   - wrongscope: the user was asked for another scope, which does not cover the call
//   - unchecked: the user was asked, but the call happens whatever the answer was
//   - unknown (a note): an API is called by a name that can't be known
//
// # What to do
//
// Make the call in the success callback of authorize, after a test
// of authSetting for the scope, after requirePrivacyAuthorize succeeded, or
// behind the program's own agreement (an unticked checkbox, an agree button, a
// confirmed modal that says what is read). Testing that an API exists, that the user
// is logged in or that the system allows it asks nobody.
//
// # Level
//
// The level is error where nothing asks the user, and warning where the platform
// asks by itself at the first call, because the user is then asked without having
// been told why.
//
// # What it cannot see
//
// Consent that is given outside the code package (in the host
// app, or on a server), code that is loaded at run time, and what a plug-in does.
package consent
