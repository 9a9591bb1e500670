import { readFileSync } from 'node:fs'

/** The cases of one file of recorded answers. Lines end at "\n" only: values may hold other line separators. */
export function readRecordedRows<T>(file: string): T[] {
  const text = readFileSync(new URL(`../fixtures/recorded/${file}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
