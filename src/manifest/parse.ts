import { SidecarSetError, type Issue } from '../issue/index.js'
import type { Bucket } from './kinds.js'
import type { Manifests } from './manifest-types.js'
import { checkManifest, type CheckedManifest, flattenList } from './read/check-manifest.js'
import { readSource, type NamedText } from './read/read-source.js'
import { createSourceMap } from './source-map.js'
import { createInputBudget, type InputBudget } from './yaml/documents.js'
import { resolveLimits, type Limits, type ManifestLimits } from './yaml/limits.js'

/** YAML or JSON text, the same with a name, a manifest as an object, or several of these. */
export type ManifestSource = string | NamedText | object | readonly (string | NamedText | object)[]

export interface ParseResult {
  /** Whether there is no issue of severity `error`. */
  readonly ok: boolean
  /** Every manifest that could be read, also where others could not. */
  readonly manifests: Manifests
  readonly issues: readonly Issue[]
}

/**
 * Reads manifests and sorts them by kind.
 *
 * 1. Text is read as `parseYaml` does; objects stay the same objects.
 * 2. Lists (`kind: List`, `PodList` ...) give their items.
 * 3. Known kinds are checked for the types of their fields, as the API server's decoder would. null where a mapping,
 *    list or field may stand counts as absent. Nothing is defaulted or dropped.
 * 4. A known kind in an API version that is not known is refused; unknown kinds go to `others`.
 *
 * @throws SidecarSetError with every mistake of every document
 * @example parseManifests('apiVersion: v1\nkind: Pod\nmetadata: {name: web}').pods[0]?.metadata?.name // 'web'
 */
export function parseManifests(source: ManifestSource, options?: ManifestLimits): Manifests {
  const result = safeParseManifests(source, options)
  if (!result.ok) throw new SidecarSetError('manifest', result.issues)
  return result.manifests
}

/**
 * Reads manifests like `parseManifests`, and returns the mistakes instead of throwing them.
 *
 * Reading goes on behind a mistake: `manifests` has all that could be read, and `issues` every mistake of all sources. A
 * manifest with an error of its own is left out.
 *
 * @example safeParseManifests([{ name: 'a.yaml', text: 'kind: Pod' }]).issues
 * // [{ code: 'missing-kind', path: ['apiVersion'], source: 'a.yaml', line: 1, column: 1, ... }]
 */
export function safeParseManifests(source: ManifestSource, options?: ManifestLimits): ParseResult {
  const { checked, issues } = readManifests(source, options)
  const manifests = sortByKind(checked.filter((each) => each.isReadable))
  return { ok: !issues.some((issue) => issue.severity === 'error'), manifests, issues }
}

/** Reads all sources: what each manifest is, those that cannot be used too, and every issue. */
export function readManifests(source: ManifestSource, options?: ManifestLimits): ParsedSource {
  const limits = resolveLimits('parseManifests', options)
  const budget = createInputBudget(limits)
  const sources: readonly unknown[] = Array.isArray(source) ? source : [source]
  const read = sources.map((each) => parseSource(each, limits, budget))
  return { checked: read.flatMap((each) => each.checked), issues: read.flatMap((each) => each.issues) }
}

/** What the sources came to. */
export interface ParsedSource {
  readonly checked: readonly CheckedManifest[]
  readonly issues: readonly Issue[]
}

function parseSource(source: unknown, limits: Limits, budget: InputBudget): ParsedSource {
  const { documents, issues } = readSource(source, limits, budget)
  const checked = documents
    .flatMap((document) => flattenList({ value: document.value, document, path: [] }))
    .map(checkManifest)
  const found = [...issues, ...checked.flatMap((manifest) => manifest.issues)]
  return { checked, issues: found.sort(byPlace) }
}

/** In the order of one text. Issues without a line come last, in their own order. */
export function byPlace(a: Issue, b: Issue): number {
  if (a.line === undefined || b.line === undefined)
    return Number(a.line === undefined) - Number(b.line === undefined)
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0)
}

/** The manifests by what they are. */
function sortByKind(manifests: readonly CheckedManifest[]): Manifests {
  const buckets: Record<Bucket, object[]> = {
    sidecarSets: [],
    resourceBindings: [],
    pods: [],
    workloads: [],
    namespaces: [],
    controllerRevisions: [],
    configMaps: [],
    secrets: [],
    others: [],
  }
  for (const { placed } of manifests) if (placed !== undefined) buckets[placed.bucket].push(placed.manifest)
  return { ...(buckets as Omit<Manifests, 'sources'>), sources: createSourceMap(manifests) }
}
