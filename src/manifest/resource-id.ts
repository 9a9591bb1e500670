import type { ResourceId } from '../issue/index.js'
import { nonEmptyTextAt, type JsonObject } from '../read/index.js'

/** Names a manifest for issues, as far as it says who it is. */
export function resourceIdOf(manifest: JsonObject, kind: string): ResourceId {
  const name = nonEmptyTextAt(manifest, 'metadata', 'name') ?? ''
  const namespace = nonEmptyTextAt(manifest, 'metadata', 'namespace')
  return namespace === undefined ? { kind, name } : { kind, namespace, name }
}
