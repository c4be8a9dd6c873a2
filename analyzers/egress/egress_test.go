package egress_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/egress"
	"github.com/minivet/minivet/analyzers/internal/ruletest"
)

func TestEgress(t *testing.T) { ruletest.Run(t, egress.Analyzer) }
