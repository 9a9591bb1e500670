import type { ProfileBehaviour } from '../../profile/types.js'
import { deepFreeze } from '../../kubernetes/plain-data.js'
import { createIssueCollector } from '../../issue/index.js'
import { readGoStruct, schemaOf } from '../../kubernetes/go-struct/index.js'
import type {
  Container,
  EnvVar,
  SidecarContainer,
  TransferEnvVar,
  VolumeDevice,
  VolumeMount,
} from '../../manifest/api-types.js'
import { profiles, type ProfileName } from '../../profile.js'
import {
  injectedEnvName,
  versionAltAnnotation,
  versionAnnotation,
} from '../../sidecarset/annotation-names.js'
import { isNativeSidecar } from '../../sidecarset/hash.js'
import { compileResourcesPolicy, type CompiledResourcesPolicy } from '../plan/resources-policy/policy.js'

import type { JsonText } from '../plan/plan.js'

export type ContainerKind = 'container' | 'init-container'

/** Where a container goes that replaces none of the Pod's. */
export type Side = 'before-app' | 'after-app'

/** What of a sidecar is the same for every Pod. */
export interface ContainerTemplate {
  readonly kind: ContainerKind
  readonly sidecarSet: string
  /** Index in its list of the SidecarSet, for paths. */
  readonly index: number
  readonly source: SidecarContainer
  readonly side: Side
  /** The container as it goes into a Pod, without what is taken from the Pod. Frozen. */
  readonly base: Container
  readonly hotUpgrade?: { readonly emptyImage: string }
  /** Empty when nothing is transferred. */
  readonly transferEnv: readonly TransferEnvVar[]
  readonly sharesMounts: boolean
  readonly sharesDevices: boolean
  /** In v1.3.0 init containers get transferred env also where they have the name already. */
  readonly keepsEnvDoubles: boolean
  readonly resourcesPolicy?: CompiledResourcesPolicy
  /** Names of the volumes it mounts itself, in order: those that come along with it. */
  readonly volumeNames: readonly string[]
}

/** Something that a container of the Pod has, and that a sidecar gets a copy of. */
export interface Copy<T> {
  readonly value: T
  /** Name of the container of the Pod. */
  readonly container: string
  /** Of a variable that a shared mount needs: the path of the mount. */
  readonly mountPath?: string
  /** Whether the sidecar has it. Otherwise it has something else of that name or path. */
  readonly isTaken: boolean
}

/** All that a sidecar was to copy from the Pod, in the order of copying. */
export interface Copies {
  readonly env: readonly Copy<EnvVar>[]
  readonly mounts: readonly Copy<VolumeMount>[]
  readonly devices: readonly Copy<VolumeDevice>[]
}

/** One container that is put into a Pod, and how it came about. */
export interface BuiltContainer {
  readonly template: ContainerTemplate
  readonly value: Container
  /** Absent where nothing is copied. */
  readonly copies?: Copies
  /** The container as JSON text, where it is the same for every Pod. */
  readonly json?: JsonText
}

/** Compiles a container of a SidecarSet. The container is canonical and defaulted, or comes from a revision. */
export function compileContainer(
  source: SidecarContainer,
  place: { readonly kind: ContainerKind; readonly sidecarSet: string; readonly index: number },
  profile: ProfileName,
): ContainerTemplate {
  const behaviour = profiles[profile].injection
  const isPlainInit = place.kind === 'init-container' && !behaviour.buildsInitContainersLikeContainers
  const isHot = isHotUpgraded(source, place.kind, behaviour)
  return {
    ...place,
    source,
    side: isPlainInit ? 'after-app' : sideOf(source, behaviour),
    base: compileBase(source, profile),
    ...(isHot ? { hotUpgrade: { emptyImage: source.upgradeStrategy?.hotUpgradeEmptyImage ?? '' } } : {}),
    transferEnv: source.transferEnv ?? [],
    sharesMounts: !isPlainInit && source.shareVolumePolicy?.type === 'enabled',
    sharesDevices: behaviour.handlesVolumeDevices && source.shareVolumeDevicePolicy?.type === 'enabled',
    keepsEnvDoubles: isPlainInit,
    ...(behaviour.computesResources && source.resourcesPolicy
      ? { resourcesPolicy: compileResourcesPolicy(source.resourcesPolicy) }
      : {}),
    volumeNames: volumeNamesOf(source, behaviour),
  }
}

/** Whether building the container needs nothing of the Pod. */
export function isStatic(template: ContainerTemplate): boolean {
  return (
    template.transferEnv.length === 0 &&
    !template.sharesMounts &&
    !template.sharesDevices &&
    template.resourcesPolicy === undefined
  )
}

/**
 * Turns a built sidecar into what goes into the Pod: itself, or for hot upgrade the working container `x-1` and the
 * idle one `x-2` with the empty image.
 */
export function expandHotUpgrade(template: ContainerTemplate, built: Container): readonly Container[] {
  if (template.hotUpgrade === undefined) return [built]
  const name = built.name ?? ''
  const { image: _image, ...withoutImage } = built
  const idle =
    template.hotUpgrade.emptyImage === '' ? withoutImage : { ...built, image: template.hotUpgrade.emptyImage }
  return [named(built, `${name}-1`), named(idle, `${name}-2`)]
}

/** A container's name in the pair that hot upgrade makes of a sidecar. */
function named(container: Container, name: string): Container {
  const versions: EnvVar[] = [
    {
      name: 'SIDECARSET_VERSION',
      valueFrom: { fieldRef: { fieldPath: annotationPath(versionAnnotation(name)) } },
    },
    {
      name: 'SIDECARSET_VERSION_ALT',
      valueFrom: { fieldRef: { fieldPath: annotationPath(versionAltAnnotation(name)) } },
    },
  ]
  return { ...container, name, env: [...(container.env ?? []), ...versions] }
}

function annotationPath(annotation: string): string {
  return `metadata.annotations['${annotation}']`
}

/** Hot upgrade means something for containers, and for native sidecars where the version has them. */
function isHotUpgraded(source: SidecarContainer, kind: ContainerKind, behaviour: ProfileBehaviour): boolean {
  const canBe = kind === 'container' || (behaviour.hasNativeSidecars && isNativeSidecar(source))
  return canBe && source.upgradeStrategy?.upgradeType === 'HotUpgrade'
}

/** The side of the app's containers on which a container goes. */
export function sideOf(source: SidecarContainer, behaviour: ProfileBehaviour): Side {
  if (source.podInjectPolicy === 'BeforeAppContainer') return 'before-app'
  if (source.podInjectPolicy === 'AfterAppContainer') return 'after-app'
  return behaviour.unknownPolicyGoes
}

/** The fields that Kubernetes knows of a container, with the mark of injection behind the container's own env. */
function compileBase(source: SidecarContainer, profile: ProfileName): Container {
  const env = [...(source.env ?? []), { name: injectedEnvName, value: 'true' }]
  const container = readGoStruct<Container>(
    schemaOf(profile),
    'Container',
    { ...source, env },
    createIssueCollector(),
  )
  const { resources, ...rest } = container
  const isEmpty = resources === undefined || Object.keys(resources).length === 0
  return deepFreeze(isEmpty ? rest : container)
}

function volumeNamesOf(source: SidecarContainer, behaviour: ProfileBehaviour): readonly string[] {
  const mounts = source.volumeMounts?.map((mount) => mount.name ?? '') ?? []
  const devices = source.volumeDevices?.map((device) => device.name ?? '') ?? []
  return behaviour.handlesVolumeDevices ? [...mounts, ...devices] : mounts
}
