import { readFileSync } from 'node:fs'

/** The cases of a recorded file, one JSON value a line. */
export function readRecorded<T>(file: string): T[] {
  const url = new URL(`../../fixtures/recorded/${file}`, import.meta.url)
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
