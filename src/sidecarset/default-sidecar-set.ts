import { readOptions } from '../options/index.js'
import { profileOptions, type ProfileOptions } from './options.js'
import { SidecarSetError } from '../issue/index.js'
import { copyPlain, deepEqual } from '../kubernetes/plain-data.js'
import type { SidecarSet } from '../manifest/api-types.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import { readSidecarSet, type StoredSidecarSet } from './read-sidecar-set.js'
import { isJsonObject, ownValue, type JsonObject } from '../read/index.js'
import { escapePointerSegment, type JsonPatchOperation } from '../patch/index.js'
import { hashAnnotation, hashWithoutImageAnnotation } from './annotation-names.js'
import { hashSpec } from './hash.js'

/**
 * The SidecarSet as the API server stores it: defaults filled in, amounts in canonical form, fields that the profile
 * does not know and empty optional values gone. Metadata and status stay as they are; the input is not changed.
 *
 * @param options.profile @default 'v1.3.0'
 * @throws SidecarSetError where the SidecarSet cannot be read
 * @example defaultSidecarSet(set).spec.updateStrategy // { type: 'RollingUpdate', partition: 0, maxUnavailable: 1 }
 */
export function defaultSidecarSet(set: SidecarSet, options: ProfileOptions = {}): SidecarSet {
  const { profile = defaultProfileName } = readOptions('defaultSidecarSet', profileOptions, options)
  const read = readSidecarSet(set, profile)
  if (!read.ok) throw new SidecarSetError('manifest', read.issues)
  return copyPlain({ ...set, spec: read.set.spec })
}

/**
 * The JSON Patch that OpenKruise's mutating webhook amounts to: defaults filled in, amounts made canonical, and both
 * hashes written. What the author wrote besides, unknown fields included, is left to the API server.
 */
export function patchOfDefaults(set: StoredSidecarSet, profile: ProfileName): readonly JsonPatchOperation[] {
  const { hash, hashWithoutImage } = hashSpec(set, profile)
  return [
    ...annotationOperations(set.manifest, {
      [hashAnnotation]: hash,
      [hashWithoutImageAnnotation]: hashWithoutImage,
    }),
    ...fillIn(set.manifest as JsonObject, { spec: set.spec }, ''),
  ]
}

function annotationOperations(
  manifest: SidecarSet,
  wanted: Readonly<Record<string, string>>,
): JsonPatchOperation[] {
  const { metadata } = manifest
  if (metadata === undefined || metadata === null)
    return [{ op: 'add', path: '/metadata', value: { annotations: wanted } }]
  return fillIn(metadata as JsonObject, { annotations: wanted }, '/metadata')
}

/** Operations that bring `wanted` into `given`. Nothing that only `given` has is touched. */
function fillIn(given: JsonObject, wanted: JsonObject, path: string): JsonPatchOperation[] {
  return Object.keys(wanted).flatMap((key) => {
    const place = `${path}/${escapePointerSegment(key)}`
    const before = ownValue(given, key)
    if (before === undefined) return [{ op: 'add', path: place, value: wanted[key] } as const]
    return change(before, wanted[key], place)
  })
}

function change(before: unknown, after: unknown, path: string): readonly JsonPatchOperation[] {
  if (isJsonObject(before) && isJsonObject(after)) return fillIn(before, after, path)
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return after.flatMap((element: unknown, index) => change(before[index], element, `${path}/${index}`))
  return deepEqual(before, after) ? [] : [{ op: 'replace', path, value: after }]
}
