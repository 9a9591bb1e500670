import { createIssueCollector, type Issue } from '../issue/index.js'
import type { LabelSelector } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { compileLenientSelector, type LenientSelector } from '../selector/index.js'
import { hashAnnotation } from '../sidecarset/annotation-names.js'
import { namespaceSelectorOfAlpha } from '../sidecarset/convert-sidecar-set.js'
import { hashSpec } from '../sidecarset/hash.js'
import { findLaterFeatures } from '../sidecarset/later-features.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { compileEffectiveSet, type EffectiveSet } from './effective-set.js'
import { lazy } from './lazy.js'
import { boundNamespaces } from './namespace-labels.js'
import { profileBehaviours, type ProfileBehaviour } from './profile-behaviour.js'

/** A SidecarSet made ready for matching. What it brings into Pods is compiled when the first Pod needs it. */
export interface CompiledSet {
  readonly name: string
  readonly stored: StoredSidecarSet
  readonly paused: boolean
  readonly selector: LenientSelector
  /** The only namespace it is for, where it names one (`spec.namespace` of v1.3.0). */
  readonly namespace?: string
  readonly namespaceSelector?: LenientSelector
  /** Namespaces that let it be visited earlier in v1.9.0. undefined: bound to none. */
  readonly boundTo?: readonly string[]
  /** What it brings as it is, without a revision. */
  readonly asItIs: () => EffectiveSet
  /** Whether its revision depends on the Pod or on chance (`policy: Partial`). */
  readonly choosesByPod: boolean
  /** What will surprise whoever wrote it, whatever the Pod. */
  readonly warnings: () => readonly Issue[]
}

export function compileSet(stored: StoredSidecarSet, profile: ProfileName): CompiledSet {
  const { name, spec } = stored
  const behaviour = profileBehaviours[profile]
  const namespaceSelector = namespaceSelectorOf(stored, behaviour)
  const selector = compileLenientSelector(spec.selector, { empty: 'nothing' })
  const boundTo = namespaceSelector && boundNamespaces(namespaceSelector)
  return {
    name,
    stored,
    paused: spec.injectionStrategy?.paused === true,
    selector,
    ...(behaviour.matchesNamespaceSelector || spec.namespace === undefined
      ? {}
      : { namespace: spec.namespace }),
    ...(namespaceSelector === undefined
      ? {}
      : { namespaceSelector: compileLenientSelector(namespaceSelector, { empty: 'everything' }) }),
    ...(boundTo === undefined ? {} : { boundTo }),
    asItIs: lazy(() => compileEffectiveSet(stored, profile)),
    choosesByPod: behaviour.ownsRevisions && spec.injectionStrategy?.revision?.policy === 'Partial',
    warnings: lazy(() => findWarnings(stored, selector, profile)),
  }
}

/** A v1alpha1 `namespace` is stored as a selector on the name label; a selector given beside it is lost. */
function namespaceSelectorOf(
  { version, spec }: StoredSidecarSet,
  behaviour: ProfileBehaviour,
): LabelSelector | undefined {
  if (!behaviour.matchesNamespaceSelector) return undefined
  return version === 'v1alpha1' ? namespaceSelectorOfAlpha(spec) : spec.namespaceSelector
}

function findWarnings(
  stored: StoredSidecarSet,
  selector: LenientSelector,
  profile: ProfileName,
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
        'the hash does not fit the containers; Pods get it all the same, as in a cluster',
      )
  return [...findLaterFeatures(stored, profile), ...issues.list]
}
