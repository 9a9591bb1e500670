import { createIssueCollector, type FieldPath, type IssueCollector } from '../issue/index.js'
import { isJsonObject, ownValue, setOwn, type JsonObject } from '../read/index.js'
import { canonicalizeTime, parseTime } from '../kubernetes/time.js'

/**
 * Reads fields of untrusted objects by type. null and absent are the zero value, as in Go; any other type is an issue
 * at `path` and reads as the zero value too.
 */
export interface PodReader {
  readonly issues: IssueCollector
  mapping(parent: JsonObject, key: string, path: FieldPath): JsonObject
  /** A list of mappings. */
  mappings(parent: JsonObject, key: string, path: FieldPath): readonly JsonObject[]
  text(parent: JsonObject, key: string, path: FieldPath): string
  /** A mapping of texts. */
  texts(parent: JsonObject, key: string, path: FieldPath): Readonly<Record<string, string>>
  flag(parent: JsonObject, key: string, path: FieldPath): boolean
  count(parent: JsonObject, key: string, path: FieldPath): number
  /** Milliseconds since 1970; undefined where there is no time. */
  time(parent: JsonObject, key: string, path: FieldPath): number | undefined
}

const nothing: JsonObject = Object.freeze({})

/** A reader with a collector of its own. */
export function createPodReader(): PodReader {
  const issues = createIssueCollector()

  const wrong = (path: FieldPath, wanted: string): void =>
    issues.at(...path).error('wrong-type', `must be ${wanted}`)

  const mapping: PodReader['mapping'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? nothing
    if (isJsonObject(value)) return value
    wrong([...path, key], 'a mapping')
    return nothing
  }

  const text: PodReader['text'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? ''
    if (typeof value === 'string') return value
    wrong([...path, key], 'a string')
    return ''
  }

  const flag: PodReader['flag'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? false
    if (typeof value !== 'boolean') wrong([...path, key], 'true or false')
    return value === true
  }

  const count: PodReader['count'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? 0
    if (typeof value === 'number' && Number.isInteger(value)) return value
    wrong([...path, key], 'a whole number')
    return 0
  }

  const time: PodReader['time'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? undefined
    const canonical = canonicalizeTime(value)
    if (canonical !== undefined) return parseTime(canonical)
    if (value !== undefined) issues.at(...path, key).error('invalid-time', 'must be a time in RFC 3339')
    return undefined
  }

  const mappings: PodReader['mappings'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? []
    if (!Array.isArray(value)) {
      wrong([...path, key], 'a list')
      return []
    }
    return value.map((element: unknown, index) => {
      if (isJsonObject(element)) return element
      wrong([...path, key, index], 'a mapping')
      return nothing
    })
  }

  const texts: PodReader['texts'] = (parent, key, path) => {
    const source = mapping(parent, key, path)
    const result: Record<string, string> = {}
    for (const name of Object.keys(source)) setOwn(result, name, text(source, name, [...path, key]))
    return result
  }

  return { issues, mapping, mappings, text, texts, flag, count, time }
}
