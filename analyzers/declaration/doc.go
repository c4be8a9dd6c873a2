// Package declaration holds the rule of that name.
//
// # Analyzer declaration
//
// declaration: app.json does not declare what the code does
//
// What a program may do with location, address and background is stated in app.json,
// where the platform, its reviewers and the user read it. This rule compares that with
// the APIs that the code really calls.
//
// The category says what is wrong:
//
//   - missing: the code calls an API that requiredPrivateInfos or
//     requiredBackgroundModes does not declare; on the device the call fails
//   - needless: something is declared that no code needs, so the program asks for
//     more than it uses
//   - conflict: getFuzzyLocation is declared beside a precise location API, which
//     WeChat refuses to build
//   - unknown: requiredPrivateInfos names something that it does not take
//   - purpose: the text under permission that tells the user what location is for is
//     missing or empty
//
// requiredPrivateInfos is looked at for WeChat only; the other platform has none.
//
// # What to do
//
// Declare the APIs that the code calls and no others, and write for each kind of
// location in one short sentence what it is used for.
//
// # Level
//
// The level is warning; note where a needless entry is named in code that was not seen
// to run.
//
// # What it cannot see
//
// Calls in plug-ins: where the program uses one, nothing is called needless. What
// ext.json declares for programs that a third party builds. Whether a purpose text
// is true.
package declaration
