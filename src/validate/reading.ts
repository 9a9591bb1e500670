import {
  createIssueCollector,
  type FieldPath,
  type Issue,
  type IssueCode,
  type IssueCollector,
} from '../issue/index.js'
import { readGoStruct, schemaOf, type GoType, typeAtPath } from '../kubernetes/go-struct/index.js'
import { describeMismatch, type JsonObject, ownValue, isJsonObject, valueAt } from '../read/index.js'
import type { ObjectMeta, SidecarSet, SidecarSetSpec, SidecarSetStatus } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { withCrdDefaults } from '../sidecarset/spec-defaults.js'
import {
  givesEmptyList,
  readSidecarSet,
  specTypeName,
  type StoredSidecarSet,
  storeSidecarSet,
  type SidecarSetVersion,
} from '../sidecarset/read-sidecar-set.js'
import { quote } from '../text/visible.js'

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

/** Reads a SidecarSet as far as it can be read. */
export function readForValidation(manifest: JsonObject, profile: ProfileName): SidecarSetReading {
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
  const { message } = describeMismatch('text', apiVersion, ['apiVersion'])
  issues.error('wrong-type', `${message}; write for example apps.kruise.io/v1alpha1`)
  return { raw: { ...manifest, apiVersion: undefined }, issues: issues.list }
}

/** What can be read of a SidecarSet that as a whole cannot. */
function salvage(raw: JsonObject, metadata: ObjectMeta, profile: ProfileName): StoredSidecarSet {
  const version = ownValue(raw, 'apiVersion') === 'apps.kruise.io/v1beta1' ? 'v1beta1' : 'v1alpha1'
  const written = readQuietly<SidecarSetSpec>(
    profile,
    specTypeName(version),
    withCrdDefaults(ownValue(raw, 'spec'), profile),
  )
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

/**
 * A collector that keeps quiet about places that could not be read: what stands there was reported, and the rules see
 * nothing there, so whatever they find is no mistake of the author. That goes for the place itself, for all below, and
 * for what directly holds it.
 */
export function muteCollector(inner: IssueCollector, unreadable: readonly FieldPath[]): IssueCollector {
  return unreadable.length === 0
    ? inner
    : new MutedCollector(inner, {
        places: new Set(unreadable.map(keyOf)),
        holders: new Set(unreadable.map((path) => keyOf(path.slice(0, -1)))),
      })
}

/** Paths as text: those that could not be read, and those that hold them. */
interface MutedPlaces {
  readonly places: ReadonlySet<string>
  readonly holders: ReadonlySet<string>
}

class MutedCollector implements IssueCollector {
  readonly #inner: IssueCollector
  readonly #muted: MutedPlaces

  constructor(inner: IssueCollector, muted: MutedPlaces) {
    this.#inner = inner
    this.#muted = muted
  }

  get list(): IssueCollector['list'] {
    return this.#inner.list
  }

  get path(): FieldPath {
    return this.#inner.path
  }

  at(...segments: FieldPath): IssueCollector {
    return new MutedCollector(this.#inner.at(...segments), this.#muted)
  }

  error(code: IssueCode, message: string): void {
    if (!this.#isMuted()) this.#inner.error(code, message)
  }

  warning(code: IssueCode, message: string): void {
    if (!this.#isMuted()) this.#inner.warning(code, message)
  }

  info(code: IssueCode, message: string): void {
    if (!this.#isMuted()) this.#inner.info(code, message)
  }

  hasErrors(): boolean {
    return this.#inner.hasErrors()
  }

  #isMuted(): boolean {
    const { path } = this.#inner
    const { places, holders } = this.#muted
    return holders.has(keyOf(path)) || path.some((_, index) => places.has(keyOf(path.slice(0, index + 1))))
  }
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path)
}

/** The field that somebody means who gives a text where a mapping is expected. */
const mainFields: Readonly<Record<string, string>> = {
  HostPathVolumeSource: 'path',
  ConfigMapVolumeSource: 'name',
  ConfigMapProjection: 'name',
  ConfigMapEnvSource: 'name',
  SecretVolumeSource: 'secretName',
  SecretProjection: 'name',
  SecretEnvSource: 'name',
  PersistentVolumeClaimVolumeSource: 'claimName',
  CSIVolumeSource: 'driver',
  ImageVolumeSource: 'reference',
  LocalObjectReference: 'name',
  ObjectFieldSelector: 'fieldPath',
  ResourceFieldSelector: 'resource',
  ShareVolumePolicy: 'type',
  SidecarContainerUpgradeStrategy: 'upgradeType',
  SidecarSetUpdateStrategy: 'type',
  SeccompProfile: 'type',
}

/** Values that are at home in one field only, and the place of that field. */
const homes: ReadonlyMap<string, string> = new Map([
  ['BeforeAppContainer', 'podInjectPolicy of a container'],
  ['AfterAppContainer', 'podInjectPolicy of a container'],
  ['ColdUpgrade', 'upgradeStrategy.upgradeType of a container'],
  ['HotUpgrade', 'upgradeStrategy.upgradeType of a container'],
  ['RollingUpdate', 'spec.updateStrategy.type'],
  ['NotUpdate', 'spec.updateStrategy.type'],
])

/** Adds to issues about wrong types what to write instead, where that can be told. Other issues stay as they are. */
function explainWrongTypes(
  issues: readonly Issue[],
  raw: JsonObject,
  version: SidecarSetVersion,
  profile: ProfileName,
): readonly Issue[] {
  return issues.map((issue) => {
    if (issue.code !== 'wrong-type') return issue
    const [first, ...rest] = issue.path
    const type =
      first === 'spec'
        ? typeAtPath(schemaOf(profile), specTypeName(version), rest)
        : typeAtPath(schemaOf(profile), 'SidecarSet', issue.path)
    const hint = type && suggestInstead(type, valueAt(raw, ...issue.path))
    return hint === undefined ? issue : { ...issue, message: `${issue.message}; ${hint}` }
  })
}

function suggestInstead(type: GoType, value: unknown): string | undefined {
  if (type.kind === 'list') return 'write a list, each entry behind a hyphen'
  if (type.kind === 'map') return 'write pairs of the form key: value'
  if (type.kind === 'struct') return suggestMapping(type.name, value)
  return typeof value === 'string' ? suggestPlain(type.kind, value) : undefined
}

function suggestMapping(struct: string, value: unknown): string | undefined {
  const home = typeof value === 'string' ? homes.get(value) : undefined
  if (
    home !== undefined &&
    struct !== 'SidecarContainerUpgradeStrategy' &&
    struct !== 'SidecarSetUpdateStrategy'
  )
    return `${quote(String(value))} is a value of ${home}`
  const field = Object.hasOwn(mainFields, struct) ? mainFields[struct] : undefined
  if (field !== undefined && typeof value === 'string')
    return `write ${field}: ${value.slice(0, 80)} below it`
  return Array.isArray(value) || isJsonObject(value) ? 'write its fields without a hyphen' : undefined
}

function suggestPlain(kind: GoType['kind'], value: string): string | undefined {
  const isFitting =
    kind === 'bool'
      ? value === 'true' || value === 'false'
      : kind.startsWith('int') && /^-?\d{1,15}$/.test(value)
  return isFitting ? `write it without quotes: ${value}` : undefined
}
