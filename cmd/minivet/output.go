package main

import "io"

// output is standard output. It remembers that writing failed, so that a command which
// only prints need not look after each line.
type output struct {
	io.Writer
	err error // the first
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// below is what a writer writes to in the end.
func below(w io.Writer) io.Writer {
	switch w := w.(type) {
	case *output:
		return w.Writer
	case *visible:
		return below(w.w)
	}
	return w
}
