import { createIssueCollector } from '../issue/index.js'
import { readGoStruct, schemaOf, type GoSchema } from '../kubernetes/go-struct/index.js'
import type { SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { defaultSpec } from './defaults/spec-defaults.js'

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
export function canonicalSpec(
  schema: GoSchema,
  version: SidecarSetVersion,
  spec: SidecarSetSpec,
): SidecarSetSpec {
  return readGoStruct(schema, specTypeName(version), spec, createIssueCollector())
}

/** The name of the spec's type in the field tables. */
export function specTypeName(version: SidecarSetVersion): string {
  return version === 'v1beta1' ? 'SidecarSetSpec.v1beta1' : 'SidecarSetSpec'
}
