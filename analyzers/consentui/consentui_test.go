package consentui_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/consentui"
	"github.com/minivet/minivet/analyzers/internal/ruletest"
)

func TestConsentUI(t *testing.T) { ruletest.Run(t, consentui.Analyzer) }
