package srcmap

import (
	"encoding/base64"
	"errors"
	"net/url"
	"path"
	"strings"
)

// tailSize is how much of the end of a file is searched for the comment: it is the
// last thing in it, but for blanks and what a wrapper closes. A map in the comment
// itself is found by its beginning.
const tailSize = 4096

const mark = "# sourceMappingURL="

// URL is what the last comment `//# sourceMappingURL=` of a script names; "" if
// there is none.
func URL(script string) string {
	at := strings.LastIndex(script, mark)
	if at < 2 || script[at-2:at] != "//" && script[at-2:at] != "/*" {
		return ""
	}
	rest := script[at+len(mark):]
	end := strings.IndexAny(rest, " \t\r\n*'\"")
	if end < 0 {
		end = len(rest)
	}
	// What follows it is code: the comment is that of a module in a bundle, or a text.
	if len(rest)-end > tailSize {
		return ""
	}
	return rest[:end]
}

// Inline is the map that a data URL holds. ok is false where the URL is of another
// kind; the error says what is wrong with one that is.
func Inline(u string) (text string, ok bool, err error) {
	rest, ok := strings.CutPrefix(u, "data:")
	if !ok {
		return "", false, nil
	}
	kind, data, found := strings.Cut(rest, ",")
	if !found {
		return "", true, errors.New("the source map in the file has no text")
	}
	if len(data) > 2*MaxSize {
		return "", true, errors.New("the source map in the file is too large")
	}
	if !strings.HasSuffix(kind, ";base64") {
		text, err = url.PathUnescape(data)
	} else {
		var b []byte
		b, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(data, "="))
		text = string(b)
	}
	if err != nil {
		return "", true, errors.New("the source map in the file is not encoded as it says")
	}
	return text, true, nil
}

// Beside is the path of the map that a URL names, for a script at file: both slash
// separated and relative to the same folder. It is false where the URL leads elsewhere.
func Beside(file, u string) (string, bool) {
	parsed, err := url.Parse(u)
	if err != nil || parsed.IsAbs() || parsed.Host != "" || parsed.Path == "" || strings.HasPrefix(parsed.Path, "/") {
		return "", false
	}
	return join(file, parsed.Path)
}

// join is the path of name, relative to the folder of file.
func join(file, name string) (string, bool) {
	p := path.Join(path.Dir(file), name)
	if p == ".." || strings.HasPrefix(p, "../") {
		return "", false
	}
	return p, true
}
