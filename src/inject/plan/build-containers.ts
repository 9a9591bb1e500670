import type { ProfileBehaviour } from '../../profile/types.js'
import { createIssueCollector, type FieldPath, type Issue, type IssueCollector } from '../../issue/index.js'
import { isDeeperThan } from '../../kubernetes/plain-data.js'
import type {
  ResourceRequirements,
  Container,
  EnvVar,
  VolumeDevice,
  VolumeMount,
} from '../../manifest/api-types.js'
import { profiles, type ProfileName } from '../../profile.js'
import {
  type BuiltContainer,
  type Copy,
  type ContainerKind,
  type ContainerTemplate,
  expandHotUpgrade,
} from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { lazy } from '../../lazy.js'
import type { AnnotationReader } from './annotations.js'
import { done, failedBySet, tooDeepToCopy, type Step } from './plan-failure.js'
import type { PodSubject } from '../pod.js'
import { applyResourcesPolicy } from './resources-policy/policy.js'
import { readPodEnv, transferEnv, type Found, type PodEnv, type PodMetadataTexts } from './env.js'
import { shareDevices, shareMounts, takePaths, type TakenPaths } from './mounts.js'

/** The containers of all SidecarSets, built for one Pod. */
export interface BuiltContainers {
  readonly built: readonly BuiltContainer[]
  readonly issues: readonly Issue[]
}

/**
 * Builds set by set: first its init containers, then its containers, each in list order.
 *
 * What is taken from the Pod comes from the Pod as it was handed in; only annotations are read as `patchPodMetadata`
 * left them. Sidecars of the same request are never a source.
 */
export function buildAll(
  subject: PodSubject,
  annotations: AnnotationReader,
  sets: readonly EffectiveSet[],
  profile: ProfileName,
): Step<BuiltContainers> {
  const sources: PodSources = {
    containers: subject.containers,
    env: lazy(() => readPodEnv(subject.containers)),
    texts: { labels: subject.labels, annotations },
  }
  const built: BuiltContainer[] = []
  const issues: Issue[] = []
  for (const set of sets) {
    const volumes = checkVolumes(set, profile)
    if (!volumes.ok) return volumes
    for (const issue of volumes.value) issues.push(issue)
    for (const template of set.templates) {
      const step = buildOne(template, set, { subject, sets, sources, profile })
      if (!step.ok) return step
      for (const container of step.value.built) built.push(container)
      for (const issue of step.value.issues) issues.push(issue)
    }
  }
  return done({ built, issues })
}

interface Building {
  readonly subject: PodSubject
  readonly sets: readonly EffectiveSet[]
  readonly sources: PodSources
  readonly profile: ProfileName
}

const noIssues: readonly Issue[] = []

/** Containers of Kubernetes go ten levels deep. What is nested far deeper cannot be written as JSON. */
const maxDepth = 100

function buildOne(template: ContainerTemplate, set: EffectiveSet, building: Building): Step<BuiltContainers> {
  const prebuilt = set.prebuilt.get(template)
  if (prebuilt !== undefined) return done({ built: prebuilt, issues: noIssues })
  const resources = resourcesFor(template, set, building)
  if (!resources.ok) return resources
  const issues = templateIssues(template)
  const behaviour = profiles[building.profile].injection
  const built = buildContainer(template, building.sources, behaviour, issues, resources.value)
  if (built.some(({ value }) => isDeeperThan(value, maxDepth))) return tooDeepToCopy(building.subject)
  return done({ built, issues: issues.list })
}

/** The resources that a resourcesPolicy computes; undefined where there is none. */
function resourcesFor(
  template: ContainerTemplate,
  set: EffectiveSet,
  { subject, sets }: Building,
): Step<ResourceRequirements | undefined> {
  if (template.resourcesPolicy === undefined) return done(undefined)
  const isSidecar = (name: string): boolean => sets.some((other) => other.containerNames.has(name))
  const computed = applyResourcesPolicy(template.resourcesPolicy, subject, isSidecar)
  return computed.ok
    ? done(computed.value)
    : failedBySet(set, 'resources-policy-failed', { detail: computed.error.message }, [
        ...templatePath(template),
        'resourcesPolicy',
      ])
}

/** A mount without a volume crashes v1.3.0; later versions go on without it, and the API server judges the Pod. */
function checkVolumes(set: EffectiveSet, profile: ProfileName): Step<readonly Issue[]> {
  if (set.missingVolumes.length === 0) return done(noIssues)
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name })
  for (const { kind, index, volume } of set.missingVolumes) {
    const path = ['spec', listName(kind), index, 'volumeMounts']
    const detail = `container ${index} of spec.${listName(kind)} mounts volume ${JSON.stringify(volume)}, which spec.volumes lacks`
    if (profiles[profile].injection.failsOnMissingVolume)
      return failedBySet(set, 'missing-volume', { name: volume, detail }, path)
    const outlook = 'the API server refuses the Pod unless the Pod has that volume'
    issues.at(...path).warning('missing-volume', `${detail}; ${outlook}`)
  }
  return done(issues.list)
}

/** A collector at the place of a sidecar in its SidecarSet. */
export function templateIssues(template: ContainerTemplate): IssueCollector {
  return createIssueCollector({ kind: 'SidecarSet', name: template.sidecarSet }, templatePath(template))
}

function templatePath(template: ContainerTemplate): FieldPath {
  return ['spec', listName(template.kind), template.index]
}

/** The field of a spec, a Pod's or a SidecarSet's, that lists containers of a kind. */
export function listName(kind: ContainerKind): 'initContainers' | 'containers' {
  return kind === 'init-container' ? 'initContainers' : 'containers'
}

/** What of the Pod flows into sidecars. The containers are those it was handed in with. */
export interface PodSources {
  readonly containers: readonly Container[]
  readonly env: () => PodEnv
  readonly texts: PodMetadataTexts
}

/**
 * Builds what one sidecar becomes in one Pod.
 *
 * 1. Env: its own list as it stands, IS_INJECTED, transferred variables, variables of shared mounts. One of the last
 *    two is left out when its name is there already.
 * 2. Mounts: its own, then shared ones; then devices alike.
 * 3. Hot upgrade makes two containers of it.
 *
 * @param resources in place of the container's own, where a resourcesPolicy computed them
 */
export function buildContainer(
  template: ContainerTemplate,
  sources: PodSources,
  behaviour: ProfileBehaviour,
  issues: IssueCollector,
  resources?: ResourceRequirements,
): readonly BuiltContainer[] {
  const transferred = transferEnv(template.transferEnv, sources.env(), sources.texts, issues)
  const { base } = template
  const own = { mounts: base.volumeMounts ?? [], devices: base.volumeDevices ?? [] }
  const shared = template.sharesMounts
    ? shareMounts(sources.containers, takenByMounts(own, behaviour), issues.at('shareVolumePolicy'))
    : { mounts: [], env: [] }
  const mounts = [...own.mounts, ...takenOf(shared.mounts)]
  const devices = template.sharesDevices
    ? shareDevices(sources.containers, takePaths(mounts, own.devices), issues.at('shareVolumeDevicePolicy'))
    : []
  const env = takeNames(base.env ?? [], [...transferred, ...shared.env], template.keepsEnvDoubles)
  const built = assemble(base, {
    env: env.length === 0 ? (base.env ?? []) : [...(base.env ?? []), ...takenOf(env)],
    mounts,
    devices: [...own.devices, ...takenOf(devices)],
    resources,
  })
  const copies = { env, mounts: shared.mounts, devices }
  return expandHotUpgrade(template, built).map((value) => ({ template, value, copies }))
}

function takenOf<T>(copies: readonly Copy<T>[]): readonly T[] {
  return copies.filter(({ isTaken }) => isTaken).map(({ value }) => value)
}

interface Parts {
  readonly env: readonly EnvVar[]
  readonly mounts: readonly VolumeMount[]
  readonly devices: readonly VolumeDevice[]
  readonly resources: ResourceRequirements | undefined
}

function assemble(base: Container, parts: Parts): Container {
  const { resources: _own, ...withoutResources } = base
  return {
    ...(parts.resources === undefined ? base : withoutResources),
    env: parts.env,
    ...(parts.resources === undefined || Object.keys(parts.resources).length === 0
      ? {}
      : { resources: parts.resources }),
    ...(parts.mounts.length === 0 ? {} : { volumeMounts: parts.mounts }),
    ...(parts.devices.length === 0 ? {} : { volumeDevices: parts.devices }),
  }
}

/** A variable is left out where there is one of its name already, unless doubles are kept. */
function takeNames(
  own: readonly EnvVar[],
  found: readonly Found<EnvVar>[],
  keepsDoubles: boolean,
): readonly Copy<EnvVar>[] {
  if (found.length === 0) return []
  const names = new Set(own.map((variable) => variable.name))
  return found.map((one) => {
    const isTaken = keepsDoubles || !names.has(one.value.name)
    names.add(one.value.name)
    return { ...one, isTaken }
  })
}

interface OwnMounts {
  readonly mounts: readonly VolumeMount[]
  readonly devices: readonly VolumeDevice[]
}

/** Paths that no shared mount may take. Versions that know devices keep clear of theirs too. */
function takenByMounts(own: OwnMounts, behaviour: ProfileBehaviour): TakenPaths {
  return takePaths(own.mounts, behaviour.handlesVolumeDevices ? own.devices : [])
}
