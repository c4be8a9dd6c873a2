package codepkg_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/jsparse/codepkg"
)

func files(pairs ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// TestPrograms: which folders are programs; how they load is tested in package jsparse.
func TestPrograms(t *testing.T) {
	const app = `{"pages": ["p"]}`
	tests := []struct {
		name string
		fsys fs.FS
		want string // folder kind …
	}{
		{"app.json", files("app.json", app), ". app.json"},
		{"root of the project", files("project.config.json", `{"miniprogramRoot": "src/"}`, "src/app.json", app), "src app.json"},
		{"root and build", files("project.config.json", `{"miniprogramRoot": "dist"}`, "src/app.json", app, "dist/app.json", app), "dist app.json, src app.json"},
		{"source root", files("project.config.json", `{"miniprogramRoot": "dist", "srcMiniprogramRoot": "src"}`, "src/app.json", app), "src app.json"},
		{"broken but named by the project", files("project.config.json", `{}`, "app.json", "{"), ". app.json"},
		{"broken beside app.ts", files("a/app.json", "{", "a/app.ts", ""), "a app.json"},
		{"broken project", files("project.config.json", `{`, "app.json", app), ". app.json"},
		{"game of a project", files("project.config.json", `{"compileType": "game"}`, "game.json", "{}", "game.js", ""), ". game.json"},
		{"plugin", files("plugin.json", `{"publicComponents": {}}`), ". plugin.json"},
		{"plugin of a project", files("project.config.json", `{"compileType": "plugin", "pluginRoot": "plugin", "miniprogramRoot": "demo"}`, "plugin/plugin.json", "{}", "demo/app.json", app), "demo app.json, plugin plugin.json"},
		{"skipped folders", files("app.json", app, "node_modules/a/app.json", app, ".git/app.json", app, "miniprogram_npm/a/app.json", app), ". app.json"},
		{"not ours", files("app.json", app, "expo/app.json", `{"expo": {}}`, "x/plugin.json", `{"main": "a"}`, "y/game.json", "{}"), ". app.json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := codepkg.New(tt.fsys, "x")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range p.Programs {
				got = append(got, r.Dir+" "+r.Kind.FileName())
			}
			if s := strings.Join(got, ", "); s != tt.want {
				t.Errorf("got %s, want %s", s, tt.want)
			}
		})
	}
}

func TestNoProgram(t *testing.T) {
	tests := []struct {
		name string
		fsys fs.FS
		want string
	}{
		{"empty", files(), "no app.json"},
		{"unbuilt", files("project.config.json", `{"miniprogramRoot": "dist"}`), "says that it is in dist"},
		{"framework", files("src/manifest.json", "{}"), "src/manifest.json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := codepkg.New(tt.fsys, "x")
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Error(err)
			}
		})
	}
}

func TestDetectPlatform(t *testing.T) {
	tests := []struct {
		name string
		fsys fs.FS
		root string
		want string
	}{
		{"nothing", files(), ".", "wechat"},
		{"WeChat's id", files("project.config.json", `{"appid": "wx0123456789abcdef"}`), ".", "wechat"},
		{"a key", files("project.config.json", `{"TCSASLibVersion": "2.1.0"}`), "mini", "tcmpp"},
		{"an id", files("a/project.config.json", `{"appid": "mp0123456789abcd"}`), "a/b", "tcmpp"},
		{"a short id", files("project.config.json", `{"appid": "mp012345"}`), ".", "wechat"},
		{"an id of one's own", files("project.private.config.json", `{"appid": "mp0123456789abcd"}`), ".", "tcmpp"},
		{"extensions", files("tcmpp-custom-config.json", `{}`), ".", "tcmpp"},
		{"keys of maps", files("a/tcmpp.config.js", ""), "a", "tcmpp"},
		{"a sibling's", files("a/tcmpp.config.js", ""), "b", "wechat"},
		{"views of Alipay", files("a/p/p.axml", ""), "a", "alipay"},
		{"views of Douyin", files("p/p.ttml", ""), ".", "douyin"},
		{"most views", files("p.axml", "", "q.wxml", "", "r.wxml", ""), ".", "wechat"},
		{"views say more than files", files("mini.project.json", "{}", "p.wxml", ""), ".", "wechat"},
		{"a project of Alipay", files("mini.project.json", "{}"), "dist", "alipay"},
		{"a game of Douyin", files("project.config.json", `{"appid": "tt0123456789abcdef01"}`), ".", "douyin"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, why := codepkg.DetectPlatform(tt.fsys, tt.root, views(tt.fsys)); got != tt.want || why == "" {
				t.Errorf("got %s (%s)", got, why)
			}
		})
	}
}

func views(fsys fs.FS) (list []string) {
	_ = fs.WalkDir(fsys, ".", func(p string, _ fs.DirEntry, _ error) error {
		list = append(list, p)
		return nil
	})
	return list
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	app := filepath.Join(dir, "app.json")
	if err := os.WriteFile(app, []byte(`{"pages": ["p"]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, app} {
		p, err := codepkg.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Programs) != 1 || p.Name != filepath.Base(dir) {
			t.Errorf("%s: %+v", path, p)
		}
		if _, err := fs.Stat(p.FS, "../"+filepath.Base(dir)); err == nil {
			t.Error("the file system leads out")
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	zip := filepath.Join(dir, "x.zip")
	if err := os.WriteFile(zip, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{zip: "it is empty", filepath.Join(dir, "gone"): "no such file"} {
		if _, err := codepkg.Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestLinks: a link to the outside is not followed, not even for app.json.
func TestLinks(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	target := filepath.Join(other, "app.json")
	if err := os.WriteFile(target, []byte(`{"pages": ["p"]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, filepath.Join(dir, "app.json")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if err := os.Symlink(other, filepath.Join(dir, "folder")); err != nil {
		t.Fatal(err)
	}
	if p, err := codepkg.Open(dir); err == nil {
		t.Errorf("opened %+v", p.Programs)
	}
}
