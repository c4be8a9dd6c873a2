package agegate_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/agegate"
	"github.com/minivet/minivet/analyzers/internal/ruletest"
)

func TestAgeGate(t *testing.T) { ruletest.Run(t, agegate.Analyzer) }
