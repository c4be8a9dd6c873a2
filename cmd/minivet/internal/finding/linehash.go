package finding

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	hashBlock = 100 // UTF-16 code units that the hash of a line covers
	hashBase  = 37
	hashEnd   = 0xFFFF // stands for the end of the file
)

// lineHashes gives for each line what the upload action of GitHub code scanning
// computes for it when a result has no fingerprint: a rolling hash over the first
// 100 code units from the start of the line that are neither blank nor tab, with
// every end of line as \n, then a colon and which of the equal hashes in the file
// it is. A run of minivet without that action (reviewdog, a plain upload) so
// gives the same alerts the same identity.
//
// The action counts a lone \r as an end of line; we count as [Source] does, so
// that lines agree with our results, and hash it as \n all the same.
func lineHashes(text string) []string {
	h := &lineHasher{counts: map[string]int{}, start: true, first: 1}
	for range hashBlock {
		h.first *= hashBase
	}
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		crlf := r == '\r' && at+1 < len(text) && text[at+1] == '\n'
		at += size
		switch {
		case r == ' ' || r == '\t' || crlf:
		case r == '\r':
			h.add('\n', false)
		case r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			h.add(uint64(hi), false)
			h.add(uint64(lo), false)
		default:
			h.add(uint64(r), r == '\n')
		}
	}
	h.add(hashEnd, false)
	for range hashBlock {
		h.flush()
		h.roll(0)
	}
	return h.lines
}

// lineHasher is a window of hashBlock code units that rolls over the text.
type lineHasher struct {
	window [hashBlock]uint64
	starts [hashBlock]bool // the unit in the window begins a line whose hash is due
	at     int
	sum    uint64
	first  uint64 // hashBase to the power of hashBlock
	start  bool   // the next unit begins a line
	counts map[string]int
	lines  []string
}

func (h *lineHasher) add(unit uint64, ends bool) {
	h.flush()
	h.starts[h.at] = h.start
	h.start = ends
	h.roll(unit)
}

// flush writes the hash of the line that begins where the window does.
func (h *lineHasher) flush() {
	if !h.starts[h.at] {
		return
	}
	h.starts[h.at] = false
	value := strconv.FormatUint(h.sum, 16)
	h.counts[value]++
	h.lines = append(h.lines, value+":"+strconv.Itoa(h.counts[value]))
}

func (h *lineHasher) roll(unit uint64) {
	h.sum = h.sum*hashBase + unit - h.first*h.window[h.at]
	h.window[h.at] = unit
	h.at = (h.at + 1) % hashBlock
}
