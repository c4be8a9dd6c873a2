package html

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// texts are the words of the interface by language and key. `{n}` stands for a
// number; "one|many" are two forms for it.
var texts = func() (all map[string]map[string]string) {
	if err := json.Unmarshal([]byte(read("texts.json")), &all); err != nil {
		panic(err)
	}
	return all
}()

// languages of the interface; the first is what the file shows without scripts.
const english, chinese = "en", "zh-CN"

// functions of the templates. Those that give markup give a key beside the English
// text, by which the script finds the text in another language.
var functions = template.FuncMap{
	"en":     text,
	"t":      func(key string) (template.HTML, error) { return span(key, nil) },
	"tn":     func(key string, n int) (template.HTML, error) { return span(key, &n) },
	"label":  func(key string) (template.HTMLAttr, error) { return attribute("aria-label", key) },
	"hint":   func(key string) (template.HTMLAttr, error) { return attribute("placeholder", key) },
	"known":  func(key string) bool { return texts[english][key] != "" },
	"code":   visible,
	"line":   oneLine,
	"first":  func(list []string) []string { return list[:min(len(list), maxItems(list))] },
	"rest":   func(list []string) []string { return list[min(len(list), maxItems(list)):] },
	"below":  below,
	"path":   breakable,
	"anchor": func(rule string) string { return "rule-" + oneLine(rule) },
}

// text is the English text of a key.
func text(key string) (string, error) {
	if s := texts[english][key]; s != "" {
		return s, nil
	}
	return "", fmt.Errorf("texts.json has no %q", key)
}

// span is an element with a text of the interface; n is its number or nil.
func span(key string, n *int) (template.HTML, error) {
	s, err := text(key)
	if err != nil {
		return "", err
	}
	number := ""
	if n != nil {
		number = fmt.Sprintf(` data-n="%d"`, *n)
		s = fill(s, *n)
	}
	return template.HTML(`<span data-t="` + template.HTMLEscapeString(key) + `"` + number + `>` + template.HTMLEscapeString(s) + `</span>`), nil
}

// fill chooses the form of a text for a number and puts it in.
func fill(s string, n int) string {
	one, many, forms := strings.Cut(s, "|")
	if !forms || n == 1 {
		many = one
	}
	return strings.ReplaceAll(many, "{n}", strconv.Itoa(n))
}

// attribute is an attribute with a text of the interface.
func attribute(name, key string) (template.HTMLAttr, error) {
	s, err := text(key)
	return template.HTMLAttr(fmt.Sprintf(`%s="%s" data-t-%s="%s"`, name,
		template.HTMLEscapeString(s), name, template.HTMLEscapeString(key))), err
}

// maxItems is how many items of a list in a table are shown at once; no list is folded
// for a single one.
func maxItems(list []string) int {
	const most = 5
	if len(list) == most+1 {
		return most + 1
	}
	return most
}

// below are paths without the folder of the program that they are shown under.
func below(root string, paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = strings.TrimPrefix(p, root+"/")
	}
	return out
}

// breakable is a text in one line that may be broken behind each slash, not in a name.
func breakable(s string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(oneLine(s)), "/", "/<wbr>"))
}
