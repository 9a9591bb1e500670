import { createIssueCollector, type Issue } from '../../issue/index.js'
import { readGoStruct, schemaOf } from '../../kubernetes/go-struct/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../../kubernetes/own-entry.js'
import type { ObjectMeta, SidecarSet, SidecarSetSpec, SidecarSetStatus } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import { givesEmptyList, readSidecarSet } from '../read-sidecar-set.js'
import { specTypeName, storeSidecarSet, type StoredSidecarSet } from '../stored-sidecar-set.js'
import { explainWrongTypes } from './explain-wrong-type.js'

/** A SidecarSet read for validation, which goes on where reading for injection would give up. */
export interface SidecarSetReading {
  /** As written. */
  readonly raw: JsonObject
  /** As stored. What could not be read is absent. */
  readonly stored: StoredSidecarSet
  /** Its metadata in canonical form. */
  readonly metadata: ObjectMeta
  /** What could not be read: wrong types, amounts that are none, an unknown API version. */
  readonly unreadable: readonly Issue[]
}

/** Reads a SidecarSet as far as it can be read; `undefined` when it is no mapping at all. */
export function readForValidation(manifest: unknown, profile: ProfileName): SidecarSetReading | undefined {
  if (!isJsonObject(manifest)) return undefined
  const { raw, issues } = readApiVersion(manifest)
  const read = readSidecarSet(raw as SidecarSet, profile)
  const metadata = readQuietly<ObjectMeta>(profile, 'ObjectMeta', ownValue(raw, 'metadata'))
  if (read.ok && issues.length === 0) return { raw, stored: read.set, metadata, unreadable: [] }
  const stored = read.ok ? read.set : salvage(raw, metadata, profile)
  const unreadable = read.ok ? issues : [...issues, ...read.issues]
  return { raw, stored, metadata, unreadable: explainWrongTypes(unreadable, raw, stored.version, profile) }
}

/** Takes an apiVersion that is no text out of a manifest, and reports it. */
function readApiVersion(manifest: JsonObject): {
  readonly raw: JsonObject
  readonly issues: readonly Issue[]
} {
  const apiVersion = ownValue(manifest, 'apiVersion')
  if (apiVersion === undefined || apiVersion === null || typeof apiVersion === 'string')
    return { raw: manifest, issues: [] }
  const issues = createIssueCollector(undefined, ['apiVersion'])
  issues.error('wrong-type', 'must be a string, such as apps.kruise.io/v1alpha1')
  return { raw: { ...manifest, apiVersion: undefined }, issues: issues.list }
}

/** What can be read of a SidecarSet that as a whole cannot. */
function salvage(raw: JsonObject, metadata: ObjectMeta, profile: ProfileName): StoredSidecarSet {
  const version = ownValue(raw, 'apiVersion') === 'apps.kruise.io/v1beta1' ? 'v1beta1' : 'v1alpha1'
  const written = readQuietly<SidecarSetSpec>(profile, specTypeName(version), ownValue(raw, 'spec'))
  const status = readQuietly<SidecarSetStatus>(profile, 'SidecarSetStatus', ownValue(raw, 'status'))
  const parts = {
    manifest: raw as SidecarSet,
    name: metadata.name ?? '',
    version,
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    resourceVersion: metadata.resourceVersion ?? '',
    latestRevision: status.latestRevision ?? '',
    written,
    givesEmptyList: givesEmptyList(raw),
  } as const
  return storeSidecarSet(parts, profile)
}

function readQuietly<T>(profile: ProfileName, type: string, value: unknown): T {
  return readGoStruct<T>(schemaOf(profile), type, value, createIssueCollector())
}
