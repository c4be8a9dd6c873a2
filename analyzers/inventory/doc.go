// Package inventory makes the table of personal data that the owner of a mini
// program has to publish: what is collected, by which API and pages, for what, under
// which consent, and where it goes. It answers "what does this program do with
// personal data" and judges nothing; the rules do that.
package inventory
