package declaration_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/declaration"
	"github.com/minivet/minivet/analyzers/internal/ruletest"
)

func TestDeclaration(t *testing.T) { ruletest.Run(t, declaration.Analyzer) }
