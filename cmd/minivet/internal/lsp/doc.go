// Package lsp is the language server behind `minivet lsp`. It answers an editor's
// question "what is there to report on what I am writing", with the texts as they
// are in the editor; what there is to report is for package check.
//
// One goroutine (the connection's) reads messages and keeps the server's state: the
// open documents, the folders, the settings. A change marks the folder that it lies
// in. Another goroutine (see [Server.loop]) checks marked folders, one at a time,
// and publishes what came of it, unless the folder was marked again meanwhile.
// Requests that need results wait, each in a goroutine of its own, until those of
// their folder are up to date.
//
// The engine cannot be interrupted: a run that is out of date stops where it reads
// files, and between programs; what it found is thrown away.
package lsp
