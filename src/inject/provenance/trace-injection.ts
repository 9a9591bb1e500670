import type { Issue } from '../../issue/index.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import type { ProfileName } from '../../profile.js'
import { buildAll } from '../plan/build-containers.js'
import type { BuiltContainer } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { InjectionPlan } from '../plan/plan.js'
import type { PodSubject } from '../pod.js'
import { readPodEnv } from '../plan/env.js'
import { traceAnnotations, type TracedAnnotations } from './trace-annotations.js'
import { traceEnv, type EnvSources } from './trace-env.js'
import { traceMounts } from './trace-mounts.js'
import { tracePlaces, type TracedPlace } from './trace-places.js'
import { traceVolumes } from './trace-volumes.js'
import type { ContainerProvenance, Contribution, Override, Provenance } from './types.js'

/** An injection that succeeded: what was put together, and what it came to. */
export interface FinishedInjection {
  readonly subject: PodSubject
  /** In visiting order. */
  readonly sets: readonly EffectiveSet[]
  readonly plan: InjectionPlan
  readonly issues: readonly Issue[]
  readonly profile: ProfileName
}

/**
 * Says where each part of an injection comes from. It builds the containers once more, and so costs what injecting
 * costs; nobody who does not ask pays for it.
 */
export function traceInjection(injection: FinishedInjection): Provenance {
  const { subject, sets, plan, issues, profile } = injection
  const metadata = traceAnnotations(new Map(Object.entries(subject.annotations)), sets)
  const building = buildAll(subject, metadata.annotations, sets, profile)
  const built = building.ok ? building.value.built : []
  const containers = traceContainers(built, injection, metadata)
  const volumes = traceVolumes(subject, built.length === 0 ? [] : sets, issues)
  const secrets = new Set(plan.imagePullSecrets.add.map(({ name }) => name ?? ''))
  const contributions = sets.map((set): Contribution => ({
    sidecarSet: set.name,
    ...(set.revision === undefined ? {} : { revision: set.revision }),
    containers: containers.flatMap(({ sidecarSet, traced }) => (sidecarSet === set.name ? [traced] : [])),
    volumes: volumes.bySet.get(set.name) ?? [],
    // A secret counts for the first that brings it: it is taken out of the set of those that are left.
    imagePullSecrets: set.imagePullSecrets
      .map(({ name }) => name ?? '')
      .filter((name) => secrets.delete(name)),
    annotations: metadata.bySet.get(set.name) ?? [],
  }))
  return {
    contributions,
    overrides: [
      ...containers.flatMap(({ overrides }) => overrides),
      ...volumes.overrides,
      ...metadata.overrides,
    ],
    bookkeeping: findBookkeeping(plan, contributions),
  }
}

interface TracedContainer {
  readonly sidecarSet: string
  readonly traced: ContainerProvenance
  readonly overrides: readonly Override[]
}

function traceContainers(
  built: readonly BuiltContainer[],
  { subject, plan }: FinishedInjection,
  { annotations }: TracedAnnotations,
): readonly TracedContainer[] {
  const sources: EnvSources = {
    subject,
    podEnv: readPodEnv(subject.containers),
    texts: { labels: subject.labels, annotations },
  }
  const places = tracePlaces(built, plan, subject)
  return built.map((one, index) => traceContainer(one, places[index], sources))
}

function traceContainer(
  one: BuiltContainer,
  placed: TracedPlace | undefined,
  sources: EnvSources,
): TracedContainer {
  const { template, value } = one
  const env = traceEnv(one, sources)
  const mounts = traceMounts(one, sources.subject)
  const isWorking = value.name === `${template.source.name ?? ''}-1`
  const traced: ContainerProvenance = {
    kind: template.kind,
    name: value.name ?? '',
    ...(value.image === undefined ? {} : { image: value.image }),
    place: placed?.place ?? 'unchanged',
    ...(template.hotUpgrade === undefined ? {} : { hotUpgrade: isWorking ? 'working' : 'idle' }),
    computedResources: template.resourcesPolicy !== undefined,
    env: env.env,
    mounts: mounts.mounts,
  }
  // The two of a hot upgrade have the same env and mounts; what they do without is said once.
  const isTwin = template.hotUpgrade !== undefined && !isWorking
  const details = isTwin ? [] : [...env.overrides, ...mounts.overrides]
  return { sidecarSet: template.sidecarSet, traced, overrides: [...(placed?.overrides ?? []), ...details] }
}

/** The annotations that change and that no SidecarSet asks for. */
function findBookkeeping(plan: InjectionPlan, contributions: readonly Contribution[]): readonly string[] {
  const asked = new Set(contributions.flatMap(({ annotations }) => annotations.map(({ key }) => key)))
  return Object.keys(plan.annotations)
    .filter((key) => !asked.has(key))
    .sort(compareUtf8)
}
