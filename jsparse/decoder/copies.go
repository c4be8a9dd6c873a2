package decoder

import (
	_ "embed"
	"encoding/json"
	"errors"
	"strings"
)

//go:embed copies.js
var copiesJS string

// Deep is what a function does with objects, and all objects in them.
type Deep string

const (
	DeepCopy  Deep = "copy"  // it returns a copy of its argument
	DeepMerge Deep = "merge" // it returns a new object with what both of its arguments hold
)

const (
	maxNames  = 60 // that one function mentions
	probeFrom = "var minivet$f = "
)

// Deep finds out what a function does with objects, by calling it: with args arguments,
// which hold values of all kinds under all the names given. It is "" where it does anything
// else, such as leaving something out, or changing what it is given. The error says that it
// could not be run.
func (b *Bench) Deep(text, name string, names []string, args int) (Deep, error) {
	if len(names) > maxNames {
		return "", errors.New("it mentions too many names")
	}
	list, err := json.Marshal(append([]string{}, names...))
	if err != nil {
		return "", err
	}
	var prog strings.Builder
	prog.WriteString(copiesJS)
	prog.WriteString(text)
	prog.WriteString("\n" + probeFrom + name + ";\nfunction minivet$run(args) { return minivet$probe(")
	prog.Write(list)
	prog.WriteString(", args) }\n")
	d, err := b.New(prog.String(), "minivet$run")
	if err != nil {
		return "", err
	}
	answer, _ := d.Call(float64(args))
	return Deep(answer), nil
}
