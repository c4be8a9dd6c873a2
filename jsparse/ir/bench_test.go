package ir

import (
	"fmt"
	"strings"
	"testing"

	js "github.com/evanw/esbuild/minivet"
)

// pageSource is a page as people write them, n times over (about 1 KB each).
func pageSource(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, page, i)
	}
	return b.String()
}

const page = `
const util%[1]d = require('../../utils/util%[1]d.js');
Page({
  data: { list: [], agreed: false, page: %[1]d, form: { name: '', phone: '' } },
  onLoad(options) {
    const that = this;
    let { id, from = 'home' } = options || {};
    this.setData({ id, from: from + '/' + id });
    wx.getSetting({
      success(res) {
        if (!res.authSetting['scope.userLocation'] && that.data.agreed) {
          wx.authorize({ scope: 'scope.userLocation', success: () => that.locate(id), fail(e) { console.log(e.errMsg); } });
        } else { that.locate(id); }
      },
    });
  },
  async locate(id) {
    try {
      const pos = await util%[1]d.promisify(wx.getLocation)({ type: 'gcj02' });
      for (const item of this.data.list) {
        if (item.id === id && item.near?.(pos.latitude, pos.longitude)) { this.setData({ item }); break; }
      }
    } catch (err) {
      wx.showToast({ title: err.message || 'failed', icon: 'none' });
    } finally { wx.hideLoading(); }
  },
  total() { let sum = 0; for (let i = 0; i < this.data.list.length; i++) sum += this.data.list[i].price * 1.5; return sum; },
});
`

// BenchmarkTree is esbuild alone, to compare BenchmarkParse with.
func BenchmarkTree(b *testing.B) {
	text := pageSource(200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		js.Parse("page.js", text, js.Options{})
	}
}

func BenchmarkParse(b *testing.B) {
	src := &Source{Path: "page.js", Text: pageSource(200)}
	b.SetBytes(int64(len(src.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if u, problems := Parse(src, Options{}); u == nil {
			b.Fatal(problems)
		}
	}
}

func BenchmarkLower(b *testing.B) {
	src := &Source{Path: "page.js", Text: pageSource(200)}
	b.SetBytes(int64(len(src.Text)))
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		u, _ := Parse(src, Options{})
		b.StartTimer()
		for _, f := range u.Funcs {
			u.Body(f)
		}
	}
}
