import type { CompiledSet } from '../../compile/compiled-set.js'
import type { NamespaceLabels } from '../../compile/namespace-labels.js'
import type { PodHead } from '../../pod/pod-subject.js'
import { describeChanges } from './describe-changes.js'
import { findLabelChanges, type LabelChange } from './label-changes.js'
import { findNamespaceChanges } from './namespace-changes.js'
import type { NearMiss, NearMissChange } from './types.js'

/** What is known beside the SidecarSet and the Pod. A `CompiledConfig` is one. */
export interface NearMissContext {
  readonly namespaces: NamespaceLabels
  readonly platformLabels: PlatformLabels
}

/** Labels that a platform sets on Pods by itself: key to value. */
export type PlatformLabels = ReadonlyMap<string, string>

/**
 * The smallest change that would make a SidecarSet match a Pod; undefined where it matches, or nothing helps that can
 * be named.
 *
 * 1. A paused SidecarSet would have to be resumed.
 * 2. Its namespace or namespaceSelector: the Pod in another namespace, or other labels on its Namespace.
 * 3. Its selector: other labels on the Pod, one change a key. Only keys and values that Kubernetes takes are proposed.
 * 4. An empty selector, an unknown operator and a selector that contradicts itself match no Pod, whatever its labels.
 *
 * "Matches" is what it says: what becomes of the SidecarSet then is another question, for example where it may not read
 * what its volumes refer to.
 */
export function findNearMiss(
  set: CompiledSet,
  subject: PodHead,
  { namespaces, platformLabels }: NearMissContext,
): NearMiss | undefined {
  const { selector } = set
  if (selector.scope === 'nothing' || selector.unknownOperator !== undefined) return undefined
  const onNamespace = findNamespaceChanges(set, subject.namespace, namespaces)
  const onLabels = findLabelChanges(selector.requirements, subject.labels)
  if (onNamespace === undefined || onLabels === undefined) return undefined
  const resume: readonly NearMissChange[] = set.paused ? [{ change: 'resume' }] : []
  const changes = [...resume, ...onNamespace, ...onLabels.map((change) => onPod(change, platformLabels))]
  return changes.length === 0 ? undefined : { changes, message: describeChanges(changes) }
}

function onPod(found: LabelChange, platformLabels: PlatformLabels): NearMissChange {
  const origin = isSetByPlatform(found, platformLabels) ? { setBy: 'platform' as const } : {}
  if (found.change === 'set') return { ...found, change: 'set-label', ...origin }
  return { ...found, change: 'remove-label', ...origin }
}

/** Of the platform's label, another value than the platform's is somebody else's to set. */
function isSetByPlatform(found: LabelChange, platformLabels: PlatformLabels): boolean {
  const value = platformLabels.get(found.key)
  return value !== undefined && (found.change === 'remove' || found.value === value)
}
