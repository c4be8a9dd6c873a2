package codepkg

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/dialect"
)

// DetectPlatform says which platform the program in folder root of fsys is
// written for, and by what that is known. views are the paths of its views, whose
// endings say the most; what they leave open is told by the files in the folder and
// those above it, up to the top of the package.
func DetectPlatform(fsys fs.FS, root string, views []string) (platform, why string) {
	candidates := ofViews(views)
	byViews := candidates[0].Views != dialect.Default().Views
	for dir := root; ; dir = path.Dir(dir) {
		s := sighting{fsys, dir, len(candidates) == len(dialect.All())}
		for _, sign := range [...]func(*dialect.Dialect) string{s.marker, s.key, s.appID, s.project} {
			for _, d := range candidates {
				if why := sign(d); why != "" {
					return d.Platform, why
				}
			}
		}
		if dir == "." {
			break
		}
	}
	if byViews {
		return candidates[0].Platform, "its views are written in " + candidates[0].Views
	}
	return candidates[0].Platform, "nothing speaks for another platform"
}

// ofViews are the dialects that most of the views are written in: all, where there
// is no view.
func ofViews(views []string) []*dialect.Dialect {
	count := map[string]int{}
	for _, v := range views {
		if d := dialect.OfView(v); d != nil {
			count[d.Views]++
		}
	}
	best := ""
	for _, d := range dialect.All() {
		if count[d.Views] > count[best] {
			best = d.Views
		}
	}
	if best == "" {
		return dialect.All()
	}
	return slices.DeleteFunc(slices.Clone(dialect.All()), func(d *dialect.Dialect) bool { return d.Views != best })
}

// sighting looks for what speaks for a dialect in one folder.
type sighting struct {
	fsys fs.FS
	dir  string
	open bool // no view speaks for any platform
}

func (s sighting) has(name string) string {
	file := path.Join(s.dir, name)
	if _, err := fs.Stat(s.fsys, file); err != nil {
		return ""
	}
	return "there is " + file
}

func (s sighting) marker(d *dialect.Dialect) string {
	for _, name := range d.Markers {
		if why := s.has(name); why != "" {
			return why
		}
	}
	return ""
}

// project: a project file that no other platform has.
func (s sighting) project(d *dialect.Dialect) string {
	for _, name := range d.Projects {
		alone := !slices.ContainsFunc(dialect.All(), func(o *dialect.Dialect) bool { return o != d && slices.Contains(o.Projects, name) })
		if why := s.has(name); why != "" && alone && s.open {
			return why
		}
	}
	return ""
}

func (s sighting) key(d *dialect.Dialect) string {
	return s.inProjects(d, func(file string, p *appjson.Project) string {
		var found []string
		for _, key := range d.Keys {
			if p.Root != nil && p.Root.Member(key) != nil {
				found = append(found, key)
			}
		}
		if len(found) == 0 {
			return ""
		}
		return file + " has " + strings.Join(found, ", ")
	})
}

func (s sighting) appID(d *dialect.Dialect) string {
	return s.inProjects(d, func(file string, p *appjson.Project) string {
		if d.AppID == nil || !d.AppID.MatchString(p.AppID) {
			return ""
		}
		return "the appid in " + file + " is one of " + d.Words
	})
}

func (s sighting) inProjects(d *dialect.Dialect, sign func(string, *appjson.Project) string) string {
	for _, name := range d.Projects {
		file := path.Join(s.dir, name)
		text, err := ReadText(s.fsys, file)
		if err != nil {
			continue
		}
		p, _ := appjson.ParseProject(text)
		if why := sign(file, p); why != "" {
			return why
		}
	}
	return ""
}
