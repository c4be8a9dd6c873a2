package fuzzylocation_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/fuzzylocation"
	"github.com/minivet/minivet/analyzers/internal/ruletest"
)

func TestFuzzyLocation(t *testing.T) { ruletest.Run(t, fuzzylocation.Analyzer) }
