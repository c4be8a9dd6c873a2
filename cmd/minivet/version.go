package main

import (
	"fmt"
	"runtime/debug"
)

// versionCmd is `minivet version`.
type versionCmd struct{}

func (*versionCmd) run(s streams) (Status, error) {
	fmt.Fprintln(s.out, "minivet", version())
	return Clean, nil
}

// version is that of the module as the Go command recorded it: a tag for an
// installed release, "devel" for a build from a working copy. The revision is
// left out: reports must not differ between two builds of the same source.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
