package interp

import "slices"

// What may hold is gathered while values arrive, when a test that nothing has passed yet
// proves everything. What must hold shrinks to what is right as more arrives; what may hold
// only grows, so it keeps that. Of a program in which a call may have consent it is gathered
// once more when all is known, so that "other paths ask first" is said of those that do.

// settleMay gathers what may hold anew; not where views are made by code, since to evaluate
// that again is to make them again.
func (in *Interp) settleMay() {
	if in.react() || !slices.ContainsFunc(in.order, in.perhapsAsked) {
		return
	}
	for _, a := range in.order {
		a.may, a.mayRet, a.evals, a.lent = 0, 0, 0, nil
		for _, e := range a.in {
			if e.from != nil {
				e.may = 0
			}
			a.may |= e.may
		}
	}
	for _, a := range in.order {
		in.enqueue(a)
	}
	in.drain()
}

// perhapsAsked tells whether an activation makes a call that has consent on some way only.
func (in *Interp) perhapsAsked(a *Activation) bool {
	return a.reached && slices.ContainsFunc(a.sources, func(at *callAt) bool {
		cover := in.covering(at.src.API)
		return at.must&cover == 0 && at.may&cover != 0
	})
}
