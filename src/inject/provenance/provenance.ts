import { compareUtf8 } from '../../kubernetes/utf8.js'
import type { EnvVar } from '../../manifest/api-types.js'
import type { BuiltContainer, Copy } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { AnnotationEdits, editMetadata, readAnnotations } from '../plan/annotations.js'
import type { PlanOrigins } from '../plan/plan-injection.js'
import type { InjectionPlan } from '../plan/plan.js'
import { isInjected, listOf } from '../pod.js'
import type {
  AnnotationProvenance,
  ContainerPlace,
  ContainerProvenance,
  Contribution,
  EnvOrigin,
  EnvProvenance,
  MountProvenance,
  Override,
  Party,
  Provenance,
  VolumeProvenance,
} from './types.js'

/**
 * Says where each part of an injection comes from. Nothing is built or compared for it: the plan says which part was
 * taken from where, and what had to give way. Only `patchPodMetadata` is applied once more, key by key, since a plan
 * keeps no more than the annotations that it came to.
 */
export function describeProvenance(plan: InjectionPlan, origins: PlanOrigins): Provenance {
  const { sets, built } = origins
  const overrides: { containers: Override[]; volumes: Override[]; annotations: Override[] } = {
    containers: [],
    volumes: [],
    annotations: [],
  }
  const containers = built.map((one) => describeContainer(one, origins, overrides.containers))
  const annotations = describeAnnotations(origins, overrides.annotations)
  const secrets = new Set(plan.imagePullSecrets.add.map(({ name }) => name ?? ''))
  const contributions = sets.map((set): Contribution => ({
    sidecarSet: set.name,
    ...(set.revision === undefined ? {} : { revision: set.revision }),
    containers: containers.filter((_, index) => built[index]?.template.sidecarSet === set.name),
    volumes: built.length === 0 ? [] : describeVolumes(set, origins, overrides.volumes),
    // A secret counts for the first that brings it: it is taken out of the set of those that are left.
    imagePullSecrets: set.imagePullSecrets
      .map(({ name }) => name ?? '')
      .filter((name) => secrets.delete(name)),
    annotations: annotations.get(set) ?? [],
  }))
  return {
    contributions,
    overrides: [...overrides.containers, ...overrides.volumes, ...overrides.annotations],
    bookkeeping: findBookkeeping(plan, contributions),
  }
}

function describeContainer(
  one: BuiltContainer,
  origins: PlanOrigins,
  overrides: Override[],
): ContainerProvenance {
  const { template, value } = one
  const isWorking = value.name === `${template.source.name ?? ''}-1`
  const place = describePlace(one, origins, overrides)
  // The two of a hot upgrade have the same env and mounts; what they do without is said once.
  const details = template.hotUpgrade === undefined || isWorking ? overrides : []
  return {
    kind: template.kind,
    name: value.name ?? '',
    ...(value.image === undefined ? {} : { image: value.image }),
    place,
    ...(template.hotUpgrade === undefined ? {} : { hotUpgrade: isWorking ? 'working' : 'idle' }),
    computedResources: template.resourcesPolicy !== undefined,
    env: describeEnv(one, details),
    mounts: [...describeMounts(one, 'mount', details), ...describeMounts(one, 'device', details)],
  }
}

/** Where a container stands; an override where it displaced a container of the Pod's author, or was displaced. */
function describePlace(
  one: BuiltContainer,
  { replacements }: PlanOrigins,
  overrides: Override[],
): ContainerPlace {
  const { template, value } = one
  const name = value.name ?? ''
  const found = replacements[template.kind].find(({ replaced }) => (replaced.name ?? '') === name)
  if (found === undefined) return template.side
  if (found.built !== one) {
    overrides.push({ what: template.kind, name, winner: ownerOf(found.built), loser: ownerOf(one) })
    return 'overridden'
  }
  if (found.isEqual) return 'unchanged'
  if (isInjected(found.replaced)) return 'refreshed'
  overrides.push({ what: template.kind, name, winner: ownerOf(one), loser: { party: 'pod' } })
  return 'in-place-of-app'
}

/** Its own variables come first, the last of them being the mark of injection; then copies, then those of hot upgrade. */
function describeEnv({ template, value, copies }: BuiltContainer, overrides: Override[]): EnvProvenance[] {
  const own = listOf(template.base.env)
  const copied = copies?.env ?? []
  const end = own.length + copied.filter(({ isTaken }) => isTaken).length
  for (const copy of copied)
    if (!copy.isTaken) overrides.push(leftOut('env', copy.value.name ?? '', copy, { template, value }))
  return [
    ...own.map((variable, index) =>
      describeVariable(variable, { from: index === own.length - 1 ? 'injection' : 'sidecar-set' }),
    ),
    ...copied.filter(({ isTaken }) => isTaken).map((copy) => describeVariable(copy.value, originOf(copy))),
    ...listOf(value.env)
      .slice(end)
      .map((variable) => describeVariable(variable, { from: 'hot-upgrade' })),
  ]
}

function originOf({ container, mountPath }: Copy<EnvVar>): EnvOrigin {
  return mountPath === undefined
    ? { from: 'transfer', container }
    : { from: 'shared-mount', container, mountPath }
}

function describeVariable(variable: EnvVar, origin: EnvOrigin): EnvProvenance {
  const { valueFrom } = variable
  const source = (['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'] as const).find(
    (kind) => valueFrom?.[kind] !== undefined && valueFrom[kind] !== null,
  )
  return { name: variable.name ?? '', origin, ...(source === undefined ? {} : { valueFrom: source }) }
}

/** What mounts and devices have in common. */
interface Attachment {
  readonly name?: string | undefined
  readonly mountPath?: string | undefined
  readonly devicePath?: string | undefined
}

/** Its own, then what the Pod's containers share. What they share in vain is worth a word where the sidecar took the path. */
function describeMounts(
  { template, value, copies }: BuiltContainer,
  kind: MountProvenance['kind'],
  overrides: Override[],
): MountProvenance[] {
  const { volumeMounts, volumeDevices } = template.base
  const own: readonly Attachment[] = listOf(kind === 'mount' ? volumeMounts : volumeDevices)
  const shared: readonly Copy<Attachment>[] = (kind === 'mount' ? copies?.mounts : copies?.devices) ?? []
  const pathOf = (one: Attachment): string => (kind === 'mount' ? one.mountPath : one.devicePath) ?? ''
  const ownPaths = new Set([
    ...listOf(volumeMounts).map(({ mountPath = '' }) => mountPath),
    ...listOf(volumeDevices).map(({ devicePath = '' }) => devicePath),
  ])
  for (const copy of shared) {
    const path = pathOf(copy.value)
    if (!copy.isTaken && ownPaths.has(path)) overrides.push(leftOut(kind, path, copy, { template, value }))
  }
  const place = (one: Attachment): Omit<MountProvenance, 'origin'> => ({
    kind,
    path: pathOf(one),
    volume: one.name ?? '',
  })
  return [
    ...own.map((one): MountProvenance => ({ ...place(one), origin: { from: 'sidecar-set' } })),
    ...shared
      .filter(({ isTaken }) => isTaken)
      .map((copy): MountProvenance => ({
        ...place(copy.value),
        origin: { from: 'shared', container: copy.container },
      })),
  ]
}

/** Something of the Pod that a sidecar does without, since it has something else of that name or path. */
function leftOut(
  what: Override['what'],
  name: string,
  { container }: Copy<unknown>,
  sidecar: BuiltContainer,
): Override {
  return {
    what,
    name,
    container: sidecar.value.name ?? '',
    winner: ownerOf(sidecar),
    loser: { party: 'pod', container },
  }
}

function describeVolumes(
  set: EffectiveSet,
  { keptVolumes }: PlanOrigins,
  overrides: Override[],
): VolumeProvenance[] {
  const kept = new Map(keptVolumes.filter((one) => one.set === set).map((one) => [one.volume, one]))
  return set.mountedVolumes.map(({ value }): VolumeProvenance => {
    const name = value.name ?? ''
    const there = kept.get(name)
    if (there === undefined) return { name, place: 'added' }
    const owner: Party = there.owner === undefined ? { party: 'pod' } : partyOf(there.owner)
    if (there.isDifferent) overrides.push({ what: 'volume', name, winner: owner, loser: partyOf(set.name) })
    return { name, place: owner }
  })
}

function describeAnnotations(
  { subject, sets }: PlanOrigins,
  overrides: Override[],
): ReadonlyMap<EffectiveSet, readonly AnnotationProvenance[]> {
  const edits = new AnnotationEdits(readAnnotations(subject.annotations))
  const owners = new Map<string, Party>(
    Object.keys(subject.annotations).map((key) => [key, { party: 'pod' }]),
  )
  const describe = (set: EffectiveSet): AnnotationProvenance[] =>
    set.patchPodMetadata.flatMap((patch) =>
      Object.entries(patch.annotations ?? {}).map(([key, value]) => {
        const before = edits.get(key)
        editMetadata(edits, [{ ...patch, annotations: Object.fromEntries([[key, value]]) }])
        const after = edits.get(key)
        const change = changeBetween(before, after, patch.patchPolicy)
        const [self, other] = [partyOf(set.name), owners.get(key)]
        if (other !== undefined && change === 'replaced')
          overrides.push({ what: 'annotation', name: key, winner: self, loser: other })
        if (other !== undefined && change === 'kept' && after !== value)
          overrides.push({ what: 'annotation', name: key, winner: other, loser: self })
        if (change !== 'kept') owners.set(key, self)
        return { key, policy: patch.patchPolicy ?? '', change }
      }),
    )
  return new Map(sets.map((set) => [set, describe(set)]))
}

function changeBetween(
  before: string | undefined,
  after: string | undefined,
  policy: string | undefined,
): AnnotationProvenance['change'] {
  if (before === after) return 'kept'
  if (before === undefined) return 'added'
  return policy === 'MergePatchJson' && before !== '' ? 'merged' : 'replaced'
}

function ownerOf({ template }: BuiltContainer): Party {
  return partyOf(template.sidecarSet)
}

function partyOf(sidecarSet: string): Party {
  return { party: 'sidecar-set', sidecarSet }
}

/** The annotations that change and that no SidecarSet asks for. */
function findBookkeeping(plan: InjectionPlan, contributions: readonly Contribution[]): readonly string[] {
  const asked = new Set(contributions.flatMap(({ annotations }) => annotations.map(({ key }) => key)))
  return Object.keys(plan.annotations)
    .filter((key) => !asked.has(key))
    .sort(compareUtf8)
}
