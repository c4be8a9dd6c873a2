package since

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// git runs git in a folder and gives what it prints. What a repository's
// configuration would have run besides (file monitors, diff programs) is left out.
func git(dir string, stdin []byte, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-C", dir}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_PAGER=")
	cmd.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("--new-from needs git, which is not found on PATH; install it, or give the change with --diff FILE")
	}
	if err != nil {
		return nil, gitError(strings.TrimSpace(stderr.String()), err)
	}
	return out, nil
}

// gitError is one line of what git says.
func gitError(said string, err error) error {
	line, _, _ := strings.Cut(said, "\n")
	line = strings.TrimPrefix(strings.TrimPrefix(line, "fatal: "), "error: ")
	if line == "" {
		line = err.Error()
	}
	return fmt.Errorf("git: %s", line)
}

// line is git's answer of one line.
func line(dir string, args ...string) (string, error) {
	out, err := git(dir, nil, args...)
	return strings.TrimRight(string(out), "\r\n"), err
}

// repository finds the top of the work tree that dir lies in.
func repository(dir string) (string, error) {
	top, err := line(dir, "rev-parse", "--show-toplevel")
	switch {
	case err == nil && top != "":
		return resolve(top), nil
	case err == nil || strings.Contains(err.Error(), "not a git repository") || strings.Contains(err.Error(), "must be run in a work tree"):
		return "", fmt.Errorf("%s lies in no work tree of git, which --new-from needs; give the change with --diff FILE", dir)
	}
	return "", err
}

// base is the commit from which both rev and the present have come.
func base(top, rev string) (string, error) {
	shallow, _ := line(top, "rev-parse", "--is-shallow-repository")
	hint := ""
	if shallow == "true" {
		hint = "; this clone is shallow: fetch its history (git fetch --unshallow; fetch-depth: 0 in GitHub Actions, GIT_DEPTH: 0 in GitLab CI)"
	}
	commit, err := line(top, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil || commit == "" {
		return "", fmt.Errorf("--new-from: there is no revision %q in %s%s", rev, top, hint)
	}
	merged, err := line(top, "merge-base", commit, "HEAD")
	if err != nil || merged == "" {
		return "", fmt.Errorf("--new-from: %q and HEAD have no commit in common%s", rev, hint)
	}
	return merged, nil
}
