import type { FieldPath, IssueCollector } from '../issue/index.js'
import { isJsonObject, setOwn, type JsonObject } from '../read/index.js'

// Readers of single fields of a Pod. Wrong types become issues; null and absent are alike. Fields are read plainly by
// their fixed names, which no prototype has; only keys of maps may be any text.

const nothing: Readonly<Record<string, never>> = Object.freeze({})
const emptyList: readonly never[] = Object.freeze([])

/** A mapping, empty where there is none. */
export function readMapping(value: unknown, path: FieldPath, issues: IssueCollector): JsonObject {
  if (isJsonObject(value)) return value
  if (value !== undefined && value !== null) issues.at(...path).error('wrong-type', 'must be a mapping')
  return nothing
}

/** A text, empty where there is none. */
export function readText(value: unknown, path: FieldPath, issues: IssueCollector): string {
  if (typeof value === 'string') return value
  if (value !== undefined && value !== null) issues.at(...path).error('wrong-type', 'must be a string')
  return ''
}

/** A map of texts, such as labels. */
export function readTextMap(
  value: unknown,
  path: FieldPath,
  issues: IssueCollector,
): Readonly<Record<string, string>> {
  const map = readMapping(value, path, issues)
  let hasNull = false
  for (const key of Object.keys(map)) {
    if (typeof map[key] === 'string') continue
    if (map[key] === null) hasNull = true
    else issues.at(...path, key).error('wrong-type', 'must be a string: put the value in quotes')
  }
  return (hasNull ? nullsAsEmpty(map) : map) as Readonly<Record<string, string>>
}

/** A null in a map of texts is the empty text to Go. */
function nullsAsEmpty(map: JsonObject): JsonObject {
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(map)) setOwn(result, key, map[key] ?? '')
  return result
}

/** A list of objects with a name, as `containers`, `volumes` and `imagePullSecrets` are. */
export function readNamedList<T>(value: unknown, path: FieldPath, issues: IssueCollector): readonly T[] {
  if (value === undefined || value === null) return emptyList
  if (!Array.isArray(value)) {
    issues.at(...path).error('wrong-type', 'must be a list')
    return emptyList
  }
  const list: readonly unknown[] = value
  list.forEach((element, index) => {
    if (!isReadable(element)) reportUnreadable(element, issues.at(...path, index))
  })
  return list as readonly T[]
}

/** The lists inside a container that injection reads. */
const innerLists = ['env', 'volumeMounts', 'volumeDevices'] as const

/** Whether everything that injection reads of an element is of the right type. */
function isReadable(element: unknown): boolean {
  if (!isJsonObject(element)) return false
  const { name, env, volumeMounts, volumeDevices } = element
  return (
    (typeof name === 'string' || name === undefined || name === null) &&
    isListOfMappings(env) &&
    isListOfMappings(volumeMounts) &&
    isListOfMappings(volumeDevices)
  )
}

function isListOfMappings(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isJsonObject))
}

function reportUnreadable(element: unknown, issues: IssueCollector): void {
  if (!isJsonObject(element)) return issues.error('wrong-type', 'must be a mapping')
  readText(element.name, ['name'], issues)
  for (const list of innerLists) {
    if (isListOfMappings(element[list])) continue
    const wanted = Array.isArray(element[list]) ? 'a list of mappings' : 'a list'
    issues.at(list).error('wrong-type', `must be ${wanted}`)
  }
}
