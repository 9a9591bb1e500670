import { deepFreeze } from '../../kubernetes/plain-data.js'
import type {
  LocalObjectReference,
  SidecarSetPatchPodMetadata,
  SidecarSetSpec,
  Volume,
} from '../../manifest/api-types.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import { profiles, type ProfileName } from '../../profile.js'
import { hashAnnotation, hashWithoutImageAnnotation } from '../../sidecarset/annotation-names.js'
import { hashSpec, isNativeSidecar, type SidecarSetHashes } from '../../sidecarset/hash.js'
import {
  compileContainer,
  expandHotUpgrade,
  isStatic,
  type BuiltContainer,
  type ContainerKind,
  type ContainerTemplate,
} from './container-template.js'
import {
  findBroughtReferences,
  findHeld,
  type BroughtReferences,
  type HeldReferences,
} from './brought-references.js'
import { writeJson, type JsonText } from '../plan/plan.js'
import { lazy } from '../../lazy.js'
import { compileHashEntry } from '../plan/hash-entries.js'

/** A container that one of the set's containers mounts a volume under, and the set does not have. */
export interface MissingVolume {
  readonly kind: ContainerKind
  readonly index: number
  readonly volume: string
}

/** A volume that comes along with the containers that mount it. */
export interface MountedVolume {
  readonly value: Volume
  /** The volume as JSON text. */
  readonly json: JsonText
}

/** What a SidecarSet, or one of its revisions, brings into Pods: everything that is the same for every Pod. */
export interface EffectiveSet {
  readonly name: string
  /** Name of the ControllerRevision it comes from, where it is not the SidecarSet as it is. */
  readonly revision?: string
  readonly spec: SidecarSetSpec
  readonly patchPodMetadata: readonly SidecarSetPatchPodMetadata[]
  readonly imagePullSecrets: readonly LocalObjectReference[]
  /** Init containers first, then containers, each in list order. */
  readonly templates: readonly ContainerTemplate[]
  /** What the templates become that need nothing of the Pod, by template. */
  readonly prebuilt: ReadonlyMap<ContainerTemplate, readonly BuiltContainer[]>
  /** By name; the last of a name counts. */
  readonly volumes: ReadonlyMap<string, Volume>
  /** Volumes that its containers mount, in the order of mounting, each once. */
  readonly mountedVolumes: readonly MountedVolume[]
  readonly missingVolumes: readonly MissingVolume[]
  /** Of the mounted volumes those that name something with a slash, by name. */
  readonly held: ReadonlyMap<string, HeldReferences>
  /** What it refers to in other namespaces, and what is wrong with these references. */
  readonly brought: () => BroughtReferences
  /** Whether one of its containers may get variables of the Pod's containers. */
  readonly takesEnv: boolean
  /** Names that hash entries list. */
  readonly sidecarList: readonly string[]
  /** Names of all containers and init containers. */
  readonly containerNames: ReadonlySet<string>
  /** Its entries in the hash annotations, all but the time. */
  readonly hashEntries: () => HashEntryWriters
}

/** Write a SidecarSet's entries in the two hash annotations. */
export interface HashEntryWriters {
  readonly hash: (now: string) => string
  readonly hashWithoutImage: (now: string) => string
}

/** The parts of a stored SidecarSet, or of a revision of it, that go into Pods. */
export interface EffectiveSource {
  readonly name: string
  readonly revision?: string
  readonly spec: SidecarSetSpec
  readonly givesEmptyList: boolean
  readonly latestRevision: string
  /** Annotations that may hold the hashes. */
  readonly annotations: Readonly<Record<string, string>>
}

/** Compiles what a SidecarSet brings into Pods. */
export function compileEffectiveSet(source: EffectiveSource, profile: ProfileName): EffectiveSet {
  const { name, spec } = source
  const templates = compileTemplates(name, spec, profile)
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? '', deepFreeze(volume)]))
  const sidecarList = listSidecars(spec, profile)
  const mounted = new Set(templates.flatMap((template) => template.volumeNames))
  const mountedVolumes = [...mounted].flatMap((volumeName) => {
    const value = volumes.get(volumeName)
    return value === undefined ? [] : [{ value, json: writeJson(value) }]
  })
  return {
    name,
    ...(source.revision === undefined ? {} : { revision: source.revision }),
    spec,
    patchPodMetadata: spec.patchPodMetadata ?? [],
    imagePullSecrets: spec.imagePullSecrets ?? [],
    templates,
    prebuilt: new Map(templates.filter(isStatic).map((template) => [template, prebuild(template)])),
    volumes,
    mountedVolumes,
    missingVolumes: findMissingVolumes(templates, volumes),
    held: new Map(mountedVolumes.flatMap(({ value }) => holdAsOwn(name, value))),
    brought: lazy(() => findBroughtReferences({ name, spec, mountedVolumes })),
    takesEnv: templates.some(({ transferEnv, sharesMounts }) => transferEnv.length > 0 || sharesMounts),
    sidecarList,
    containerNames: new Set(templates.map((template) => template.source.name ?? '')),
    hashEntries: lazy(() => compileHashEntries(source, sidecarList, profile)),
  }
}

function compileTemplates(
  sidecarSet: string,
  spec: SidecarSetSpec,
  profile: ProfileName,
): ContainerTemplate[] {
  const compileList = (kind: ContainerKind, list: SidecarSetSpec['containers']): ContainerTemplate[] =>
    (list ?? []).map((container, index) => compileContainer(container, { kind, sidecarSet, index }, profile))
  return [...compileList('init-container', spec.initContainers), ...compileList('container', spec.containers)]
}

function prebuild(template: ContainerTemplate): readonly BuiltContainer[] {
  return expandHotUpgrade(template, template.base).map((value) => ({
    template,
    value: deepFreeze(value),
    json: writeJson(value),
  }))
}

function holdAsOwn(sidecarSet: string, volume: Volume): [string, HeldReferences][] {
  const held = findHeld(volume, { kind: 'SidecarSet', name: sidecarSet })
  return held === undefined ? [] : [[held.volume, held]]
}

function findMissingVolumes(
  templates: readonly ContainerTemplate[],
  volumes: ReadonlyMap<string, Volume>,
): MissingVolume[] {
  return templates.flatMap(({ kind, index, volumeNames }) =>
    volumeNames.flatMap((volume) => (volumes.has(volume) ? [] : [{ kind, index, volume }])),
  )
}

function listSidecars(spec: SidecarSetSpec, profile: ProfileName): readonly string[] {
  const natives = profiles[profile].injection.hasNativeSidecars
    ? (spec.initContainers ?? []).filter(isNativeSidecar)
    : []
  const names = [...natives, ...(spec.containers ?? [])].map((container) => container.name ?? '')
  return [...new Set(names)].sort(compareUtf8)
}

function compileHashEntries(
  source: EffectiveSource,
  sidecarList: readonly string[],
  profile: ProfileName,
): HashEntryWriters {
  const { hash, hashWithoutImage } = chooseHashes(source, profile)
  const entry = { sidecarSetName: source.name, sidecarList }
  const revision = source.latestRevision === '' ? {} : { controllerRevision: source.latestRevision }
  return {
    hash: compileHashEntry({ hash, ...entry, ...revision }),
    hashWithoutImage: compileHashEntry({ hash: hashWithoutImage, ...entry }),
  }
}

/** The annotations' hashes are used as they are; what they lack is computed. */
function chooseHashes(source: EffectiveSource, profile: ProfileName): SidecarSetHashes {
  const hash = source.annotations[hashAnnotation] ?? ''
  const hashWithoutImage = source.annotations[hashWithoutImageAnnotation] ?? ''
  if (hash !== '' && hashWithoutImage !== '') return { hash, hashWithoutImage }
  const computed = hashSpec(source, profile)
  return {
    hash: hash === '' ? computed.hash : hash,
    hashWithoutImage: hashWithoutImage === '' ? computed.hashWithoutImage : hashWithoutImage,
  }
}
