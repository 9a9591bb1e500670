// The packed schemas in the language server that editors have for YAML.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installLocked } from '../install-locked.mjs'

const project = fileURLToPath(new URL('editor', import.meta.url))

const manifest = `# yaml-language-server: $schema=./node_modules/sidecarset/schemas/sidecarset-v1alpha1.json
apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata:
  name: logs
spec:
  updateStrategi: {}
  containers:
    - name: logs
      podInjectPolicy: BeforeAppContainer
`

/** An editor marks a misspelt field, completes values and says what a field does. */
export async function checkEditor({ root }) {
  installLocked(project)
  const server = startServer(root)
  try {
    const uri = pathToFileURL(join(root, 'sidecarset.yaml')).href
    await server.ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      capabilities: {},
    })
    server.tell('initialized', {})
    const textDocument = { uri, languageId: 'yaml', version: 1, text: manifest }
    server.tell('textDocument/didOpen', { textDocument })
    const { diagnostics } = await server.hear('textDocument/publishDiagnostics')
    assert.deepEqual(
      diagnostics.map(({ range }) => range.start.line),
      [6],
      'the misspelt field is marked',
    )
    const at = (character) => ({ textDocument: { uri }, position: { line: 9, character } })
    const { items } = await server.ask('textDocument/completion', at(23))
    assert.deepEqual(items.map(({ label }) => label).sort(), ['AfterAppContainer', 'BeforeAppContainer'])
    const { contents } = await server.ask('textDocument/hover', at(10))
    assert.match(contents.value, /Since OpenKruise v0\.8\.0/)
  } finally {
    server.stop()
  }
}

/** Speaks the Language Server Protocol with the server, through its standard input and output. */
function startServer(cwd) {
  const script = join(project, 'node_modules/yaml-language-server/bin/yaml-language-server')
  const child = spawn(process.execPath, [script, '--stdio'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = new Map()
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }
  const wait = (key) => new Promise((resolve) => waiting.set(key, resolve))
  readMessages(child.stdout, ({ id, method, params, result }) => {
    // What the server asks for, such as settings, is left open.
    if (method !== undefined && id !== undefined) send({ id, result: params.items?.map(() => null) ?? null })
    else waiting.get(method ?? id)?.(method === undefined ? result : params)
  })
  let last = 0
  return {
    ask: (method, params) => {
      send({ id: ++last, method, params })
      return wait(last)
    },
    tell: (method, params) => send({ method, params }),
    hear: wait,
    stop: () => child.kill(),
  }
}

function readMessages(stream, handle) {
  let rest = Buffer.alloc(0)
  stream.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const header = /^(?:[^\r]+\r\n)+\r\n/.exec(rest.toString('latin1'))?.[0]
      const length = Number(/Content-Length: (\d+)/.exec(header ?? '')?.[1])
      if (header === undefined || rest.length < header.length + length) return
      handle(JSON.parse(rest.subarray(header.length, header.length + length).toString('utf8')))
      rest = rest.subarray(header.length + length)
    }
  })
}
