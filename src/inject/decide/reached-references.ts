import { createIssueCollector, type FieldPath } from '../../issue/index.js'
import { findForbiddenVariable, type WantedReference } from '../../reference/index.js'
import type { BuiltContainer } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { listName } from '../plan/build-containers.js'
import type { WantedReferences } from './authorize.js'
import type { HeldReferences } from '../compile/brought-references.js'
import { mountsOf, mountsSome, type HeldByVolume, type MountedVolume } from './held-references.js'

/** What a SidecarSet's containers get to see by way of others. */
export interface ReachingSet {
  readonly set: EffectiveSet
  /** Its containers as they are in the Pod: both of a hot-upgrade pair, and those that replace one of the Pod's. */
  readonly built: readonly BuiltContainer[]
  readonly held: HeldByVolume
  /** Empty where neither the Pod nor the request names one. */
  readonly podNamespace: string
}

/**
 * The references that a SidecarSet's containers reach although the SidecarSet does not bring them.
 *
 * 1. A container mounts a volume, itself or by shareVolumePolicy or shareVolumeDevicePolicy, that somebody else brought
 *    into the Pod and that shows an object of another namespace. Each reference counts once for each volume, at the
 *    first mount. One that the SidecarSet has in a volume of that name itself is decided already.
 * 2. A text with a slash in such a volume that is no reference is a mistake, as in a volume of its own.
 * 3. So is one in a variable that the container takes over from the Pod: env cannot name another namespace.
 */
export function findReachedReferences(reaching: ReachingSet): WantedReferences {
  const { set, built, held, podNamespace } = reaching
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name })
  const references: WantedReference[] = []
  const seen = new Set<string>()
  for (const container of built) {
    for (const mount of mountsOf(container.value)) {
      const volume = held.get(mount.volume)
      if (volume === undefined || isOf(set.name, volume) || seen.has(mount.volume)) continue
      seen.add(mount.volume)
      const path = mountPath(container, mount)
      references.push(...reachedIn(volume, path, reaching))
      for (const { code, message } of volume.issues) issues.at(...path).error(code, message)
    }
    reportVariables(container, issues)
  }
  return { references: references.filter(({ namespace }) => namespace !== podNamespace), issues: issues.list }
}

/** Whether a container of a SidecarSet mounts a volume of somebody else that names something with a slash. */
export function mountsOthers(container: unknown, sidecarSet: string, held: HeldByVolume): boolean {
  return mountsSome(container, (name) => {
    const volume = held.get(name)
    return volume !== undefined && !isOf(sidecarSet, volume)
  })
}

function isOf(sidecarSet: string, { broughtBy }: HeldReferences): boolean {
  return broughtBy.kind === 'SidecarSet' && broughtBy.name === sidecarSet
}

function reachedIn(held: HeldReferences, path: FieldPath, { set }: ReachingSet): readonly WantedReference[] {
  const via = { volume: held.volume, broughtBy: held.broughtBy }
  const isDecided = (reference: WantedReference): boolean =>
    set
      .brought()
      .references.some(
        ({ volume, kind, text }) =>
          volume === held.volume && kind === reference.kind && text === reference.text,
      )
  return held.references
    .filter((reference) => !isDecided(reference))
    .map((reference) => ({ ...reference, path, via }))
}

/** Where a mount comes from in the SidecarSet: its own come first, shared ones follow. */
function mountPath({ template }: BuiltContainer, { list, index }: MountedVolume): FieldPath {
  const own = template.base[list]?.length ?? 0
  const place: FieldPath = ['spec', listName(template.kind), template.index]
  if (index < own) return [...place, list, index, 'name']
  return [...place, list === 'volumeMounts' ? 'shareVolumePolicy' : 'shareVolumeDevicePolicy']
}

/** Variables of its own are judged with the SidecarSet; those that it takes over stand behind them. */
function reportVariables(
  { template, value }: BuiltContainer,
  issues: ReturnType<typeof createIssueCollector>,
): void {
  const taken = (value.env ?? []).slice(template.base.env?.length ?? 0)
  const policy = template.transferEnv.length > 0 ? 'transferEnv' : 'shareVolumePolicy'
  for (const variable of taken) {
    const mistake = findForbiddenVariable(variable)
    if (mistake === undefined) continue
    issues.at('spec', listName(template.kind), template.index, policy).error('invalid-reference', mistake)
  }
}
