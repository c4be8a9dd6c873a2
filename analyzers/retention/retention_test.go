package retention_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/internal/ruletest"
	"github.com/minivet/minivet/analyzers/retention"
)

func TestRetention(t *testing.T) { ruletest.Run(t, retention.Analyzer) }
