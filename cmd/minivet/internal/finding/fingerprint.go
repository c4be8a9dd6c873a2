package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Names of fingerprints.
const (
	// Fingerprint is minivet's own: rule, what the result is about and its text, and
	// which of the equal ones it is. It survives lines inserted above, a file that is
	// renamed, a changed category and reformatting.
	Fingerprint = "minivet/v1"
	// LineHash is what GitHub code scanning matches results by, computed as its
	// upload action does: see [lineHashes].
	LineHash = "primaryLocationLineHash"
)

// maxFingerprintText bounds the text of a range that goes into a fingerprint. The
// rest of a long call is its callbacks, which change for other reasons.
const maxFingerprintText = 80

// Content is the fingerprint of f without the number of equal ones: whoever has two
// reports at hand can tell better than by numbers which are the same.
func Content(f *Finding) string {
	hash, _, _ := strings.Cut(f.Fingerprints[Fingerprint], ":")
	return hash
}

// SetFingerprints fills in the fingerprints of fs, which must be sorted: equal
// ones are numbered in that order.
func SetFingerprints(fs []Finding, sources map[string]*Source) {
	seen := map[string]int{}
	hashes := map[string][]string{}
	for i := range fs {
		f := &fs[i]
		src := sources[f.Place.File]
		key := ownKey(f, src)
		seen[key]++
		f.Fingerprints = map[string]string{Fingerprint: key + ":" + strconv.Itoa(seen[key])}
		if src == nil {
			continue
		}
		if _, ok := hashes[src.File]; !ok {
			hashes[src.File] = lineHashes(src.Text)
		}
		if h := hashes[src.File]; f.Place.Start.Line <= len(h) {
			f.Fingerprints[LineHash] = h[f.Place.Start.Line-1]
		}
	}
}

// ownKey hashes what identifies a finding: rule, symbol and the text of the range,
// without blanks and the characters that formatters add and take away. The range
// and not its line, since formatters move line breaks. Neighbouring lines are left
// out on purpose: they change more often than the finding does. So is the file,
// which may be renamed. Where the symbol is the rule's name, the finding is about the
// whole program, and the text that it happens to stand on is left out too.
func ownKey(f *Finding, src *Source) string {
	text := ""
	if src != nil && f.Symbol != f.Rule {
		text = normalise(src.Text[f.Place.Start.Offset:max(f.Place.Start.Offset, f.Place.End.Offset)])
	}
	if f.Symbol == "" && text == "" {
		text = f.Message
	}
	sum := sha256.Sum256([]byte(f.Rule + "\x00" + f.Symbol + "\x00" + text))
	return hex.EncodeToString(sum[:8])
}

func normalise(text string) string {
	var b strings.Builder
	for _, r := range text {
		if b.Len() >= maxFingerprintText {
			break
		}
		switch r {
		case ' ', '\t', '\r', '\n', ';', ',', '(', ')', '"', '\'', '`', '\\':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
