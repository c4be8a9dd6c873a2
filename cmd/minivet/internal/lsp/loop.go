package lsp

import (
	"context"
	"slices"
	"time"
)

// Bounds of the time between a change and the run: who types is waited for a part of
// the time that the last run took; where runs are quicker than people type, hardly.
const (
	minDelay  = 2 * time.Millisecond
	quick     = 150 * time.Millisecond
	maxDelay  = 400 * time.Millisecond
	delayPart = 8
)

// loop checks folders that are marked, until the server ends.
func (s *Server) loop() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.wake:
		}
		for f := s.marked(); f != nil; f = s.marked() {
			if !s.settle(f) {
				return
			}
			s.check(f)
		}
	}
}

// settle waits until nothing changed for a while; false if the server ends.
func (s *Server) settle(f *folder) bool {
	delay := minDelay
	if f.took > quick {
		delay = min(f.took/delayPart, maxDelay)
	}
	most := time.After(2 * maxDelay)
	for {
		select {
		case <-s.ctx.Done():
			return false
		case <-s.wake:
		case <-time.After(delay):
			return true
		case <-most:
			return true
		}
	}
}

// marked is a folder that has to be checked; the one with the most open documents
// first, since there is where people are.
func (s *Server) marked() *folder {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.phase != ready {
		return nil
	}
	open := map[*folder]int{}
	for path := range s.documents {
		open[s.folderOf(path)]++
	}
	var best *folder
	for _, f := range s.folders {
		if f.checked != f.changes && (best == nil || open[f] > open[best]) {
			best = f
		}
	}
	return best
}

// check runs over one folder. What a run found that is out of date is thrown away;
// its folder is still marked then.
func (s *Server) check(f *folder) {
	began := time.Now()
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	s.mu.Lock()
	changes := f.changes
	f.cancel = cancel
	job := s.jobOf(f)
	s.mu.Unlock()
	done := s.progress(ctx, f)
	found, messages := s.run(ctx, job)
	done()
	s.mu.Lock()
	f.cancel = nil
	if f.changes != changes || !slices.Contains(s.folders, f) {
		s.mu.Unlock()
		return
	}
	f.took = time.Since(began)
	f.checked = changes
	old := f.results
	f.results = found
	s.publish(old, found)
	s.endWaits()
	s.mu.Unlock()
	for _, m := range messages {
		s.show(MessageWarning, m)
	}
}

// endWaits has those look again who wait in upToDate. The lock is held.
func (s *Server) endWaits() {
	close(s.finished)
	s.finished = make(chan struct{})
}

// upToDate waits until the results of a file's folder have seen all changes; nil if
// the file lies in no folder.
func (s *Server) upToDate(ctx context.Context, path string) (*results, error) {
	for {
		s.mu.Lock()
		f := s.folderOf(path)
		finished := s.finished
		if f == nil {
			s.mu.Unlock()
			return nil, nil
		}
		found, current := f.results, f.checked == f.changes
		s.mu.Unlock()
		if current {
			return found, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-finished:
		}
	}
}
