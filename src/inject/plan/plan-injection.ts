import type { Issue } from '../../issue/index.js'
import { setOwn } from '../../kubernetes/own-entry.js'
import { canonicalizeTime } from '../../kubernetes/time.js'
import type { ProfileName } from '../../profile.js'
import { buildAll, type BuiltContainers } from './build-all.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { workingContainerAnnotation } from '../../sidecarset/annotation-names.js'
import {
  hasNullWorkingMap,
  readEarlierInjection,
  recordHotUpgrade,
  recordInjection,
} from './inject-annotations.js'
import { patchMetadata, type AnnotationMap } from './patch-metadata.js'
import { planContainers } from './plan-containers.js'
import { done, failedBySet, missingNow, unreadableAnnotation, type Step } from './plan-failure.js'
import { planImagePullSecrets } from './plan-secrets.js'
import { planVolumes } from './plan-volumes.js'
import { emptyPlan, type InjectionPlan } from './plan.js'
import type { PodSubject } from '../pod/pod-subject.js'
import { profileBehaviours } from '../profile-behaviour.js'

/** What planning goes by besides the Pod and the SidecarSets. */
export interface PlanContext {
  readonly profile: ProfileName
  readonly now: string | Date | undefined
}

export interface PlannedInjection {
  readonly plan: InjectionPlan
  readonly issues: readonly Issue[]
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
): Step<PlannedInjection> {
  const before: AnnotationMap = new Map(Object.entries(subject.annotations))
  const patched = patchAllMetadata(before, sets)
  if (!patched.ok) return patched
  const { annotations } = patched.value
  const earlier = readEarlierInjection(annotations)
  if (!earlier.ok) return unreadableAnnotation(subject, earlier.annotation, earlier.detail)
  const building = buildAll(subject, annotations, sets, context.profile)
  if (!building.ok) return building
  const { built, issues } = building.value
  if (built.length === 0) return done({ plan: planMetadataOnly(subject, before, patched.value), issues })
  if (hasNullWorkingMap(built, annotations))
    return unreadableAnnotation(
      subject,
      workingContainerAnnotation,
      'it is null, where a JSON object must be',
    )

  const now = canonicalizeTime(context.now)
  if (now === undefined) return missingNow(context.now)
  const behaviour = profileBehaviours[context.profile]
  const recorded = new Map([
    ...annotations,
    ...recordHotUpgrade(built, annotations, behaviour),
    ...recordInjection(sets, earlier.earlier, annotations, behaviour, now),
  ])
  return done(assemble(subject, sets, building.value, changesBetween(before, recorded), context))
}

interface PatchedMetadata {
  readonly annotations: AnnotationMap
  /** Whether some SidecarSet changed something, even if a later one changed it back. */
  readonly changed: boolean
}

function patchAllMetadata(before: AnnotationMap, sets: readonly EffectiveSet[]): Step<PatchedMetadata> {
  let annotations = before
  let changed = false
  for (const set of sets) {
    if (set.patchPodMetadata.length === 0) continue
    const patched = patchMetadata(annotations, set.patchPodMetadata)
    if (!patched.ok) {
      const path = ['spec', 'patchPodMetadata', patched.index, 'annotations', patched.key]
      return failedBySet(set, 'annotation-not-mergeable', { name: patched.key, detail: patched.detail }, path)
    }
    annotations = patched.annotations
    changed ||= patched.changed
  }
  return done({ annotations, changed })
}

function planMetadataOnly(
  subject: PodSubject,
  before: AnnotationMap,
  { annotations, changed }: PatchedMetadata,
): InjectionPlan {
  return {
    ...emptyPlan,
    ...(changed ? namespaceOf(subject) : {}),
    annotations: changesBetween(before, annotations),
  }
}

function assemble(
  subject: PodSubject,
  sets: readonly EffectiveSet[],
  { built, issues }: BuiltContainers,
  annotations: InjectionPlan['annotations'],
  context: PlanContext,
): PlannedInjection {
  const behaviour = profileBehaviours[context.profile]
  const initContainers = planContainers('init-container', built, subject, behaviour)
  const containers = planContainers('container', built, subject, behaviour)
  const volumes = planVolumes(subject.volumes, sets, context.profile)
  const secrets = sets.flatMap((set) => set.imagePullSecrets)
  return {
    plan: {
      ...namespaceOf(subject),
      annotations,
      initContainers: initContainers.placements,
      containers: containers.placements,
      volumes: volumes.volumes,
      imagePullSecrets: planImagePullSecrets(subject.imagePullSecrets, secrets),
    },
    issues: [...issues, ...initContainers.issues, ...containers.issues, ...volumes.issues],
  }
}

/** A Pod without a namespace of its own that changes gets the request's. */
function namespaceOf(subject: PodSubject): { readonly namespace?: string } {
  return subject.namespaceToWrite === undefined ? {} : { namespace: subject.namespaceToWrite }
}

/** The entries of `after` that `before` lacks or has with another value. Nothing is ever removed. */
function changesBetween(before: AnnotationMap, after: AnnotationMap): Readonly<Record<string, string>> {
  const changes: Record<string, string> = {}
  for (const [key, value] of after) if (before.get(key) !== value) setOwn(changes, key, value)
  return changes
}
