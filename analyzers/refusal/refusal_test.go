package refusal_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/internal/ruletest"
	"github.com/minivet/minivet/analyzers/refusal"
)

func TestRefusal(t *testing.T) { ruletest.Run(t, refusal.Analyzer) }
