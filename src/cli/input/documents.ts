import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CliError, type Io } from '../io.js'
import type { InputFile } from './find-files.js'
import { binary, unreadable } from './read-text.js'

/** One document of a stream, with its `---`. The texts of a file, one after the other, are the file. */
export interface DocumentText {
  readonly text: string
  /** How many lines of the file come before it. */
  readonly linesBefore: number
}

/** A file that is read document by document, as often as one likes: a file may be larger than memory. */
export interface DocumentStream {
  readonly name: string
  readonly documents: () => AsyncGenerator<DocumentText>
}

/** Files as streams of documents. `close` removes what stdin was kept in. */
export async function openStreams(
  files: readonly InputFile[],
  io: Io,
): Promise<{ readonly streams: readonly DocumentStream[]; readonly close: () => void }> {
  const kept = files.some(({ path }) => path === '-') ? await keepStdin(io) : undefined
  const streams = files.map(({ name, path }) => ({
    name,
    documents: () =>
      splitDocuments(name, path === '-' && kept !== undefined ? kept.open() : createReadStream(path)),
  }))
  return { streams, close: () => kept?.close() }
}

/** What stdin may take in memory; more is kept in a temporary file, since it is read twice. */
const memoryForStdin = 32 * 1024 * 1024

interface KeptInput {
  readonly open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly close: () => void
}

async function keepStdin({ stdin }: Io): Promise<KeptInput> {
  const chunks: Uint8Array[] = []
  let size = 0
  let file: { readonly folder: string; readonly path: string; readonly handle: number } | undefined
  for await (const chunk of stdin) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    size += bytes.length
    chunks.push(bytes)
    if (size <= memoryForStdin) continue
    file ??= createTemporaryFile()
    for (const each of chunks.splice(0)) writeSync(file.handle, each)
  }
  if (file === undefined) return { open: () => chunks, close: () => undefined }
  const { folder, path, handle } = file
  closeSync(handle)
  return { open: () => createReadStream(path), close: () => rmSync(folder, { recursive: true, force: true }) }
}

function createTemporaryFile(): { folder: string; path: string; handle: number } {
  const folder = mkdtempSync(join(tmpdir(), 'sidecarset-'))
  const path = join(folder, 'stdin')
  return { folder, path, handle: openSync(path, 'wx', 0o600) }
}

/** Documents begin at lines that are `---`, alone or with more behind a blank, as kubectl takes them. */
async function* splitDocuments(
  name: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<DocumentText> {
  let pending = ''
  let linesBefore = 0
  let searched = 0
  const take = (end: number): DocumentText => {
    const document = { text: pending.slice(0, end), linesBefore }
    linesBefore += countLines(document.text)
    pending = pending.slice(end)
    searched = 0
    return document
  }
  for await (const text of decode(name, bytes)) {
    pending += text
    for (let end = findMarker(pending, searched); end !== -1; end = findMarker(pending, searched))
      yield take(end)
    // What may be the beginning of a marker is looked at again.
    searched = Math.max(0, pending.length - 5)
  }
  if (pending !== '') yield take(pending.length)
}

/** Index of the next line that begins a document, except the first line. */
function findMarker(text: string, from: number): number {
  const marker = /(?<=[\r\n])---(?=[ \t\r\n])/g
  marker.lastIndex = Math.max(from, 1)
  return marker.exec(text)?.index ?? -1
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

async function* decode(
  name: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for await (const chunk of bytes) {
      if (chunk.includes(0)) throw new CliError(binary(name))
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(`${name} is not UTF-8 text; save it as UTF-8`)
    throw error instanceof CliError ? error : unreadable(name, error)
  }
}
