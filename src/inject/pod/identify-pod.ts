import type { ResourceId } from '../../issue/index.js'
import { isJsonObject, ownValue } from '../../kubernetes/own-entry.js'
import { textAt } from '../../manifest/resource-id.js'

/**
 * A Pod by its name; before it is created, by what its name will begin with.
 *
 * @param pod       possibly malformed
 * @param namespace of a Pod that names none
 */
export function identifyPod(pod: unknown, namespace?: string): ResourceId {
  const metadata = isJsonObject(pod) ? ownValue(pod, 'metadata') : undefined
  const name = textAt(metadata, 'name') ?? textAt(metadata, 'generateName') ?? ''
  const own = textAt(metadata, 'namespace') ?? namespace ?? ''
  return own === '' ? { kind: 'Pod', name } : { kind: 'Pod', namespace: own, name }
}
