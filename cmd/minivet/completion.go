package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCmd is `minivet completion`.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"The shell: ${enum}."`
}

// Help is shown below the arguments.
func (*completionCmd) Help() string {
	return `bash: source <(minivet completion bash); zsh: the same with zsh; fish: minivet completion fish | source`
}

func (c *completionCmd) run(s streams) (Status, error) {
	parser, err := newParser(&commandLine{}, s.out, s.err)
	if err != nil {
		return NotRun, err
	}
	words := wordsOf(parser.Model)
	switch c.Shell {
	case "fish":
		words.fish(s.out)
	case "zsh":
		fmt.Fprintln(s.out, "autoload -U +X compinit && compinit -u\nautoload -U +X bashcompinit && bashcompinit")
		fallthrough
	default:
		words.bash(s.out)
	}
	return Clean, nil
}

// completions is what may follow each command, in the order of the help.
type completions struct {
	commands []commandWords
	values   []flagWords // of flags that have a list of values
}

// commandWords are the words after a command; path is empty for minivet itself.
type commandWords struct {
	path, help string
	children   []commandWords
	values     []string // that an argument may have
	flags      []flagWords
}

type flagWords struct {
	name, help string
	values     []string
}

func wordsOf(app *kong.Application) *completions {
	c := &completions{}
	seen := map[string]bool{}
	var visit func(n *kong.Node, path string) commandWords
	visit = func(n *kong.Node, path string) commandWords {
		w := commandWords{path: path, help: n.Help}
		for _, arg := range n.Positional {
			w.values = append(w.values, arg.EnumSlice()...)
		}
		for _, f := range n.Flags {
			if f.Hidden {
				continue
			}
			fw := flagWords{name: f.Name, help: f.Help}
			for _, v := range f.EnumSlice() {
				if v != "" {
					fw.values = append(fw.values, v)
				}
			}
			w.flags = append(w.flags, fw)
			if len(fw.values) > 0 && !seen[f.Name] {
				seen[f.Name] = true
				c.values = append(c.values, fw)
			}
		}
		for _, child := range n.Children {
			if !child.Hidden {
				w.children = append(w.children, visit(child, strings.TrimSpace(path+" "+child.Name)))
			}
		}
		c.commands = append(c.commands, w)
		return w
	}
	visit(app.Node, "")
	return c
}

// list is everything that may follow a command.
func (w *commandWords) list() string {
	var out []string
	for _, c := range w.children {
		out = append(out, c.path[strings.LastIndexByte(c.path, ' ')+1:])
	}
	out = append(out, w.values...)
	for _, f := range w.flags {
		out = append(out, "--"+f.name)
	}
	return strings.Join(out, " ")
}

// bash writes a function for bash's complete. Where nothing of minivet's fits, the shell
// completes files.
func (c *completions) bash(w io.Writer) {
	fmt.Fprint(w, `_minivet() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
  if [ "$cur" = "=" ]; then cur=; elif [ "$prev" = "=" ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
  case "$prev" in
`)
	for _, f := range c.values {
		fmt.Fprintf(w, "  --%s) words='%s' ;;\n", f.name, strings.Join(f.values, " "))
	}
	fmt.Fprint(w, "  *)\n    local line=\"${COMP_WORDS[1]} ${COMP_WORDS[2]} \"\n    if [ $COMP_CWORD -eq 1 ]; then words='"+c.commands[len(c.commands)-1].list()+"'\n")
	for i := range c.commands {
		// Longer paths come first: a command is visited after what is below it.
		if cmd := &c.commands[i]; cmd.path != "" {
			fmt.Fprintf(w, "    elif [[ $COMP_CWORD -gt %d && $line == '%s '* ]]; then words='%s'\n", strings.Count(cmd.path, " ")+1, cmd.path, cmd.list())
		}
	}
	fmt.Fprint(w, "    fi ;;\n  esac\n")
	fmt.Fprint(w, `  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _minivet minivet
`)
}

// fish writes commands for fish's complete.
func (c *completions) fish(w io.Writer) {
	for _, cmd := range c.commands {
		condition := "__fish_use_subcommand"
		if cmd.path != "" {
			condition = "__fish_seen_subcommand_from " + strings.Join(strings.Fields(cmd.path), "; and __fish_seen_subcommand_from ")
		}
		for _, child := range cmd.children {
			fmt.Fprintf(w, "complete -c minivet -n '%s' -a '%s' -d %s\n", condition, child.path[strings.LastIndexByte(child.path, ' ')+1:], quoted(child.help))
		}
		for _, f := range cmd.flags {
			fmt.Fprintf(w, "complete -c minivet -n '%s' -l %s -d %s", condition, f.name, quoted(f.help))
			if len(f.values) > 0 {
				fmt.Fprintf(w, " -x -a '%s'", strings.Join(f.values, " "))
			}
			fmt.Fprintln(w)
		}
	}
}

// quoted is the first sentence of a text in single quotes.
func quoted(text string) string {
	text, _, _ = strings.Cut(text, ". ")
	return "'" + strings.NewReplacer("'", "", "\\", "", "\n", " ").Replace(strings.TrimSuffix(text, ".")) + "'"
}
