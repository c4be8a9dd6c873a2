package sfc

import (
	"strings"
	"testing"
)

func TestConditionals(t *testing.T) {
	const text = "a\n// #ifdef H5\nb\n// #endif\n<!-- #ifndef MP-WEIXIN || APP -->\nc\n<!-- #endif -->\n/* #ifdef MP-WEIXIN */\nd\n/* #endif */\ne\n"
	got := Conditionals(text)
	if len(got) != len(text) {
		t.Fatalf("the length changed: %d, want %d", len(got), len(text))
	}
	var kept []string
	for _, line := range strings.Split(got, "\n") {
		if len(strings.TrimSpace(line)) == 1 {
			kept = append(kept, strings.TrimSpace(line))
		}
	}
	if s := strings.Join(kept, ""); s != "ade" {
		t.Errorf("kept %q, want %q", s, "ade")
	}
}

func TestScript(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"object", "<template><a/></template><script>\nexport default {}\n</script>", "export default {}\n;$component(module.exports.default);"},
		{"class", "<script>\nexport default class Index extends wepy.page {}\n</script>", "export default class Index extends wepy.page {}\n;$component(module.exports.default);"},
		{"module", "<script>\nexport { default } from './a'\n</script>", "export { default } from './a'\n;$component(module.exports.default);"},
		{"source", `<script src="./a.js"></script>`, `;import $default from "./a.js";$component($default);`},
		{"platform", "<script>\ncreatePage({})\n</script><script type=\"application/json\">{}</script>", "createPage({})"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Parse(c.text).Script()
			if got := strings.Join(strings.Fields(s.Text), " "); got != strings.Join(strings.Fields(c.want), " ") {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if i := strings.Index(c.text, "{}"); c.name == "object" && s.Text[i:i+2] != "{}" {
				t.Error("the code moved")
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	const text = `<!-- <script> --><template lang="html"><view><template #a><b/></template></view></template>
<script setup lang="ts">let a = "<view>"</script><style/><config>{"a": 1}</config>`
	f := Parse(text)
	var tags []string
	for _, b := range f.Blocks {
		tags = append(tags, b.Tag)
	}
	if got := strings.Join(tags, " "); got != "template script style config" {
		t.Fatalf("blocks %q", got)
	}
	if got := strings.TrimSpace(f.Template()); got != "<view><template #a><b/></template></view>" {
		t.Errorf("template %q", got)
	}
	if s := f.Script(); !s.Setup || !s.TS || !strings.Contains(s.Text, `let a = "<view>"`) {
		t.Errorf("script %+v", s)
	}
	if config, js, ok := f.Config(); !ok || !js || strings.TrimSpace(config) != `{"a": 1}` {
		t.Errorf("config %q", config)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("<template><a></template><script setup>export default {}</script>")
	f.Add("// #ifdef A\n<script src=a>export default class A {}")
	f.Fuzz(func(t *testing.T, text string) {
		file := Parse(text)
		s := file.Script()
		if len(file.Text) != len(text) || len(s.Text) < len(text) {
			t.Errorf("the length changed")
		}
		file.Template()
		file.Config()
	})
}
