import { createIssueCollector, type Issue, type IssueCollector } from '../issue/index.js'
import { type GoSchema, readGoStruct, schemaOf } from '../kubernetes/go-struct/index.js'
import { isJsonObject, type JsonObject, ownValue } from '../read/index.js'
import type { SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import { withCrdDefaults, defaultSpec } from './spec-defaults.js'

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
  const written = readGoStruct<SidecarSetSpec>(
    schema,
    type,
    withCrdDefaults(ownValue(raw, 'spec'), profile),
    issues.at('spec'),
  )
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
  if (apiVersion === `${group}v1beta1` && profiles[profile].sidecarSets.servesV1beta1) return 'v1beta1'
  if (
    apiVersion === `${group}v1alpha1` ||
    apiVersion === undefined ||
    apiVersion === null ||
    apiVersion === ''
  )
    return 'v1alpha1'
  const known = profiles[profile].sidecarSets.servesV1beta1
    ? `${group}v1alpha1 and ${group}v1beta1`
    : `${group}v1alpha1`
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

export type SidecarSetVersion = 'v1alpha1' | 'v1beta1'

/** A SidecarSet as the API server would store it: canonical, defaulted, unknown fields gone. */
export interface StoredSidecarSet extends ReadParts {
  /** Canonical and defaulted, in the shape of its own API version. Made when it is first asked for. */
  readonly spec: SidecarSetSpec
}

/** What is read of a SidecarSet, whether or not anybody asks for its defaults. */
export interface ReadParts {
  /** The manifest as it was given. */
  readonly manifest: SidecarSet
  readonly name: string
  readonly version: SidecarSetVersion
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly resourceVersion: string
  /** `status.latestRevision`, empty when there is none. */
  readonly latestRevision: string
  /** The spec in canonical form, without defaults: all that matching needs. A copy: it shares nothing with the manifest. */
  readonly written: SidecarSetSpec
  /** The manifest has `containers: []`. Stored that is as good as no list; but the hash is made before, of `[]`. */
  readonly givesEmptyList: boolean
}

/** Completes what was read of a SidecarSet with its defaults, as soon as they are asked for. */
export function storeSidecarSet(parts: ReadParts, profile: ProfileName): StoredSidecarSet {
  return new Stored(parts, profile)
}

/** A class, since there are thousands and a closure for each would be most of what they need. */
class Stored implements StoredSidecarSet {
  readonly manifest: SidecarSet
  readonly name: string
  readonly version: SidecarSetVersion
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly resourceVersion: string
  readonly latestRevision: string
  readonly written: SidecarSetSpec
  readonly givesEmptyList: boolean
  readonly #profile: ProfileName
  #spec: SidecarSetSpec | undefined

  constructor(parts: ReadParts, profile: ProfileName) {
    this.manifest = parts.manifest
    this.name = parts.name
    this.version = parts.version
    this.labels = parts.labels
    this.annotations = parts.annotations
    this.resourceVersion = parts.resourceVersion
    this.latestRevision = parts.latestRevision
    this.written = parts.written
    this.givesEmptyList = parts.givesEmptyList
    this.#profile = profile
  }

  get spec(): SidecarSetSpec {
    this.#spec ??= completeSpec(this.written, this.version, this.#profile)
    return this.#spec
  }
}

/** The defaulted spec. Reading it a second time puts the defaulted fields where they belong. */
function completeSpec(
  written: SidecarSetSpec,
  version: SidecarSetVersion,
  profile: ProfileName,
): SidecarSetSpec {
  return canonicalSpec(schemaOf(profile), version, defaultSpec(written, profile))
}

/** A spec that is known to be readable, in canonical form. */
function canonicalSpec(schema: GoSchema, version: SidecarSetVersion, spec: SidecarSetSpec): SidecarSetSpec {
  return readGoStruct(schema, specTypeName(version), spec, createIssueCollector())
}

/** The name of the spec's type in the field tables. */
export function specTypeName(version: SidecarSetVersion): string {
  return version === 'v1beta1' ? 'SidecarSetSpec.v1beta1' : 'SidecarSetSpec'
}
