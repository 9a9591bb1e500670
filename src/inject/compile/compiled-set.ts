import type { ProfileBehaviour } from '../../profile/types.js'
import { createIssueCollector, type Issue } from '../../issue/index.js'
import type { LabelSelector } from '../../manifest/api-types.js'
import { profiles, type ProfileName } from '../../profile.js'
import {
  compileLenientSelector,
  findIndexKeys,
  type IndexKeys,
  type LenientSelector,
} from '../../selector/index.js'
import { hashAnnotation } from '../../sidecarset/annotation-names.js'
import { namespaceSelectorOfAlpha } from '../../sidecarset/convert-sidecar-set.js'
import { hashSpec } from '../../sidecarset/hash.js'
import { findLaterFeatures } from '../../sidecarset/later-features.js'
import type { StoredSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { deepFreeze } from '../../kubernetes/plain-data.js'
import { compileEffectiveSet, type EffectiveSet } from './effective-set.js'
import { boundNamespaces, onlyNamespace } from './namespace-labels.js'

/** A SidecarSet made ready for matching. What it brings into Pods is compiled when the first Pod needs it. */
export interface CompiledSet {
  readonly name: string
  readonly stored: StoredSidecarSet
  readonly paused: boolean
  readonly selector: LenientSelector
  /** The only namespace it is for, where it names one (`spec.namespace` of v1.3.0). */
  readonly namespace: string | undefined
  readonly namespaceSelector: LenientSelector | undefined
  /** For which labels of Pods and Namespaces it has to be looked at. */
  readonly indexKeys: IndexKeys
  /** Namespaces that let it be visited earlier in v1.9.0. undefined: bound to none. */
  readonly boundTo: readonly string[] | undefined
  /** Whether its revision depends on the Pod or on chance (`policy: Partial`). */
  readonly choosesByPod: boolean
  /** What it brings as it is, without a revision. */
  asItIs(): EffectiveSet
  /** What will surprise whoever wrote it, whatever the Pod. */
  warnings(): readonly Issue[]
}

/** Whether a SidecarSet's hashes are computed, or taken from its annotations. */
export type HashSource = 'computed' | 'carried'

/** Compiles what matching needs. Depends on nothing but its arguments, so it can be kept for them. */
export function compileSet(
  stored: StoredSidecarSet,
  profile: ProfileName,
  hashes: HashSource = 'computed',
): CompiledSet {
  return new Compiled(stored, profile, hashes)
}

/** The fields that are read for each of thousands of SidecarSets whenever one changes come first, side by side. */
class Compiled implements CompiledSet {
  readonly name: string
  readonly indexKeys: IndexKeys
  readonly paused: boolean
  readonly stored: StoredSidecarSet
  readonly selector: LenientSelector
  readonly namespace: string | undefined
  readonly namespaceSelector: LenientSelector | undefined
  readonly boundTo: readonly string[] | undefined
  readonly choosesByPod: boolean
  readonly #profile: ProfileName
  readonly #hashes: HashSource
  #asItIs: EffectiveSet | undefined
  #warnings: readonly Issue[] | undefined

  constructor(stored: StoredSidecarSet, profile: ProfileName, hashes: HashSource) {
    const { written } = stored
    const behaviour = profiles[profile].injection
    const namespaces = namespaceSelectorOf(stored, behaviour)
    const parts = {
      paused: written.injectionStrategy?.paused === true,
      selector: compileLenientSelector(written.selector, { empty: 'nothing' }),
      namespace: behaviour.matchesNamespaceSelector ? undefined : written.namespace,
      namespaceSelector: namespaces && compileLenientSelector(namespaces, { empty: 'everything' }),
    }
    this.name = stored.name
    this.indexKeys = findKeys(parts)
    this.paused = parts.paused
    this.stored = stored
    this.selector = parts.selector
    this.namespace = parts.namespace
    this.namespaceSelector = parts.namespaceSelector
    this.boundTo = namespaces && boundNamespaces(namespaces)
    this.choosesByPod = behaviour.ownsRevisions && written.injectionStrategy?.revision?.policy === 'Partial'
    this.#profile = profile
    this.#hashes = hashes
  }

  asItIs(): EffectiveSet {
    return (this.#asItIs ??= this.#compileAsItIs())
  }

  #compileAsItIs(): EffectiveSet {
    const { name, spec, givesEmptyList, latestRevision, annotations } = this.stored
    const source = { name, spec, givesEmptyList, latestRevision }
    const carried = this.#hashes === 'carried' ? annotations : {}
    return compileEffectiveSet({ ...source, annotations: carried }, this.#profile)
  }

  warnings(): readonly Issue[] {
    return (this.#warnings ??= deepFreeze(
      findWarnings(this.stored, this.selector, this.#profile, this.#hashes),
    ))
  }
}

function findKeys(
  set: Pick<CompiledSet, 'paused' | 'selector' | 'namespace' | 'namespaceSelector'>,
): IndexKeys {
  if (set.paused) return 'never'
  const { selector, namespace } = set
  const namespaceSelector = namespace === undefined ? set.namespaceSelector : onlyNamespace(namespace)
  return findIndexKeys({ selector, namespaceSelector })
}

/** A v1alpha1 `namespace` is stored as a selector on the name label; a selector given beside it is lost. */
function namespaceSelectorOf(
  { version, written }: StoredSidecarSet,
  behaviour: ProfileBehaviour,
): LabelSelector | undefined {
  if (!behaviour.matchesNamespaceSelector) return undefined
  return version === 'v1alpha1' ? namespaceSelectorOfAlpha(written) : written.namespaceSelector
}

function findWarnings(
  stored: StoredSidecarSet,
  selector: LenientSelector,
  profile: ProfileName,
  hashes: HashSource,
): readonly Issue[] {
  const issues = createIssueCollector({ kind: 'SidecarSet', name: stored.name })
  for (const fault of selector.malformed)
    issues
      .at('spec', 'selector', ...fault.path)
      .warning('malformed-selector', `${fault.message}; compared as plain text`)
  const carried = stored.annotations[hashAnnotation] ?? ''
  if (carried !== '' && carried !== hashSpec(stored, profile).hash)
    issues
      .at('metadata', 'annotations', hashAnnotation)
      .warning(
        'stale-hash',
        hashes === 'carried'
          ? 'the hash does not fit the containers; Pods get it all the same, as option hashes: carried says'
          : 'the hash does not fit the containers; Pods get the right one, as in a cluster, where it is written anew when the SidecarSet is saved',
      )
  return [...findLaterFeatures(stored, profile), ...issues.list]
}
