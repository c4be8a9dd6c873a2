package jsparse

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/sfc"
)

// reportLeftOut says which scripts and views of the program nothing refers to.
// Those of a package, and of a folder that was excluded, make one line together.
func (l *loader) reportLeftOut() {
	for i := range l.opt.Exclude {
		x := &l.opt.Exclude[i]
		l.leaveOut(l.relative(x.Path), x.Why)
	}
	unused := map[string]int{} // package folder → files
	for _, p := range l.tree.list {
		if !l.unread(p) || l.excluded(p) != nil || isTooling(p) {
			continue
		}
		if dir := packageDir(p); dir != "" {
			unused[dir]++
			continue
		}
		l.leaveOut(p, "no page, component or module refers to it")
	}
	for dir, n := range unused {
		l.leaveOut(dir, fmt.Sprintf("files of the package that nothing refers to: %d", n))
	}
}

// closedContext leaves out the folder of a game's scripts that see the players' relations.
// The platform shows them these without asking, and they can hand nothing on.
func (l *loader) closedContext() {
	if dir := l.prog.App.OpenDataContext.Text; dir != "" && l.opt.Kind == appjson.Game && !l.tree.outside(dir) {
		l.opt.Exclude = append(slices.Clone(l.opt.Exclude), LeftOut{
			l.tree.full(dir), "the game's open data context, which can hand nothing on to the rest of the game",
		})
	}
}

// unread tells whether p is code that was not needed. The two versions of one
// script, x.js and x.ts, count as one.
func (l *loader) unread(p string) bool {
	if s := l.sources[p]; s != nil || isDeclaration(p) {
		return false
	}
	if dialect.IsView(p) || sfc.Is(p) {
		return true
	}
	if !isScript(p) {
		return false
	}
	base := strings.TrimSuffix(p, path.Ext(p))
	return l.modules[l.scriptOf(base)] == nil
}

// excluded returns the excluded folder that p lies in, nil if there is none.
func (l *loader) excluded(p string) *LeftOut {
	full := l.tree.full(p)
	for i := range l.opt.Exclude {
		if strings.HasPrefix(full, l.opt.Exclude[i].Path+"/") {
			return &l.opt.Exclude[i]
		}
	}
	return nil
}

// isTooling tells files that configure tools: they are no part of the program.
func isTooling(p string) bool {
	name := path.Base(p)
	return name[0] == '.' || strings.HasSuffix(name, ".config.js") || strings.HasSuffix(name, ".config.ts") ||
		name == "gulpfile.js" || name == "Gruntfile.js"
}

// parseComputed parses the scripts that nothing names, where the program computes the
// name of a module: it may be any of them. Libraries that do so look for their own
// parts, or for other platforms.
func (l *loader) parseComputed() {
	for _, name := range sortedKeys(l.modules) {
		if m := l.modules[name]; m.Unit != nil && m.Unit.Computed && !m.File.Package.Installed() && !m.File.Package.Bundled {
			for _, name := range l.parseUnread() {
				if m := l.modules[name]; m.File != nil && packageDir(name) == "" {
					l.prog.Unnamed = append(l.prog.Unnamed, m)
				}
			}
			return
		}
	}
}

// queueUnread asks for every script that was not read yet.
func (l *loader) queueUnread() {
	for _, p := range l.tree.list {
		if isScript(p) && l.unread(p) && l.excluded(p) == nil && !isTooling(p) {
			l.module(p)
		}
	}
}

// parseUnread parses the scripts that were not read yet, and what those import. It yields
// the names of both, sorted.
func (l *loader) parseUnread() []string {
	used := map[string]bool{}
	for name := range l.modules {
		used[name] = true
	}
	l.queueUnread()
	l.parseAll()
	return slices.DeleteFunc(sortedKeys(l.modules), func(name string) bool { return used[name] })
}

// parseUnused parses the scripts that nothing refers to, and what those import.
func (l *loader) parseUnused() {
	for _, name := range l.parseUnread() {
		l.prog.Unused = append(l.prog.Unused, l.modules[name])
		delete(l.modules, name)
	}
}
