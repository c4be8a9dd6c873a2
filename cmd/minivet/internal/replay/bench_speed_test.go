package replay

import (
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// BenchmarkRun measures the replay alone, of a program that was read and analysed.
func BenchmarkRun(b *testing.B) {
	for _, name := range []string{"courier", "florist", "transit"} {
		b.Run(name, func(b *testing.B) {
			opened, err := jsparse.Open("../../../../testdata/" + name)
			if err != nil {
				b.Fatal(err)
			}
			targets := targetsOf(b, opened.Programs[0], catalogue.WeChat)
			b.ReportAllocs()
			steps := 0
			for b.Loop() {
				steps = Run(opened.Programs[0], Options{Platform: catalogue.WeChat, Targets: targets}).Steps
			}
			b.ReportMetric(float64(steps), "steps")
		})
	}
}
