import { createIssueCollector, type Issue, type ResourceId } from '../../issue/index.js'
import { readGoStruct, schemaOf } from '../../kubernetes/go-struct/index.js'
import type { ObjectMeta } from '../../manifest/api-types.js'
import { newestProfileName } from '../../profile.js'
import { isJsonObject, textAt, valueAt } from '../../read/index.js'

/** The fields of an object's metadata that matter, in canonical form, and what is wrong with their types. */
export interface MetadataReading {
  readonly metadata: ObjectMeta
  readonly issues: readonly Issue[]
}

/** Reads those fields of an object's metadata that its use depends on. A mistake in any other field does no harm. */
export function readMetadata(
  object: unknown,
  kind: string,
  fields: readonly (keyof ObjectMeta)[],
): MetadataReading {
  const issues = createIssueCollector(identify(object, kind))
  if (!isJsonObject(object)) issues.error('wrong-type', `a ${kind} must be a mapping`)
  const given = valueAt(object, 'metadata')
  const wanted = isJsonObject(given) ? pick(given, fields) : given
  const schema = schemaOf(newestProfileName)
  const metadata = readGoStruct<ObjectMeta>(schema, 'ObjectMeta', wanted, issues.at('metadata'))
  return { metadata, issues: issues.list }
}

/** Names an object that may be malformed. */
export function identify(object: unknown, kind: string): ResourceId {
  const [namespace, name] = [textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name')]
  return { kind, ...(namespace === undefined ? {} : { namespace }), name: name ?? '' }
}

function pick(metadata: object, fields: readonly (keyof ObjectMeta)[]): object {
  return Object.fromEntries(fields.map((field) => [field, valueAt(metadata, field)]))
}
