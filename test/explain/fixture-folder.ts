import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseYaml } from 'sidecarset'
import { expect } from 'vitest'

/** A folder with the inputs of one case and what is expected of it. Every file in it must be used. */
export interface FixtureFolder {
  readonly name: string
  /** The documents of a file; none where there is no such file. */
  documents<T>(file: string): readonly T[]
  /** Compares text with a file; with UPDATE_FIXTURES=1 writes the file instead. */
  expectText(file: string, text: string): void
  /** Files that nothing has asked for. */
  unused(): readonly string[]
}

const updates = process.env['UPDATE_FIXTURES'] === '1'

/** The folders of a directory, in order of name. */
export function readFixtureFolders(directory: string): readonly FixtureFolder[] {
  return readdirSync(directory)
    .sort()
    .map((name) => openFolder(name, join(directory, name)))
}

function openFolder(name: string, path: string): FixtureFolder {
  const used = new Set<string>()
  return {
    name,
    documents: <T>(file: string) => {
      used.add(file)
      return existsSync(join(path, file)) ? (parseYaml(readFileSync(join(path, file), 'utf8')) as T[]) : []
    },
    expectText: (file, text) => {
      used.add(file)
      if (updates) writeFileSync(join(path, file), text)
      expect(text).toBe(existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8') : '')
    },
    unused: () => readdirSync(path).filter((file) => !used.has(file)),
  }
}
