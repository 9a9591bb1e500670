import { SidecarSetError, type Issue } from '../issue/index.js'
import { quote } from '../text/visible.js'
import { closestWord } from '../text/suggestions.js'
import { accepts, allowed, type OptionEntry, type OptionTable, type OptionType } from './option-types.js'

/**
 * What `parseManifests` returns may be handed on as it is: `createInjector(manifests)`. A function that has no use for
 * one of these lists ignores it.
 */
const manifestLists: readonly string[] = [
  'sidecarSets',
  'resourceBindings',
  'pods',
  'workloads',
  'namespaces',
  'controllerRevisions',
  'configMaps',
  'secrets',
  'others',
  'sources',
]

/**
 * Reads the options of a call: the one way in for every public function.
 *
 * 1. An option that has another type or value than its table says is an error, never a default: an unknown word in an
 *    option about access must not open anything. Undefined counts as not given; null is a value.
 * 2. A name that is not in the table is an error too, so that a typo does not silently mean the default. Only the lists
 *    of `parseManifests` may always be there.
 * 3. Each option is read once, and only where the object has it itself: neither a getter that answers differently the
 *    second time nor a polluted `Object.prototype` can slip a value in.
 * 4. A message shows texts and numbers where the option takes a choice or a number, else only the kind of the value.
 *
 * @param call the function as its caller knows it, for the message
 * @returns    a new object that has every option of the table itself, undefined where it is not given, so that nothing
 *             inherited shows through, in a copy of it neither
 * @throws SidecarSetError of stage `options`, with an issue `invalid-option` or `unknown-option` for every mistake
 */
export function readOptions<Options extends object>(
  call: string,
  table: OptionTable<Options>,
  given: unknown,
): Options {
  const issues: Issue[] = []
  const options = readAll(call, table as Readonly<Record<string, OptionEntry>>, given ?? {}, issues)
  if (issues.length > 0) throw new SidecarSetError('options', issues)
  return options as Options
}

function readAll(
  call: string,
  table: Readonly<Record<string, OptionEntry>>,
  given: unknown,
  issues: Issue[],
): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    issues.push(invalid([], `${call}: the options are ${kindOf(given)}, not an object`))
    return options
  }
  for (const name in table) {
    const entry = table[name]
    if (entry === undefined) continue
    const value = readOne(given, name)
    options[name] = value
    if (value === undefined && entry.required !== true) continue
    if (value !== unreadable && accepts(entry, value)) continue
    issues.push(invalid([name], `${call}: ${name} ${describe(entry, value)}; it takes ${allowed(entry)}`))
  }
  for (const name of namesOf(given)) {
    if (Object.hasOwn(table, name) || manifestLists.includes(name)) continue
    issues.push(unknownName(call, name, Object.keys(table)))
  }
  return options
}

/** Stands for the value of an option whose getter throws. */
const unreadable: unique symbol = Symbol('unreadable')

function readOne(given: object, name: string): unknown {
  try {
    return Object.hasOwn(given, name) ? (given as Readonly<Record<string, unknown>>)[name] : undefined
  } catch {
    return unreadable
  }
}

/** A Proxy may refuse to name its keys: then there are none that anybody could read. */
function namesOf(given: object): string[] {
  try {
    return Object.keys(given)
  } catch {
    return []
  }
}

function unknownName(call: string, name: string, known: readonly string[]): Issue {
  const meant = closestWord(name, known)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  const message = `${call}: there is no option ${quote(name)}${hint}`
  return { code: 'unknown-option', severity: 'error', message, path: [name] }
}

function invalid(path: readonly string[], message: string): Issue {
  return { code: 'invalid-option', severity: 'error', message, path: [...path] }
}

function describe(type: OptionType, value: unknown): string {
  if (value === undefined) return 'is missing'
  if (value === unreadable) return 'cannot be read'
  const isShown = type.kind === 'choice' || type.kind === 'number' || type.kind === 'integer'
  return `is ${isShown ? shown(value) : kindOf(value)}`
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'text' : `a ${typeof value}`
}
