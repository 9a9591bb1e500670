import type { Issue, ResourceId } from '../../issue/index.js'
import type { Pod, Volume } from '../../manifest/api-types.js'
import {
  findForbiddenVariable,
  findQualifiedReferences,
  holdsQualifiedReference,
  type QualifiedReference,
} from '../../reference/index.js'
import { listAt, valueAt } from '../../read/index.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { identifyPod } from '../pod/identify-pod.js'

/** A volume of the Pod after injection that names something with a slash. */
export interface HeldReferences {
  readonly volume: string
  /** The SidecarSet that brings the volume, or the Pod: its author, or an earlier injection. */
  readonly broughtBy: ResourceId
  readonly references: readonly QualifiedReference[]
  /** The texts with a slash that are no reference. */
  readonly issues: readonly Issue[]
}

/** The volumes of the Pod after injection that name something with a slash, by name. */
export type HeldByVolume = ReadonlyMap<string, HeldReferences>

/**
 * Whether anything in the Pod after injection could name something with a slash. Costs next to nothing: almost no Pod
 * needs more than this answer.
 *
 * @param pod possibly malformed
 */
export function mayHoldReferences(pod: Pod, sets: readonly EffectiveSet[]): boolean {
  for (const set of sets) {
    const { references, issues } = set.brought()
    if (references.length > 0 || issues.length > 0) return true
  }
  const volumes: unknown = pod.spec?.volumes
  if (Array.isArray(volumes) && volumes.some(holdsQualifiedReference)) return true
  return sets.some(({ takesEnv }) => takesEnv) && namesSlashInEnv(pod)
}

/** A variable of an app container may be handed on to a sidecar. */
function namesSlashInEnv(pod: Pod): boolean {
  return listAt(pod, 'spec', 'containers').some((container) =>
    listAt(container, 'env').some((variable) => findForbiddenVariable(variable) !== undefined),
  )
}

/** The volumes that injection leaves in a Pod, as `planVolumes` chooses them: of each name the first one counts. */
export function findHeldReferences(pod: Pod, sets: readonly EffectiveSet[]): HeldByVolume {
  const held = new Map<string, HeldReferences>()
  const own = listAt(pod, 'spec', 'volumes') as readonly Volume[]
  const present = new Set(own.map(nameOf))
  // Of two volumes of one name in the Pod, which the API server refuses, both count.
  for (const volume of own) hold(held, volume, identifyPod(pod))
  for (const set of sets)
    for (const { value: volume } of set.mountedVolumes) {
      if (present.has(nameOf(volume))) continue
      present.add(nameOf(volume))
      hold(held, volume, { kind: 'SidecarSet', name: set.name })
    }
  return held
}

function hold(held: Map<string, HeldReferences>, volume: Volume, broughtBy: ResourceId): void {
  if (!holdsQualifiedReference(volume)) return
  const name = nameOf(volume)
  const before = held.get(name)
  const { references, issues } = findQualifiedReferences([volume], { sidecarSet: '' })
  held.set(name, {
    volume: name,
    broughtBy,
    references: [...(before?.references ?? []), ...references],
    issues: [...(before?.issues ?? []), ...issues],
  })
}

/** A mount or a block device of a container: the name of its volume, and where it stands in the container. */
export interface MountedVolume {
  readonly volume: string
  readonly list: 'volumeMounts' | 'volumeDevices'
  readonly index: number
}

/** The volumes that a container mounts, or has as devices. @param container possibly malformed */
export function mountsOf(container: unknown): readonly MountedVolume[] {
  const read = (list: MountedVolume['list']): MountedVolume[] =>
    listAt(container, list).map((mount, index) => ({ volume: nameOf(mount), list, index }))
  return [...read('volumeMounts'), ...read('volumeDevices')]
}

function nameOf(named: unknown): string {
  const name = valueAt(named, 'name')
  return typeof name === 'string' ? name : ''
}
