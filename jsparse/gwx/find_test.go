package gwx_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/jsparse/gwx"
)

// TestViews finds views in a page of scripts, and of two the fuller one.
func TestViews(t *testing.T) {
	full := script("[3,'a']", oneView)
	poor := script("", "")
	other := strings.Replace(full, "./p.wxml", "/sub/q", 1)
	fsys := fstest.MapFS{
		"app/app-service.js":  {Data: []byte(poor)},
		"app/page-frame.html": {Data: []byte("<!DOCTYPE html><SCRIPT src=a></SCRIPT >\n<script>" + full + "</script><script>" + other + "</script>")},
		"app/util.js":         {Data: []byte("(")},
		"app/broken.js":       {Data: []byte("$gwx(")},
	}
	files := []string{"util.js", "page-frame.html", "broken.js", "app-service.js", "a.png", "gone.js"}
	if !gwx.IsCompiled(files) || gwx.IsCompiled(files[:3]) {
		t.Error("a compiled program has an app-service.js")
	}
	views, problems := gwx.Views(fsys, "app", files)
	if len(problems) != 2 || problems[0].File != "broken.js" || problems[1].File != "gone.js" {
		t.Errorf("problems %+v", problems)
	}
	for _, name := range []string{"p.wxml", "sub/q.wxml"} {
		v := views[name]
		if v == nil || v.Source != "page-frame.html" || v.Path != name || len(v.Elements) != 1 {
			t.Errorf("%s: %+v", name, v)
			continue
		}
		if at := v.Text[v.Elements[0].Pos:]; !strings.HasPrefix(at, "_n('view')") {
			t.Errorf("%s: the element points at %.20q", name, at)
		}
	}
	if len(views) != 2 {
		t.Errorf("%d views", len(views))
	}
}
