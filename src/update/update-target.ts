import type { UpdateBehaviour } from '../profile/types.js'
import { compileSet, type CompiledSet } from '../inject/compile/compiled-set.js'
import { readNamespaceLabels, type NamespaceLabels } from '../inject/compile/namespace-labels.js'
import { createIssueCollector, SidecarSetError } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import { canonicalizeTime } from '../kubernetes/time.js'
import type { SidecarContainer, SidecarSet, SidecarSetUpdateStrategy } from '../manifest/api-types.js'
import { profiles, defaultProfileName, type ProfileName } from '../profile.js'
import { compileLenientSelector, type LenientSelector } from '../selector/index.js'
import { hashAnnotation, hashWithoutImageAnnotation } from '../sidecarset/annotation-names.js'
import { hashSpec, isNativeSidecar, type SidecarSetHashes } from '../sidecarset/hash.js'
import { readSidecarSet, type StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import type { InspectOptions } from './types.js'

/** A hot-upgraded sidecar is a pair of containers in a Pod. */
export interface HotPair {
  readonly sidecar: string
  /** `x-1` and `x-2`. */
  readonly names: readonly [string, string]
  readonly image: string
  readonly emptyImage: string
}

/** A container of the SidecarSet as running Pods have it. */
export type TargetContainer =
  | { readonly kind: 'cold'; readonly name: string; readonly image: string }
  | ({ readonly kind: 'hot' } & HotPair)

/** A compiled SidecarSet: what its Pods should be like. */
export interface UpdateTarget extends SidecarSetHashes {
  readonly name: string
  readonly profile: ProfileName
  readonly behaviour: UpdateBehaviour
  readonly stored: StoredSidecarSet
  /** For matching, as at injection. Updates go on while injection is paused. */
  readonly compiled: CompiledSet
  readonly namespaces: NamespaceLabels
  readonly assumedNamespace: string
  readonly containers: readonly TargetContainer[]
  readonly hotPairs: readonly HotPair[]
  /** Names of the containers in Pods. */
  readonly sidecarNames: ReadonlySet<string>
  /** Names of the set's containers as the hash annotation lists them: sorted, each once. */
  readonly sidecarList: readonly string[]
  readonly strategy: SidecarSetUpdateStrategy
  /** `updateStrategy.selector`, where there is one. */
  readonly rollingSelector?: LenientSelector
}

/** @throws SidecarSetError where the SidecarSet cannot be read */
export function compileUpdateTarget(set: SidecarSet, options: InspectOptions): UpdateTarget {
  const profile = options.profile ?? defaultProfileName
  const read = readSidecarSet(set, profile)
  if (!read.ok) throw new SidecarSetError('update', read.issues)
  const namespaces = readNamespaceLabels(options.namespaces ?? []).labels
  return targetOf(read.set, { profile, hashes: options.hashes, namespaces })
}

/** What a SidecarSet that is read already is compiled with. */
export interface TargetContext {
  readonly profile: ProfileName
  readonly hashes: InspectOptions['hashes']
  readonly namespaces: NamespaceLabels
}

/** Compiles a SidecarSet that is read already. */
export function targetOf(stored: StoredSidecarSet, context: TargetContext): UpdateTarget {
  const { profile, hashes, namespaces } = context
  const strategy = stored.spec.updateStrategy ?? {}
  const containers = (stored.spec.containers ?? []).map(targetContainer)
  const hotPairs = containers.filter((container) => container.kind === 'hot')
  return {
    name: stored.name,
    profile,
    behaviour: profiles[profile].updates,
    stored,
    compiled: { ...compileSet(stored, profile), paused: false },
    namespaces,
    assumedNamespace: profiles[profile].injection.assumesDefaultNamespace ? 'default' : '',
    containers,
    hotPairs,
    sidecarNames: new Set(containers.flatMap(namesInPods)),
    sidecarList: listSidecars(stored, profiles[profile].updates),
    strategy,
    ...(strategy.selector === undefined
      ? {}
      : { rollingSelector: compileLenientSelector(strategy.selector, { empty: 'everything' }) }),
    ...chooseHashes(stored, profile, hashes),
  }
}

function chooseHashes(
  stored: StoredSidecarSet,
  profile: ProfileName,
  source: InspectOptions['hashes'],
): SidecarSetHashes {
  const computed = hashSpec(stored, profile)
  if (source !== 'carried') return computed
  const { annotations } = stored
  return {
    hash: annotations[hashAnnotation] || computed.hash,
    hashWithoutImage: annotations[hashWithoutImageAnnotation] || computed.hashWithoutImage,
  }
}

function targetContainer(container: SidecarContainer): TargetContainer {
  const name = container.name ?? ''
  const image = container.image ?? ''
  if (container.upgradeStrategy?.upgradeType !== 'HotUpgrade') return { kind: 'cold', name, image }
  const emptyImage = container.upgradeStrategy.hotUpgradeEmptyImage ?? ''
  return { kind: 'hot', sidecar: name, names: [`${name}-1`, `${name}-2`], image, emptyImage }
}

function namesInPods(container: TargetContainer): readonly string[] {
  return container.kind === 'hot' ? container.names : [container.name]
}

function listSidecars({ spec }: StoredSidecarSet, behaviour: UpdateBehaviour): readonly string[] {
  const native = behaviour.countsNativeSidecars ? (spec.initContainers ?? []).filter(isNativeSidecar) : []
  const names = [...(spec.containers ?? []), ...native].map(({ name }) => name ?? '')
  return [...new Set(names)].sort(compareUtf8)
}

/** The time of a round as annotations carry it. @throws SidecarSetError `missing-now` where it is not given, or no time */
export function readNow(now: unknown): string {
  const time = canonicalizeTime(now)
  if (time !== undefined) return time
  const issues = createIssueCollector()
  issues.error('missing-now', 'option now must be the time of the round: RFC 3339 text or a Date')
  throw new SidecarSetError('update', issues.list)
}
