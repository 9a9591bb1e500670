import { compileSet, type CompiledSet } from '../inject/compile/compiled-set.js'
import { readNamespaceLabels, type NamespaceLabels } from '../inject/compile/namespace-labels.js'
import { profileBehaviours } from '../inject/profile-behaviour.js'
import { compareUtf8 } from '../kubernetes/go-json.js'
import type { SidecarContainer, SidecarSet, SidecarSetUpdateStrategy } from '../manifest/api-types.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import { compileLenientSelector, type LenientSelector } from '../selector/index.js'
import { hashAnnotation, hashWithoutImageAnnotation } from '../sidecarset/annotation-names.js'
import { hashSpec, type SidecarSetHashes } from '../sidecarset/hash.js'
import { SidecarSetError } from '../issue/index.js'
import { readSidecarSet, type StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import type { InspectOptions } from './types.js'
import { updateBehaviours, type UpdateBehaviour } from './update-behaviour.js'

/** The pair of containers that a hot-upgraded sidecar is in a Pod. */
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

/** A SidecarSet made ready for looking at Pods: what they should be like. */
export interface UpdateTarget extends SidecarSetHashes {
  readonly name: string
  readonly profile: ProfileName
  readonly behaviour: UpdateBehaviour
  readonly stored: StoredSidecarSet
  /** For matching, as at injection. That injection is paused means nothing to updates. */
  readonly compiled: CompiledSet
  readonly namespaces: NamespaceLabels
  readonly assumedNamespace: string
  readonly containers: readonly TargetContainer[]
  readonly hotPairs: readonly HotPair[]
  /** Names of the containers in Pods. */
  readonly sidecarNames: ReadonlySet<string>
  /** Names of the set's containers, sorted, each once. */
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
  const stored = read.set
  const strategy = stored.spec.updateStrategy ?? {}
  const containers = (stored.spec.containers ?? []).map(targetContainer)
  const hotPairs = containers.filter((container) => container.kind === 'hot')
  return {
    name: stored.name,
    profile,
    behaviour: updateBehaviours[profile],
    stored,
    compiled: { ...compileSet(stored, profile), paused: false },
    namespaces: readNamespaceLabels(options.namespaces ?? []),
    assumedNamespace: profileBehaviours[profile].assumesDefaultNamespace ? 'default' : '',
    containers,
    hotPairs,
    sidecarNames: new Set(containers.flatMap(namesInPods)),
    sidecarList: [...new Set(containers.map(nameInSet))].sort(compareUtf8),
    strategy,
    ...(strategy.selector === undefined
      ? {}
      : { rollingSelector: compileLenientSelector(strategy.selector, { empty: 'everything' }) }),
    ...chooseHashes(stored, profile, options.hashes),
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

function nameInSet(container: TargetContainer): string {
  return container.kind === 'hot' ? container.sidecar : container.name
}

function namesInPods(container: TargetContainer): readonly string[] {
  return container.kind === 'hot' ? container.names : [container.name]
}
