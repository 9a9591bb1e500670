import type { IssueCollector } from '../issue/index.js'
import { compileGoRegexp } from '#go-regexp'
import { isJsonObject, ownValue, textAt } from '../read/index.js'
import type { LabelSelector } from '../manifest/api-types.js'
import { compileLenientSelector } from '../selector/index.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { defaultKruiseNamespace } from '../sidecarset/annotation-names.js'
import { closestWord } from '../text/suggestions.js'
import { quote } from '../text/visible.js'

/** What decides whether annotations may be patched. */
export interface WhitelistSurroundings {
  /** Undefined where it is not known. */
  readonly patchMetadataWhitelist?: PatchMetadataWhitelist | undefined
  readonly patchPodMetadataDefaultsAllowed?: boolean | undefined
  readonly kruiseNamespace?: string | undefined
}

/**
 * Reports annotations of `patchPodMetadata` that the cluster's whitelist does not allow, at the list itself. Where the
 * whitelist is not known, only an info says that one is needed.
 */
export function checkWhitelist(
  set: StoredSidecarSet,
  issues: IssueCollector,
  surroundings: WhitelistSurroundings,
): void {
  const { patchMetadataWhitelist: whitelist, patchPodMetadataDefaultsAllowed } = surroundings
  const whitelistPlace = placeOfWhitelist(surroundings.kruiseNamespace)
  const patches = set.spec.patchPodMetadata ?? []
  const keys = new Set(patches.flatMap(({ annotations = {} }) => Object.keys(annotations)))
  if (patches.length === 0) return
  if (whitelist === undefined) {
    if (keys.size > 0)
      issues.info(
        'annotation-unchecked',
        `${list(keys)} must be allowed in ${whitelistPlace}; not checked here`,
      )
    return
  }
  const read = readWhitelist(whitelist, set.labels, patchPodMetadataDefaultsAllowed)
  if (!read.ok) {
    issues.error('annotation-not-allowed', `${read.why}; allow ${list(keys)} in ${whitelistPlace}`)
    return
  }
  for (const key of keys)
    if (!read.allows(key))
      issues.error(
        'annotation-not-allowed',
        `no expression of the whitelist matches ${quote(key)}; add one in ${whitelistPlace}`,
      )
}

function list(keys: ReadonlySet<string>): string {
  const shown = [...keys].slice(0, 5).map(quote).join(', ')
  return keys.size > 5 ? `${shown} and others` : shown === '' ? 'the annotations' : shown
}

/** What `patchMetadataWhitelist` may be: JSON text, its value, or null where the cluster is known to have none. */
export type PatchMetadataWhitelist = string | object | null

/** The whitelist among ConfigMaps: undefined where OpenKruise's is not there, null where it has no such key. */
export function findWhitelist(
  configMaps: readonly unknown[],
  namespace: string = defaultKruiseNamespace,
): PatchMetadataWhitelist | undefined {
  const found = configMaps.find(
    (map) =>
      textAt(map, 'metadata', 'name') === 'kruise-configuration' &&
      textAt(map, 'metadata', 'namespace') === namespace,
  )
  return found === undefined ? undefined : (textAt(found, 'data', whitelistKey) ?? null)
}

/** Which annotations a whitelist allows for one SidecarSet, or why it allows none. */
export type WhitelistVerdict =
  { readonly ok: true; allows(key: string): boolean } | { readonly ok: false; readonly why: string }

const whitelistKey = 'SidecarSet_PatchPodMetadata_WhiteList'

/** Where the whitelist stands in a cluster. */
function placeOfWhitelist(namespace: string = defaultKruiseNamespace): string {
  return `ConfigMap kruise-configuration of namespace ${namespace}, key ${whitelistKey}`
}

type Labels = Readonly<Record<string, string>>
type Test = (key: string) => boolean
type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string }

/**
 * Reads the whitelist for `patchPodMetadata` as far as it concerns a SidecarSet with these labels.
 *
 * 1. Rules whose selector does not fit the labels are passed over, with their expressions. An empty selector fits all.
 * 2. An annotation is allowed when one expression of the other rules matches somewhere in its key.
 * 3. Nothing is allowed when the text cannot be read, an operator is unknown, or one expression is none, even if an
 *    earlier one would allow everything.
 * 4. Where there is no whitelist, or no expression is left, everything is allowed with `allowsDefaults`, else nothing.
 *
 * @see OpenKruise, validateSidecarSetPatchMetadataWhitelist
 * @example readWhitelist('{"rules":[{"allowedAnnotationKeyExprs":["^team/"]}]}', {}) // { ok: true, allows }
 */
function readWhitelist(
  whitelist: PatchMetadataWhitelist,
  labels: Labels,
  allowsDefaults = false,
): WhitelistVerdict {
  const byDefault = (why: string): WhitelistVerdict =>
    allowsDefaults ? { ok: true, allows: () => true } : refuse(why)
  if (whitelist === null) return byDefault('there is no whitelist')
  const parsed = typeof whitelist === 'string' ? parseJson(whitelist) : succeed<unknown>(whitelist)
  if (!parsed.ok) return parsed
  const rules = readList(parsed.value, 'rules')
  if (!rules.ok) return rules
  const tests: Test[] = []
  const idle: unknown[] = []
  for (const rule of rules.value) {
    const read = readRule(rule, labels)
    if (!read.ok) return read
    if (read.value?.length === 0) idle.push(rule)
    for (const test of read.value ?? []) tests.push(test)
  }
  if (tests.length === 0)
    return byDefault(
      idle.length === 0
        ? 'the whitelist has no rule for a SidecarSet with these labels'
        : describeIdleRule(idle[0]),
    )
  return { ok: true, allows: (key) => tests.some((test) => test(key)) }
}

/** A rule that is for the SidecarSet and lists nothing: its key may be misspelt. */
function describeIdleRule(rule: unknown): string {
  const near = isJsonObject(rule) ? closestWord(expressionsKey, Object.keys(rule)) : undefined
  return near === undefined || near === expressionsKey
    ? `the whitelist has a rule for this SidecarSet, but its ${expressionsKey} lists nothing`
    : `the whitelist has a rule for this SidecarSet, but it says ${quote(near)} instead of ${expressionsKey}`
}

const expressionsKey = 'allowedAnnotationKeyExprs'

/** The expressions of a rule; undefined where it is for other SidecarSets. */
function readRule(rule: unknown, labels: Labels): Read<readonly Test[] | undefined> {
  if (rule !== null && !isJsonObject(rule)) return refuse('a rule of the whitelist is no object')
  const expressions = readList(rule, expressionsKey)
  if (!expressions.ok) return expressions
  const applies = readApplies(rule === null ? undefined : ownValue(rule, 'selector'), labels)
  if (!applies.ok) return applies
  return applies.value ? readTests(expressions.value) : succeed(undefined)
}

function readApplies(selector: unknown, labels: Labels): Read<boolean> {
  if (selector === undefined || selector === null) return succeed(true)
  if (!isJsonObject(selector)) return refuse('a selector of the whitelist is no object')
  const compiled = compileLenientSelector(selector as LabelSelector, { empty: 'everything' })
  const wrongType = compiled.malformed.find(({ code }) => code === 'wrong-type')
  if (wrongType !== undefined) return refuse(`a selector of the whitelist ${wrongType.message}`)
  if (compiled.unknownOperator !== undefined)
    return refuse(`the whitelist has the unknown operator ${quote(compiled.unknownOperator.operator)}`)
  return succeed(compiled.matches(labels))
}

function readTests(expressions: readonly unknown[]): Read<readonly Test[]> {
  const tests: Test[] = []
  for (const expression of expressions) {
    if (typeof expression !== 'string') return refuse('an expression of the whitelist is no text')
    const compiled = compileGoRegexp(expression)
    if (!compiled.ok)
      return refuse(
        `the whitelist has an expression that ${compiled.isUnsupported ? 'cannot be read' : 'is none'}, ${quote(expression)}: ${compiled.message}`,
      )
    tests.push((key) => compiled.test(key))
  }
  return succeed(tests)
}

function parseJson(text: string): Read<unknown> {
  try {
    return succeed(JSON.parse(text) as unknown)
  } catch {
    return refuse('the whitelist is not JSON')
  }
}

/** A list in an object; null is nothing, there as here. */
function readList(value: unknown, key: string): Read<readonly unknown[]> {
  if (value === null) return succeed([])
  if (!isJsonObject(value)) return refuse('the whitelist is no JSON object')
  const list = ownValue(value, key)
  if (list === undefined || list === null) return succeed([])
  return Array.isArray(list) ? succeed(list) : refuse(`${quote(key)} in the whitelist is no list`)
}

function succeed<T>(value: T): Read<T> {
  return { ok: true, value }
}

function refuse(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why }
}
