import { readFileSync } from 'node:fs'
import { CliError, type Io } from '../io.js'
import type { InputFile } from './find-files.js'

/** The text of a file. @throws CliError where it cannot be read or is no text */
export async function readText({ name, path }: InputFile, io: Io): Promise<string> {
  return decodeText(path === '-' ? await readAll(io) : readBytes(name, path), name)
}

function readBytes(name: string, path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw unreadable(name, error)
  }
}

/** What the system said, in words. */
export function unreadable(name: string, error: unknown): CliError {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EACCES' || code === 'EPERM')
    return new CliError(`you may not read ${name}; check its permissions`)
  if (code === 'EISDIR') return new CliError(`${name} is a folder, and a file is wanted`)
  if (code === 'ENOENT') return new CliError(`there is no file ${name}`)
  return new CliError(`${name} cannot be read (${code ?? String(error)})`)
}

async function readAll({ stdin }: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(chunks)
}

/** Bytes as text. @throws CliError for what is no UTF-8, such as an archive or an image */
export function decodeText(bytes: Uint8Array, name: string): string {
  if (bytes.subarray(0, 8000).includes(0)) throw new CliError(binary(name))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new CliError(`${name} is not UTF-8 text; save it as UTF-8`)
  }
}

export function binary(name: string): string {
  return `${name} is a binary file, and manifests are YAML or JSON text`
}

/** Says of text that cannot be read as YAML that it is a Helm template, where it is one. */
export function describeTemplate(name: string, text: string): string | undefined {
  return /\{\{-?\s*(?:\.|\$|if|range|with|include|define|template|end|toYaml|-)/.test(text)
    ? `${name} is a Helm template; render it first: helm template CHART | sidecarset ... -f -`
    : undefined
}
