import type { ResourceId } from '../issue/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'

/** Names a manifest for issues, as far as it says who it is. */
export function resourceIdOf(manifest: JsonObject, kind: string): ResourceId {
  const metadata = ownValue(manifest, 'metadata')
  const name = textAt(metadata, 'name') ?? ''
  const namespace = textAt(metadata, 'namespace')
  return namespace === undefined ? { kind, name } : { kind, namespace, name }
}

/** A text field of what may be a mapping; empty text counts as absent. */
export function textAt(value: unknown, key: string): string | undefined {
  const text = isJsonObject(value) ? ownValue(value, key) : undefined
  return typeof text === 'string' && text !== '' ? text : undefined
}
