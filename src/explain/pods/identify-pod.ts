import type { ResourceId } from '../../issue/index.js'
import { isJsonObject, ownValue } from '../../kubernetes/own-entry.js'
import { textAt } from '../../manifest/resource-id.js'

/** A Pod by its name, or by what its name will begin with. */
export function identifyPod(pod: unknown): ResourceId {
  const metadata = isJsonObject(pod) ? ownValue(pod, 'metadata') : undefined
  const namespace = textAt(metadata, 'namespace')
  const name = textAt(metadata, 'name') ?? textAt(metadata, 'generateName') ?? ''
  return namespace === undefined ? { kind: 'Pod', name } : { kind: 'Pod', namespace, name }
}
