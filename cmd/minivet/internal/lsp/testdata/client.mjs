// A client made of the protocol's own library talks to `minivet lsp` over stdio:
//   node client.mjs MINIVET FOLDER
// FOLDER holds a program whose page pages/a/a.js lacks consent. What happens is
// printed, one line each. It runs in a folder that has the library in node_modules.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createRequire } from 'node:module'
const require = createRequire(process.cwd() + '/')
const rpc = require('vscode-jsonrpc/node')
const lsp = require('vscode-languageserver-protocol')

const [command, folder] = process.argv.slice(2)
const server = spawn(command, ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
const conn = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin))
const root = pathToFileURL(folder).href
const uri = root + '/pages/a/a.js'
let text = readFileSync(folder + '/pages/a/a.js', 'utf8')
let version = 1

let seen = () => {}
conn.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => { if (p.uri === uri && p.version === version) seen(p.diagnostics) })
conn.onRequest(lsp.RegistrationRequest.type, (p) => { console.log('registers', p.registrations.map((r) => r.method).join()) })
conn.onRequest(lsp.ConfigurationRequest.type, (p) => p.items.map(() => ({ rules: { agegate: 'off', minimize: 'off', egress: 'off' } })))
conn.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {})
const next = () => new Promise((done) => { seen = done })
conn.listen()

const init = await conn.sendRequest(lsp.InitializeRequest.type, {
  processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: 'x' }],
  capabilities: {
    general: { positionEncodings: ['utf-16'] },
    window: { workDoneProgress: true },
    workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true } },
    textDocument: { hover: { contentFormat: ['markdown'] } },
  },
})
console.log(init.serverInfo.name, init.capabilities.positionEncoding)
await conn.sendNotification(lsp.InitializedNotification.type, {})
const first = next()
await conn.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'javascript', version, text } })
let diagnostics = await first
while (diagnostics.length !== 1) diagnostics = await next() // until the settings are there
const d = diagnostics[0]
console.log(`${d.range.start.line}:${d.range.start.character} ${d.code} ${d.relatedInformation.length} steps`)
const hover = await conn.sendRequest(lsp.HoverRequest.type, { textDocument: { uri }, position: d.range.start })
console.log('hover', hover.contents.value.split('\n')[0])
const actions = await conn.sendRequest(lsp.CodeActionRequest.type, { textDocument: { uri }, range: d.range, context: { diagnostics: [d] } })
const [change] = actions.at(-1).edit.documentChanges
console.log(actions.at(-1).title, change.textDocument.version)
const edit = change.edits[0]
version++
const cleared = next()
await conn.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: [{ range: edit.range, text: edit.newText }] })
console.log('left', (await cleared).length)
await conn.sendRequest(lsp.ShutdownRequest.type)
await conn.sendNotification(lsp.ExitNotification.type)
server.on('exit', (code) => { console.log('exit', code); conn.dispose() })
