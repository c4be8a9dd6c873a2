// Package inventory writes inventories of personal data: as text for people, JSON
// for machines, Markdown and CSV for the documents that owners publish.
package inventory

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Write writes the inventories of all programs of a report in a format: text,
// json, md or csv.
func Write(w io.Writer, format string, rep *finding.Report) error {
	switch format {
	case "json":
		return writeJSON(w, rep)
	case "md":
		return writeMarkdown(w, rep)
	case "csv":
		return writeCSV(w, rep)
	}
	return writeText(w, rep)
}

func writeText(w io.Writer, rep *finding.Report) error {
	var b strings.Builder
	for i, p := range rep.Programs {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s (%s)\n", p.Root, p.Platform)
		if len(p.Inventory) == 0 {
			b.WriteString("  no personal data\n")
		}
		category := ""
		for _, r := range p.Inventory {
			if r.Category != category {
				category = r.Category
				fmt.Fprintf(&b, "  %s: %s\n", r.Category, r.Words)
			}
			fmt.Fprintf(&b, "    %s", r.API)
			if r.Package != "" {
				fmt.Fprintf(&b, " (in %s)", r.Package)
			}
			b.WriteByte('\n')
			line(&b, "used by", list(r.Pages))
			line(&b, "reads", list(r.Fields))
			line(&b, "purpose", r.Purpose)
			line(&b, "consent", consent(&r))
			line(&b, "goes to", list(r.Goes))
			line(&b, "kept in", list(r.Keeps))
			line(&b, "called at", list(r.Places))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func line(b *strings.Builder, what, text string) {
	if text != "" {
		fmt.Fprintf(b, "      %-10s %s\n", what+":", text)
	}
}

// maxListed bounds what one line lists; machine formats have all.
const maxListed = 12

func list(items []string) string {
	if n := len(items); n > maxListed {
		return strings.Join(items[:maxListed], ", ") + fmt.Sprintf(" and %d more", n-maxListed)
	}
	return strings.Join(items, ", ")
}

// consent names the state and what gives it.
func consent(r *inventory.Row) string {
	if len(r.Guards) > 0 && r.Consent == "guarded" {
		return "guarded: " + strings.Join(r.Guards, ", ")
	}
	return r.Consent
}

// program is one program in JSON.
type program struct {
	Root      string          `json:"root"`
	Platform  string          `json:"platform"`
	Inventory []inventory.Row `json:"inventory"`
}

func writeJSON(w io.Writer, rep *finding.Report) error {
	out := struct {
		Version  int       `json:"version"` // of this format
		Programs []program `json:"programs"`
	}{Version: 1, Programs: []program{}}
	for _, p := range rep.Programs {
		rows := make([]inventory.Row, 0, len(p.Inventory))
		for _, r := range p.Inventory {
			for _, l := range []*[]string{&r.Pages, &r.Goes, &r.Keeps, &r.Fields, &r.Guards, &r.Places} {
				if *l == nil {
					*l = []string{} // an empty list, not null
				}
			}
			rows = append(rows, r)
		}
		out.Programs = append(out.Programs, program{p.Root, p.Platform, rows})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

var columns = []string{"program", "category", "in the terms", "API", "used by", "reads", "purpose", "consent", "goes to", "kept in", "third-party code", "called at"}

func cells(p *finding.Program, r *inventory.Row) []string {
	terms := "no"
	if r.Terms {
		terms = "yes"
	}
	join := func(items []string) string { return strings.Join(items, ", ") }
	return []string{p.Root, r.Category, terms, r.API, join(r.Pages), join(r.Fields), r.Purpose, consent(r), join(r.Goes), join(r.Keeps), r.Package, join(r.Places)}
}

func writeCSV(w io.Writer, rep *finding.Report) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for i := range rep.Programs {
		p := &rep.Programs[i]
		for j := range p.Inventory {
			row := cells(p, &p.Inventory[j])
			for k, cell := range row {
				// A spreadsheet runs what begins like a formula.
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					row[k] = "'" + cell
				}
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func writeMarkdown(w io.Writer, rep *finding.Report) error {
	var b strings.Builder
	for i := range rep.Programs {
		p := &rep.Programs[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "## Personal data used by %s\n\n", escape(p.Root))
		if len(p.Inventory) == 0 {
			b.WriteString("None.\n")
			continue
		}
		shown := columns[1 : len(columns)-1]
		fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(shown, " | "), strings.Repeat(" --- |", len(shown)))
		for j := range p.Inventory {
			row := cells(p, &p.Inventory[j])
			row = row[1 : len(row)-1]
			for k := range row {
				row[k] = escape(row[k])
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var escapes = strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ", "<", "&lt;", ">", "&gt;", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]")

func escape(text string) string { return escapes.Replace(text) }
