import type { ResourceId } from '../../issue/index.js'
import { isJsonObject, ownValue } from '../../kubernetes/own-entry.js'
import { nonEmptyTextAt } from '../../read/index.js'

/**
 * A Pod by its name; before it is created, by what its name will begin with.
 *
 * @param pod       possibly malformed
 * @param namespace of a Pod that names none
 */
export function identifyPod(pod: unknown, namespace?: string): ResourceId {
  const metadata = isJsonObject(pod) ? ownValue(pod, 'metadata') : undefined
  const name = nonEmptyTextAt(metadata, 'name') ?? nonEmptyTextAt(metadata, 'generateName') ?? ''
  const own = nonEmptyTextAt(metadata, 'namespace') ?? namespace ?? ''
  return own === '' ? { kind: 'Pod', name } : { kind: 'Pod', namespace: own, name }
}
