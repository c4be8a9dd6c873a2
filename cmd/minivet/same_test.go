package main

import (
	"bytes"
	"io"
	"path/filepath"
	"runtime"
	"testing"
)

// TestSameBytes: the same programs give the same bytes, run for run and whatever the
// number of cores is, in every format.
func TestSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	samples := filepath.Join(repository, "testdata")
	for format := range writers {
		t.Run(format, func(t *testing.T) {
			runs := 1
			if format == "sarif" {
				runs = 4
			}
			var first []byte
			for _, cores := range []int{1, 2, 8} {
				runtime.GOMAXPROCS(cores)
				for range runs {
					var out bytes.Buffer
					if status := run([]string{"check", "--format", format, samples}, &out, io.Discard); status != Found {
						t.Fatalf("status %d", status)
					}
					if first == nil {
						first = out.Bytes()
					}
					if !bytes.Equal(first, out.Bytes()) {
						t.Fatalf("with %d cores the report is another one", cores)
					}
				}
			}
		})
	}
}
