import { createIssueCollector, type FieldPath, type Issue, type IssueCollector } from '../../issue/index.js'
import { isDeeperThan } from '../../kubernetes/nesting.js'
import type { ResourceRequirements } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import { buildContainer, type PodSources } from './build-container.js'
import type { BuiltContainer, ContainerKind, ContainerTemplate } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { lazy } from '../../lazy.js'
import type { AnnotationReader } from './annotation-edits.js'
import { done, failedBySet, tooDeepToCopy, type Step } from './plan-failure.js'
import type { PodSubject } from '../pod/pod-subject.js'
import { profileBehaviours } from '../profile-behaviour.js'
import { applyResourcesPolicy } from './resources-policy/index.js'
import { readPodEnv } from './transfer-env.js'

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
  const behaviour = profileBehaviours[building.profile]
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
    if (profileBehaviours[profile].failsOnMissingVolume)
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
