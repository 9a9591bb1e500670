import type { Pod } from '../../manifest/api-types.js'
import type { Namespace } from '../../manifest/manifest-types.js'
import { eciLabel, oldNamespaceLabel } from '../platform.js'
import { textAt } from '../read-path.js'
import type { PlacementFact, PlacementRule } from './types.js'

/**
 * What the labels of the Pod's Namespace ask for.
 *
 * A Pod that has the Namespace's label with another value (`alibabacloud.com/eci: "false"`) seems to refuse; whether the
 * platform heeds that is undocumented.
 */
export function namespaceFacts(pod: Pod, namespace: Namespace | undefined): PlacementFact[] {
  if (isOfAnother(pod, namespace)) return []
  const own = textAt(pod, 'metadata', 'labels', eciLabel)
  if (own !== undefined && own !== 'true' && asks(namespace, eciLabel, 'true')) {
    const path = ['metadata', 'labels', eciLabel]
    return [
      {
        rule: 'namespace-label-refused',
        placement: 'may-be',
        platform: 'eci',
        object: 'Pod',
        path,
        value: own,
      },
    ]
  }
  return [
    ...factsOf(namespace, eciLabel, 'true', 'namespace-label'),
    ...factsOf(namespace, oldNamespaceLabel, 'enabled', 'old-namespace-label'),
  ]
}

function isOfAnother(pod: Pod, namespace: Namespace | undefined): boolean {
  const [own, given] = [textAt(pod, 'metadata', 'namespace'), textAt(namespace, 'metadata', 'name')]
  return own !== undefined && own !== '' && given !== undefined && own !== given
}

function asks(namespace: Namespace | undefined, label: string, value: string): boolean {
  return textAt(namespace, 'metadata', 'labels', label) === value
}

function factsOf(
  namespace: Namespace | undefined,
  label: string,
  value: string,
  rule: PlacementRule,
): PlacementFact[] {
  if (!asks(namespace, label, value)) return []
  const path = ['metadata', 'labels', label]
  return [{ rule, placement: 'will-be', platform: 'eci', object: 'Namespace', path, value }]
}
