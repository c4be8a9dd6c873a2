// Package minimize holds the rule of that name.
//
// # Analyzer minimize
//
// minimize: more personal data is collected than the program uses
//
// A source whose result is never read (unread), a call of getSystemInfo of which a
// narrower getter has every field that is read (narrower), a Bluetooth or location
// listener that is never removed though its page unloads (listener), and collection
// in an interval timer (timer).
//
// # What to do
//
// Remove what is not used, call the narrower getter, take the listener off in
// onUnload, and collect when something happens instead of all the time.
//
// # Level
//
// The level is warning; where a narrower getter would do it is note, because what is
// read may be read, and only the rest is collected for nothing.
//
// # What it cannot see
//
// Reads behind functions that are not in the package: a result that goes there whole
// counts as used.
package minimize
