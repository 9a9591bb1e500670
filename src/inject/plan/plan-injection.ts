import type { Issue } from '../../issue/index.js'
import { canonicalizeTime } from '../../kubernetes/time.js'
import { profiles, type ProfileName } from '../../profile.js'
import type { InjectionTime } from '../types.js'
import { buildAll, type BuiltContainers } from './build-containers.js'
import type { BuiltContainer, ContainerKind } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { workingContainerAnnotation } from '../../sidecarset/annotation-names.js'
import {
  hasNullWorkingMap,
  readEarlierInjection,
  recordHotUpgrade,
  recordInjection,
} from './injection-record.js'
import { AnnotationEdits, readAnnotations, editMetadata } from './annotations.js'
import { findDoubleNames, planContainers, type Replacement } from './place-containers.js'
import { done, failedBySet, missingNow, unreadableAnnotation, type Step } from './plan-failure.js'
import { planImagePullSecrets, planVolumes, type KeptVolume } from './volumes.js'
import { emptyPlan, type InjectionPlan } from './plan.js'
import type { PodSubject } from '../pod.js'

/** What planning goes by besides the Pod and the SidecarSets. */
export interface PlanContext {
  readonly profile: ProfileName
  readonly now: InjectionTime | undefined
  /** What `buildSidecars` made of the same Pod and SidecarSets, where it was asked already. */
  readonly building?: Step<BuiltContainers> | undefined
  /** Containers go in order of their names, as init containers always do. */
  readonly sortsContainers: boolean
}

export interface PlannedInjection {
  readonly plan: InjectionPlan
  readonly origins: PlanOrigins
  readonly issues: readonly Issue[]
}

/**
 * What a plan was made of, for those who ask where its parts come from. It holds nothing but what planning has at hand
 * anyway, so that it costs nothing when nobody asks.
 */
export interface PlanOrigins {
  readonly subject: PodSubject
  readonly sets: readonly EffectiveSet[]
  readonly built: readonly BuiltContainer[]
  readonly replacements: Readonly<Record<ContainerKind, readonly Replacement[]>>
  readonly keptVolumes: readonly KeptVolume[]
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
  const annotations = new AnnotationEdits(readAnnotations(subject.annotations))
  const patched = patchAllMetadata(annotations, sets)
  if (!patched.ok) return patched
  const earlier = readEarlierInjection(annotations)
  if (!earlier.ok) return unreadableAnnotation(subject, earlier.annotation, earlier.detail)
  const building = context.building ?? buildAll(subject, annotations, sets, context.profile)
  if (!building.ok) return building
  const { built, issues } = building.value
  if (built.length === 0) {
    const namespace = patched.value.changed ? namespaceOf(subject) : {}
    const plan = { ...emptyPlan, ...namespace, annotations: annotations.changes() }
    const origins = { subject, sets, built, replacements: nothingReplaced, keptVolumes: [] }
    return done({ plan, origins, issues })
  }
  if (hasNullWorkingMap(built, annotations))
    return unreadableAnnotation(
      subject,
      workingContainerAnnotation,
      'it is null, where a JSON object must be',
    )

  const given = typeof context.now === 'function' ? context.now() : context.now
  const now = canonicalizeTime(given)
  if (now === undefined) return missingNow(given)
  const behaviour = profiles[context.profile].injection
  recordHotUpgrade(built, annotations, behaviour)
  recordInjection(sets, earlier.earlier, annotations, behaviour, now)
  return done(assemble(subject, sets, building.value, annotations.changes(), context))
}

const nothingReplaced = { container: [], 'init-container': [] } as const

/** The containers that SidecarSets bring into a Pod, before they find their places: steps 1 and 3 alone. */
export function buildSidecars(
  subject: PodSubject,
  sets: readonly EffectiveSet[],
  profile: ProfileName,
): Step<BuiltContainers> {
  const annotations = new AnnotationEdits(readAnnotations(subject.annotations))
  const patched = patchAllMetadata(annotations, sets)
  return patched.ok ? buildAll(subject, annotations, sets, profile) : patched
}

/** Applies `patchPodMetadata`. `changed`: some SidecarSet changed something, even if a later one changed it back. */
function patchAllMetadata(
  annotations: AnnotationEdits,
  sets: readonly EffectiveSet[],
): Step<{ readonly changed: boolean }> {
  let changed = false
  for (const set of sets) {
    if (set.patchPodMetadata.length === 0) continue
    if (!changed) annotations.watch()
    const failure = editMetadata(annotations, set.patchPodMetadata)
    if (failure !== undefined) {
      const { index, key, detail } = failure
      const path = ['spec', 'patchPodMetadata', index, 'annotations', key]
      return failedBySet(set, 'annotation-not-mergeable', { name: key, detail }, path)
    }
    changed ||= annotations.isDifferent()
  }
  return done({ changed })
}

function assemble(
  subject: PodSubject,
  sets: readonly EffectiveSet[],
  { built, issues }: BuiltContainers,
  annotations: InjectionPlan['annotations'],
  context: PlanContext,
): PlannedInjection {
  const behaviour = profiles[context.profile].injection
  const initContainers = planContainers('init-container', built, subject, { behaviour, sorts: true })
  const containers = planContainers('container', built, subject, {
    behaviour,
    sorts: context.sortsContainers,
  })
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
    origins: {
      subject,
      sets,
      built,
      replacements: {
        container: containers.replacements,
        'init-container': initContainers.replacements,
      },
      keptVolumes: volumes.kept,
    },
    issues: [
      ...issues,
      ...initContainers.issues,
      ...containers.issues,
      ...findDoubleNames(built, subject, behaviour),
      ...volumes.issues,
    ],
  }
}

/** A Pod without a namespace of its own that changes gets the request's. */
function namespaceOf(subject: PodSubject): { readonly namespace?: string } {
  return subject.namespaceToWrite === undefined ? {} : { namespace: subject.namespaceToWrite }
}
