import { createIssueCollector, type Issue, type IssueCollector } from '../issue/index.js'
import { readGoStruct, schemaOf } from '../kubernetes/go-struct/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'
import type { SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import {
  specTypeName,
  storeSidecarSet,
  type SidecarSetVersion,
  type StoredSidecarSet,
} from './stored-sidecar-set.js'

export { specTypeName, type SidecarSetVersion, type StoredSidecarSet } from './stored-sidecar-set.js'

export type ReadSidecarSet =
  | { readonly ok: true; readonly set: StoredSidecarSet }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** The group and version prefix of SidecarSets. */
const group = 'apps.kruise.io/'

/**
 * Reads a SidecarSet and fills in its defaults, as the API server and OpenKruise's mutating webhook do before it is
 * stored. A manifest without apiVersion is read as v1alpha1.
 *
 * Fails, with every mistake, where a value has a wrong type, an amount cannot be read, or the profile does not know
 * the API version. What is merely invalid is read: see `validateSidecarSet`.
 */
export function readSidecarSet(manifest: SidecarSet, profile: ProfileName): ReadSidecarSet {
  const raw: unknown = manifest
  const name = nameOf(raw)
  const issues = createIssueCollector({ kind: 'SidecarSet', name })
  if (!isJsonObject(raw)) {
    issues.error('wrong-type', 'a SidecarSet must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const version = readVersion(raw, profile, issues)
  const schema = schemaOf(profile)
  const around = readGoStruct<SidecarSet>(schema, 'SidecarSet', { ...raw, spec: undefined }, issues)
  const type = specTypeName(version)
  const written = readGoStruct<SidecarSetSpec>(schema, type, ownValue(raw, 'spec'), issues.at('spec'))
  if (issues.hasErrors()) return { ok: false, issues: issues.list }
  const parts = {
    manifest,
    name,
    version,
    labels: around.metadata?.labels ?? none,
    annotations: around.metadata?.annotations ?? none,
    resourceVersion: around.metadata?.resourceVersion ?? '',
    latestRevision: around.status?.latestRevision ?? '',
    written,
    givesEmptyList: givesEmptyList(raw),
  }
  return { ok: true, set: storeSidecarSet(parts, profile) }
}

const none: Readonly<Record<string, string>> = Object.freeze({})

/** Whether a manifest's `spec.containers` is an empty list, which Go tells from none. */
export function givesEmptyList(manifest: JsonObject): boolean {
  const spec = ownValue(manifest, 'spec')
  const containers = isJsonObject(spec) ? ownValue(spec, 'containers') : undefined
  return Array.isArray(containers) && containers.length === 0
}

function readVersion(
  raw: Readonly<Record<string, unknown>>,
  profile: ProfileName,
  issues: IssueCollector,
): SidecarSetVersion {
  const apiVersion = ownValue(raw, 'apiVersion')
  if (apiVersion === `${group}v1beta1` && profile !== 'v1.3.0') return 'v1beta1'
  if (
    apiVersion === `${group}v1alpha1` ||
    apiVersion === undefined ||
    apiVersion === null ||
    apiVersion === ''
  )
    return 'v1alpha1'
  const known = profile === 'v1.3.0' ? `${group}v1alpha1` : `${group}v1alpha1 and ${group}v1beta1`
  issues
    .at('apiVersion')
    .error('unsupported-version', `OpenKruise ${profile} knows ${known}, not ${JSON.stringify(apiVersion)}`)
  return 'v1alpha1'
}

function nameOf(raw: unknown): string {
  const metadata = isJsonObject(raw) ? ownValue(raw, 'metadata') : undefined
  const name = isJsonObject(metadata) ? ownValue(metadata, 'name') : undefined
  return typeof name === 'string' ? name : ''
}
