import { createIssueCollector, type Issue, type IssueCollector } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/go-json.js'
import { setOwn } from '../kubernetes/own-entry.js'
import { canonicalizeTime } from '../kubernetes/time.js'
import type { Container } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { buildContainer, type PodSources } from './build-container.js'
import { computeResources } from './compute-resources.js'
import type { BuiltContainer, ContainerTemplate } from './container-template.js'
import type { EffectiveSet } from './effective-set.js'
import { readEarlierInjection, recordHotUpgrade, recordInjection } from './inject-annotations.js'
import { lazy } from './lazy.js'
import { patchMetadata, type AnnotationMap } from './patch-metadata.js'
import { placeContainers, type PlacedContainers } from './place-containers.js'
import { emptyPlan, type InjectionPlan } from './plan.js'
import { planImagePullSecrets } from './plan-secrets.js'
import { planVolumes } from './plan-volumes.js'
import { isInjected, type PodSubject } from './pod-subject.js'
import { profileBehaviours } from './profile-behaviour.js'
import type { DecisionFacts, ReasonCode } from './reasons.js'
import { readPodEnv } from './transfer-env.js'

/** Why no plan could be made. One failure refuses the whole request: nothing is half injected. */
export interface PlanFailure {
  /** The SidecarSet that failed; absent where the Pod itself is the cause. */
  readonly sidecarSet?: string
  readonly reason: ReasonCode
  readonly facts: DecisionFacts
  readonly issue: Issue
}

export type PlannedInjection =
  | {
      readonly ok: true
      readonly plan: InjectionPlan
      readonly injects: boolean
      readonly issues: readonly Issue[]
    }
  | { readonly ok: false; readonly failure: PlanFailure; readonly issues: readonly Issue[] }

/** What planning goes by besides the Pod and the SidecarSets. */
export interface PlanContext {
  readonly profile: ProfileName
  readonly now: string | Date | undefined
}

/** Leaves planning early. Never crosses `planInjection`. */
class Failed extends Error {
  readonly failure: PlanFailure
  constructor(failure: PlanFailure) {
    super(failure.reason)
    this.failure = failure
  }
}

/**
 * Plans what SidecarSets do to a Pod. They are matched and authorised already, and come in visiting order.
 *
 * 1. `patchPodMetadata` of every SidecarSet, in order.
 * 2. What earlier injections left in the annotations is read.
 * 3. Containers are built, set by set. Where none results, only step 1 counts.
 * 4. They find their places; volumes, pull secrets and annotations come along.
 */
export function planInjection(
  subject: PodSubject,
  sets: readonly EffectiveSet[],
  context: PlanContext,
): PlannedInjection {
  const issues: Issue[] = []
  try {
    return { ok: true, ...plan(subject, sets, context, issues), issues }
  } catch (error) {
    if (error instanceof Failed) return { ok: false, failure: error.failure, issues }
    throw error
  }
}

function plan(
  subject: PodSubject,
  sets: readonly EffectiveSet[],
  context: PlanContext,
  issues: Issue[],
): { readonly plan: InjectionPlan; readonly injects: boolean } {
  const behaviour = profileBehaviours[context.profile]
  const before: AnnotationMap = new Map(Object.entries(subject.annotations))
  const patched = patchAllMetadata(before, sets)
  const earlier = readEarlierInjection(patched.annotations)
  if (!earlier.ok) throw unreadableAnnotation(subject, earlier.annotation, earlier.detail)
  const built = buildAll(subject, patched.annotations, sets, context, issues)
  if (built.length === 0) {
    const annotations = changesBetween(before, patched.annotations)
    return { plan: { ...emptyPlan, ...namespaceOf(subject, patched.changed), annotations }, injects: false }
  }
  const injecting = { subject, sets, built, context, issues }
  const recorded = new Map([
    ...patched.annotations,
    ...recordHotUpgrade(built, patched.annotations, behaviour),
    ...recordInjection(sets, earlier.earlier, patched.annotations, behaviour, readNow(context)),
  ])
  const brought = sets.flatMap((set) => set.imagePullSecrets)
  return {
    injects: true,
    plan: {
      ...namespaceOf(subject, true),
      annotations: changesBetween(before, recorded),
      initContainers: placeKind(injecting, 'init-container').placements,
      containers: placeKind(injecting, 'container').placements,
      volumes: planAllVolumes(injecting),
      imagePullSecrets: planImagePullSecrets(subject.imagePullSecrets, brought),
    },
  }
}

interface Injecting {
  readonly subject: PodSubject
  readonly sets: readonly EffectiveSet[]
  readonly built: readonly BuiltContainer[]
  readonly context: PlanContext
  readonly issues: Issue[]
}

function patchAllMetadata(
  before: AnnotationMap,
  sets: readonly EffectiveSet[],
): { readonly annotations: AnnotationMap; readonly changed: boolean } {
  let annotations = before
  let changed = false
  for (const set of sets) {
    if (set.patchPodMetadata.length === 0) continue
    const patched = patchMetadata(annotations, set.patchPodMetadata)
    if (!patched.ok) {
      const path = ['spec', 'patchPodMetadata', patched.index, 'annotations', patched.key]
      throw failed(set, 'annotation-not-mergeable', { name: patched.key, detail: patched.detail }, path)
    }
    annotations = patched.annotations
    changed ||= patched.changed
  }
  return { annotations, changed }
}

function buildAll(
  subject: PodSubject,
  annotations: AnnotationMap,
  sets: readonly EffectiveSet[],
  context: PlanContext,
  issues: Issue[],
): readonly BuiltContainer[] {
  const sources: PodSources = {
    containers: subject.containers,
    env: lazy(() => readPodEnv(subject.containers)),
    texts: { labels: subject.labels, annotations: Object.fromEntries(annotations) },
  }
  return sets.flatMap((set) => {
    checkVolumes(set, context, issues)
    return set.templates.flatMap((template) => {
      const prebuilt = set.prebuilt.get(template)
      if (prebuilt !== undefined) return prebuilt
      const collector = containerIssues(set, template)
      const resources = resourcesFor(template, set, sets, subject, collector)
      const built = buildContainer(
        template,
        sources,
        profileBehaviours[context.profile],
        collector,
        resources,
      )
      issues.push(...collector.list)
      return built
    })
  })
}

function resourcesFor(
  template: ContainerTemplate,
  set: EffectiveSet,
  sets: readonly EffectiveSet[],
  subject: PodSubject,
  collector: IssueCollector,
): ReturnType<typeof computeResources>['resources'] {
  if (template.resourcesPolicy === undefined) return undefined
  const isSidecar = (name: string): boolean => sets.some((other) => other.containerNames.has(name))
  const computed = computeResources(template.resourcesPolicy, subject, isSidecar)
  if (computed.detail !== undefined) {
    const path = [...collector.path, 'resourcesPolicy']
    throw failed(set, 'resources-policy-failed', { detail: computed.detail }, path)
  }
  return computed.resources
}

/** A mount without a volume crashes v1.3.0; later versions go on without it, and the API server judges the Pod. */
function checkVolumes(set: EffectiveSet, context: PlanContext, issues: Issue[]): void {
  for (const { kind, index, volume } of set.missingVolumes) {
    const path = ['spec', listName(kind), index, 'volumeMounts']
    const detail = `container ${index} of spec.${listName(kind)} mounts volume ${JSON.stringify(volume)}, which spec.volumes lacks`
    if (profileBehaviours[context.profile].failsOnMissingVolume)
      throw failed(set, 'missing-volume', { name: volume, detail }, path)
    const collector = createIssueCollector({ kind: 'SidecarSet', name: set.name }, path)
    collector.warning(
      'missing-volume',
      `${detail}; the API server refuses the Pod unless the Pod has that volume`,
    )
    issues.push(...collector.list)
  }
}

function placeKind(injecting: Injecting, kind: ContainerTemplate['kind']): PlacedContainers {
  const { subject, built, context, issues } = injecting
  const isInit = kind === 'init-container'
  const ofKind = built.filter(({ template }) => template.kind === kind)
  const ordered = isInit ? sortByName(ofKind) : ofKind
  // v1.3.0 would add an init container again that it added before. We know it by its mark, and put it in its place.
  const replacesAny = !isInit || profileBehaviours[context.profile].buildsInitContainersLikeContainers
  const own = isInit ? subject.initContainers : subject.containers
  const placed = placeContainers(own, ordered, replacesAny ? () => true : isInjected)
  for (const { built: one, replaced, index } of placed.replacements)
    if (!isInjected(replaced)) issues.push(replacedIssue(one, replaced, listName(kind), index))
  issues.push(...nameClashes(ordered))
  return placed
}

function planAllVolumes({ subject, sets, context, issues }: Injecting): InjectionPlan['volumes'] {
  const planned = planVolumes(subject.volumes, sets, context.profile)
  issues.push(...planned.issues)
  return planned.volumes
}

function sortByName(built: readonly BuiltContainer[]): readonly BuiltContainer[] {
  return [...built].sort((a, b) => compareUtf8(a.value.name ?? '', b.value.name ?? ''))
}

function nameClashes(built: readonly BuiltContainer[]): Issue[] {
  const owners = new Map<string, string>()
  return built.flatMap(({ template, value }) => {
    const name = value.name ?? ''
    const owner = owners.get(name)
    owners.set(name, template.sidecarSet)
    if (owner === undefined) return []
    const collector = createIssueCollector(
      { kind: 'SidecarSet', name: template.sidecarSet },
      pathOf(template),
    )
    collector.warning(
      'container-name-clash',
      `SidecarSet ${owner} injects a container ${name} into this Pod too`,
    )
    return collector.list
  })
}

function replacedIssue(one: BuiltContainer, replaced: Container, list: string, index: number): Issue {
  const collector = createIssueCollector(
    { kind: 'SidecarSet', name: one.template.sidecarSet },
    pathOf(one.template),
  )
  collector.warning(
    'container-replaced',
    `container ${replaced.name ?? ''} of the Pod (spec.${list}[${index}]) is replaced by the sidecar of that name`,
  )
  return collector.list[0] as Issue
}

function containerIssues(set: EffectiveSet, template: ContainerTemplate): IssueCollector {
  return createIssueCollector({ kind: 'SidecarSet', name: set.name }, pathOf(template))
}

function pathOf(template: ContainerTemplate): readonly (string | number)[] {
  return ['spec', listName(template.kind), template.index]
}

function listName(kind: ContainerTemplate['kind']): 'initContainers' | 'containers' {
  return kind === 'init-container' ? 'initContainers' : 'containers'
}

function namespaceOf(subject: PodSubject, changed: boolean): { readonly namespace?: string } {
  return changed && subject.namespaceToWrite !== undefined ? { namespace: subject.namespaceToWrite } : {}
}

/** The entries of `after` that `before` lacks or has with another value. Nothing is ever removed. */
function changesBetween(before: AnnotationMap, after: AnnotationMap): Readonly<Record<string, string>> {
  const changes: Record<string, string> = {}
  for (const [key, value] of after) if (before.get(key) !== value) setOwn(changes, key, value)
  return changes
}

function readNow(context: PlanContext): string {
  const now = canonicalizeTime(context.now)
  if (now !== undefined) return now
  const issues = createIssueCollector()
  const given = context.now === undefined ? 'is not given' : 'is no RFC 3339 time'
  issues.error('missing-now', `now ${given}; the hash annotations carry the time of injection`)
  throw new Failed({ reason: 'missing-now', facts: {}, issue: issues.list[0] as Issue })
}

function unreadableAnnotation(subject: PodSubject, name: string, detail: string): Failed {
  const issues = createIssueCollector({ kind: 'Pod', namespace: subject.namespace, name: subject.name })
  issues.at('metadata', 'annotations', name).error('annotation-unreadable', `cannot be continued: ${detail}`)
  return new Failed({
    reason: 'annotation-unreadable',
    facts: { name, detail },
    issue: issues.list[0] as Issue,
  })
}

type SetFailure = 'annotation-not-mergeable' | 'missing-volume' | 'resources-policy-failed'

function failed(
  set: EffectiveSet,
  reason: SetFailure,
  facts: DecisionFacts,
  path: readonly (string | number)[],
): Failed {
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name }, path)
  issues.error(reason, facts.detail ?? reason)
  return new Failed({ sidecarSet: set.name, reason, facts, issue: issues.list[0] as Issue })
}
