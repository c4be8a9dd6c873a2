package consent_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/consent"
	"github.com/minivet/minivet/analyzers/internal/ruletest"
)

func TestConsent(t *testing.T) { ruletest.Run(t, consent.Analyzer) }
