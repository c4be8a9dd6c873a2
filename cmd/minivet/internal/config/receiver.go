package config

import (
	"fmt"
	"regexp"
)

// receiver is a global, or a member of the app object.
var receiver = regexp.MustCompile(`^(app\.)?[A-Za-z_$][\w$]*$`)

func isReceiver(name string) bool { return receiver.MatchString(name) && name != "app." }

func noReceiver(name string) error {
	return fmt.Errorf("%q is no name of a global; write NAME, or app.NAME for a member of what getApp() returns", name)
}
