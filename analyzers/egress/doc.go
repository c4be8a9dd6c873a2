// Package egress holds the rule of that name.
//
// # Analyzer egress
//
// egress: personal data leaves for a server or another program
//
// The result of a sensitive call reaches the network or another program: a request,
// an upload, a socket, a cloud function, analytics, the extra data of another mini
// program, the address of a web view. There is one result for each pair of source and
// sink, placed on the sink.
//
// # What to do
//
// Ask before the data is read, send it over https or wss only, and send no more than
// the purpose needs. Where all of that is so, the result is a note: a row of the
// inventory that the privacy policy must name.
//
// # Level
//
// The level is error where the user has not agreed when the data is read
// (unconsented), where it travels over plain http or ws (plaintext), and where the
// host is not among the domains that the project's minivet.yaml lists (unlisted);
// otherwise note (inventory).
//
// # What it cannot see
//
// What a server does with the data, data that a plug-in sends, and addresses that are
// put together at run time.
package egress
