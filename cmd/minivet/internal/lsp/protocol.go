package lsp

import "encoding/json"

// The types of the language server protocol (3.17) that the server speaks, no more;
// names and meaning are the protocol's.

// Position is a place in a text: a line from 0 and a number of code units in it,
// whose size was agreed on in initialize.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Range ends before End.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Location is a range in a file.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// InitializeParams are what a client says of itself.
type InitializeParams struct {
	RootURI          string             `json:"rootUri"`
	RootPath         string             `json:"rootPath"`
	WorkspaceFolders []WorkspaceFolder  `json:"workspaceFolders"`
	Capabilities     ClientCapabilities `json:"capabilities"`
	// InitializationOptions are settings as in didChangeConfiguration.
	InitializationOptions json.RawMessage `json:"initializationOptions"`
}

// WorkspaceFolder is a folder that is open in the editor.
type WorkspaceFolder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

// ClientCapabilities are those that make a difference.
type ClientCapabilities struct {
	General struct {
		PositionEncodings []string `json:"positionEncodings"`
	} `json:"general"`
	Window struct {
		WorkDoneProgress bool `json:"workDoneProgress"`
	} `json:"window"`
	Workspace struct {
		Configuration bool `json:"configuration"`
		WorkspaceEdit struct {
			DocumentChanges bool `json:"documentChanges"`
		} `json:"workspaceEdit"`
		DidChangeWatchedFiles struct {
			DynamicRegistration bool `json:"dynamicRegistration"`
		} `json:"didChangeWatchedFiles"`
	} `json:"workspace"`
	TextDocument struct {
		Hover struct {
			ContentFormat []string `json:"contentFormat"`
		} `json:"hover"`
	} `json:"textDocument"`
}

// InitializeResult is the answer to initialize.
type InitializeResult struct {
	Capabilities map[string]any `json:"capabilities"`
	ServerInfo   ServerInfo     `json:"serverInfo"`
}

// ServerInfo names the server.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// TextDocument names a document; which fields are set depends on the message.
type TextDocument struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

// DidOpenParams are also those of didClose and didSave, whose document has no text.
type DidOpenParams struct {
	TextDocument TextDocument `json:"textDocument"`
}

// DidChangeParams are the changes of one document, to be made one after the other.
type DidChangeParams struct {
	TextDocument   TextDocument  `json:"textDocument"`
	ContentChanges []ContentEdit `json:"contentChanges"`
}

// ContentEdit replaces a range with a text; the whole text if there is no range.
type ContentEdit struct {
	Range *Range `json:"range"`
	Text  string `json:"text"`
}

// DidChangeFoldersParams are folders that were opened and closed.
type DidChangeFoldersParams struct {
	Event struct {
		Added   []WorkspaceFolder `json:"added"`
		Removed []WorkspaceFolder `json:"removed"`
	} `json:"event"`
}

// DidChangeFilesParams are files that changed on disk.
type DidChangeFilesParams struct {
	Changes []struct {
		URI string `json:"uri"`
	} `json:"changes"`
}

// DidChangeConfigurationParams are settings, null from clients that want to be asked.
type DidChangeConfigurationParams struct {
	Settings json.RawMessage `json:"settings"`
}

// Severities of diagnostics.
const (
	SeverityError       = 1
	SeverityWarning     = 2
	SeverityInformation = 3
)

// TagUnnecessary marks what can go.
const TagUnnecessary = 1

// Diagnostic is one finding.
type Diagnostic struct {
	Range    Range  `json:"range"`
	Severity int    `json:"severity"`
	Code     string `json:"code"`
	Source   string `json:"source"`
	Message  string `json:"message"`
	Tags     []int  `json:"tags,omitempty"`
	// RelatedInformation are the steps of the path, the entry point first.
	RelatedInformation []RelatedInformation `json:"relatedInformation,omitempty"`
	Data               *DiagnosticData      `json:"data,omitempty"`
}

// RelatedInformation is a further place.
type RelatedInformation struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// DiagnosticData finds the finding again.
type DiagnosticData struct {
	Fingerprint string `json:"fingerprint"`
}

// PublishDiagnosticsParams are all diagnostics of one file.
type PublishDiagnosticsParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// CodeActionParams ask for what can be done about a range.
type CodeActionParams struct {
	TextDocument TextDocument `json:"textDocument"`
	Range        Range        `json:"range"`
	Context      struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// KindQuickFix is the kind of all actions.
const KindQuickFix = "quickfix"

// CodeAction mends something.
type CodeAction struct {
	Title       string        `json:"title"`
	Kind        string        `json:"kind"`
	Diagnostics []Diagnostic  `json:"diagnostics"`
	IsPreferred bool          `json:"isPreferred,omitempty"`
	Edit        WorkspaceEdit `json:"edit"`
}

// WorkspaceEdit has one of the two, as the client can.
type WorkspaceEdit struct {
	DocumentChanges []DocumentEdit        `json:"documentChanges,omitempty"`
	Changes         map[string][]TextEdit `json:"changes,omitempty"`
}

// DocumentEdit changes one document.
type DocumentEdit struct {
	TextDocument VersionedDocument `json:"textDocument"`
	Edits        []TextEdit        `json:"edits"`
}

// VersionedDocument: the version is null for what is not open.
type VersionedDocument struct {
	URI     string `json:"uri"`
	Version *int   `json:"version"`
}

// TextEdit replaces a range.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// HoverParams ask about a position.
type HoverParams struct {
	TextDocument TextDocument `json:"textDocument"`
	Position     Position     `json:"position"`
}

// Hover is the answer.
type Hover struct {
	Contents MarkupContent `json:"contents"`
	Range    *Range        `json:"range,omitempty"`
}

// MarkupContent is a text in "markdown" or "plaintext".
type MarkupContent struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Types of messages to people.
const (
	MessageError   = 1
	MessageWarning = 2
	MessageInfo    = 3
)

// MessageParams are a text that is shown, or written to the client's log.
type MessageParams struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}
