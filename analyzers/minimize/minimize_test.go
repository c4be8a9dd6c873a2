package minimize_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/internal/ruletest"
	"github.com/minivet/minivet/analyzers/minimize"
)

func TestMinimize(t *testing.T) { ruletest.Run(t, minimize.Analyzer) }
