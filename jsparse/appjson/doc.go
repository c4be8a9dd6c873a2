// Package appjson reads the JSON files of a mini program: app.json, game.json,
// plugin.json, the JSON of pages and components, project.config.json. It answers
// "what does this program declare, and where does it say so": every key and
// every array element has its byte offsets, because results are placed on them.
// It follows no path, and it does not know whether what is declared is true.
//
// Comments and trailing commas are allowed, as the developer tools allow them.
// A text that is broken, or a value of the wrong type, is a [Problem] and never
// an error: what could be read is there, the rest is zero.
package appjson
