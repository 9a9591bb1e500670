import { createIssueCollector, type Issue } from '../../issue/index.js'
import type { SidecarSet, LabelSelector } from '../../manifest/api-types.js'
import { profiles, profileNames, type ProfileName } from '../../profile.js'
import { readSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { isJsonObject, listAt, objectAt, textAt, valueAt } from '../../read/index.js'
import { compileLenientSelector, type LenientSelector } from '../../selector/index.js'
import type { CompiledSet } from './compiled-set.js'

/** A SidecarSet that cannot be injected, whatever the Pod, and the Pods that it may be for. */
export interface UnreadableSet {
  readonly name: string
  /** Several where several SidecarSets have the name: nobody knows which of them counts. */
  readonly targets: readonly MatchTarget[]
  readonly issues: readonly Issue[]
  /** The oldest of the later profiles that can read it. */
  readonly readableWith?: ProfileName | undefined
}

/** @param issues what keeps it from being read */
export function describeUnreadableSet(
  manifest: SidecarSet,
  issues: readonly Issue[],
  profile: ProfileName,
): UnreadableSet {
  return {
    name: textAt(manifest, 'metadata', 'name') ?? '',
    targets: [readTarget(manifest, profile)],
    issues,
    readableWith: findProfile(manifest, profile),
  }
}

/** An older profile that reads it just does not know the field that is wrong, so only later ones help. */
function findProfile(manifest: SidecarSet, profile: ProfileName): ProfileName | undefined {
  const later = profileNames.slice(profileNames.indexOf(profile) + 1)
  return later.find((each) => readSidecarSet(manifest, each).ok)
}

/**
 * Puts what is left out under one name together.
 *
 * @param sets   SidecarSets that could be read
 * @param failed those that could not
 */
export function joinUnreadable(
  name: string,
  sets: readonly MatchTarget[],
  failed: readonly UnreadableSet[],
): UnreadableSet {
  const isDuplicate = sets.length > 0
  return {
    name,
    targets: [...sets, ...failed.flatMap(({ targets }) => targets)],
    issues: [...failed.flatMap(({ issues }) => issues), ...(isDuplicate ? duplicateIssues(name) : [])],
    readableWith: isDuplicate || failed.length > 1 ? undefined : failed[0]?.readableWith,
  }
}

function duplicateIssues(name: string): readonly Issue[] {
  const issues = createIssueCollector({ kind: 'SidecarSet', name })
  issues.at('metadata', 'name').error('duplicate', `two SidecarSets are named ${name}`)
  return issues.list
}

/** What of a SidecarSet says which Pods it is for. */
export type MatchTarget = Pick<CompiledSet, 'paused' | 'selector' | 'namespace' | 'namespaceSelector'>

/**
 * Reads which Pods a SidecarSet that cannot be read may be for. A Pod is ruled out only by what is clear:
 *
 * 1. Each requirement of `selector` that can be read has to hold; one that cannot counts as met. Where nothing can be
 *    read, every Pod may be meant. A selector that is missing or empty selects nothing, as ever.
 * 2. `injectionStrategy.paused` counts.
 * 3. `namespace` and `namespaceSelector` count where the API version has them, and where all of them can be read.
 */
export function readTarget(manifest: unknown, profile: ProfileName): MatchTarget {
  return {
    paused: valueAt(manifest, 'spec', 'injectionStrategy', 'paused') === true,
    selector: readTargetSelector(manifest),
    ...readTargetNamespaces(manifest, profile),
  }
}

function readTargetSelector(manifest: unknown): LenientSelector {
  const spec = isJsonObject(manifest) ? (valueAt(manifest, 'spec') ?? {}) : undefined
  const selector = isJsonObject(spec) ? valueAt(spec, 'selector') : 'unreadable'
  if (selector === undefined || selector === null) return compileLenientSelector(undefined, emptyIsNothing)
  if (isReadable(selector)) return compileLenientSelector(selector, emptyIsNothing)
  const labels = Object.entries(objectAt(selector, 'matchLabels')).filter(
    ([, value]) => typeof value === 'string',
  )
  const expressions = listAt(selector, 'matchExpressions').filter((each) =>
    isReadable({ matchExpressions: [each] }),
  )
  const kept = { matchLabels: Object.fromEntries(labels), matchExpressions: expressions } as LabelSelector
  return compileLenientSelector(kept, { empty: 'everything' })
}

const emptyIsNothing = { empty: 'nothing' } as const

/** Whether all types in a selector are right. */
function isReadable(selector: unknown): selector is LabelSelector {
  return compileLenientSelector(selector as LabelSelector, { empty: 'everything' }).scope !== 'nothing'
}

function readTargetNamespaces(
  manifest: unknown,
  profile: ProfileName,
): Pick<MatchTarget, 'namespace' | 'namespaceSelector'> {
  const apiVersion = textAt(manifest, 'apiVersion')
  const isBeta = apiVersion === 'apps.kruise.io/v1beta1'
  const isAlpha = apiVersion === 'apps.kruise.io/v1alpha1' || (valueAt(manifest, 'apiVersion') ?? '') === ''
  // A namespace makes OpenKruise ignore a namespaceSelector that is given beside it.
  const given = isAlpha ? (valueAt(manifest, 'spec', 'namespace') ?? '') : ''
  const namespace = typeof given === 'string' && given !== '' ? given : undefined
  const knowsSelector = isBeta || (isAlpha && profiles[profile].injection.matchesNamespaceSelector)
  const namespaceSelector = given === '' && knowsSelector ? readNamespaceSelector(manifest) : undefined
  return { namespace, namespaceSelector }
}

/** undefined: none that could rule a Namespace out. */
function readNamespaceSelector(manifest: unknown): LenientSelector | undefined {
  const selector = valueAt(manifest, 'spec', 'namespaceSelector') ?? undefined
  if (selector === undefined || !isReadable(selector)) return undefined
  const compiled = compileLenientSelector(selector, { empty: 'everything' })
  return compiled.unknownOperator === undefined ? compiled : undefined
}
