import { SidecarSetError, type Issue } from '../issue/index.js'
import type { Bucket } from './kinds.js'
import type { Manifests } from './manifests.js'
import { checkManifest, type CheckedManifest } from './read/check-manifest.js'
import { flattenList } from './read/flatten-list.js'
import { readSource } from './read/read-source.js'
import { createSourceMap } from './source-map.js'
import { createInputBudget, type InputBudget } from './yaml/documents.js'
import { resolveLimits, type Limits, type ManifestLimits } from './yaml/limits.js'

/** YAML or JSON text, a manifest as an object, or several of both. */
export type ManifestSource = string | object | readonly (string | object)[]

export type ParseResult =
  | { readonly ok: true; readonly manifests: Manifests; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

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
 * Reads manifests like `parseManifests`, and returns the mistakes instead of throwing them. Where all is well, `issues`
 * holds the warnings.
 *
 * @example safeParseManifests('kind: Pod') // { ok: false, issues: [{ code: 'missing-kind', path: ['apiVersion'], ... }] }
 */
export function safeParseManifests(source: ManifestSource, options?: ManifestLimits): ParseResult {
  const limits = resolveLimits(options)
  const budget = createInputBudget(limits)
  const sources: readonly unknown[] = Array.isArray(source) ? source : [source]
  const read = sources.map((each) => parseSource(each, limits, budget))
  const issues = read.flatMap((each) => each.issues)
  if (issues.some((issue) => issue.severity === 'error')) return { ok: false, issues }
  return { ok: true, manifests: sortByKind(read.flatMap((each) => each.manifests)), issues }
}

interface ParsedSource {
  readonly manifests: readonly CheckedManifest[]
  readonly issues: readonly Issue[]
}

function parseSource(source: unknown, limits: Limits, budget: InputBudget): ParsedSource {
  const { documents, issues } = readSource(source, limits, budget)
  const manifests = documents
    .flatMap((document) => flattenList({ value: document.value, document, path: [] }))
    .map(checkManifest)
  const found = [...issues, ...manifests.flatMap((manifest) => manifest.issues)]
  return { manifests, issues: found.sort(byPlace) }
}

/** In the order of the text. Issues without a line come last, in their own order. */
function byPlace(a: Issue, b: Issue): number {
  if (a.line === undefined || b.line === undefined)
    return Number(a.line === undefined) - Number(b.line === undefined)
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0)
}

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
