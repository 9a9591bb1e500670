import type { ResourceId } from '../../issue/index.js'
import type { Pod, Volume } from '../../manifest/api-types.js'
import { findForbiddenVariable, holdsQualifiedReference } from '../../reference/index.js'
import { isJsonObject, listAt } from '../../read/index.js'
import { findHeld, type HeldReferences } from '../compile/brought-references.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { identifyPod } from '../pod.js'

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
  const own = listAt(pod, 'spec', 'volumes') as readonly Volume[]
  const held = own.some(holdsQualifiedReference)
    ? holdOwn(own, identifyPod(pod))
    : new Map<string, HeldReferences>()
  const present = new Set(own.map(nameOf))
  for (const set of sets)
    for (const { value } of set.mountedVolumes) {
      const name = nameOf(value)
      if (present.has(name)) continue
      present.add(name)
      const found = set.held.get(name)
      if (found !== undefined) held.set(name, found)
    }
  return held
}

/** The Pod's own volumes. Of two of one name, which the API server refuses, both count. */
function holdOwn(volumes: readonly Volume[], pod: ResourceId): Map<string, HeldReferences> {
  const byName = new Map<string, HeldReferences[]>()
  for (const volume of volumes) {
    const name = nameOf(volume)
    const found = findHeld(volume, pod)
    if (found === undefined) continue
    const others = byName.get(name)
    if (others === undefined) byName.set(name, [found])
    else others.push(found)
  }
  const merge = (found: readonly HeldReferences[], volume: string): HeldReferences => ({
    volume,
    broughtBy: pod,
    references: found.flatMap(({ references }) => references),
    issues: found.flatMap(({ issues }) => issues),
  })
  return new Map([...byName].map(([name, found]) => [name, merge(found, name)]))
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

/**
 * Whether a container mounts a volume that passes a test. Costs next to nothing, unlike `mountsOf`.
 *
 * @param container possibly malformed
 */
export function mountsSome(container: unknown, test: (volume: string) => boolean): boolean {
  if (!isJsonObject(container)) return false
  const { volumeMounts, volumeDevices } = container
  const passes = (mount: unknown): boolean => test(nameOf(mount))
  return (
    (Array.isArray(volumeMounts) && volumeMounts.some(passes)) ||
    (Array.isArray(volumeDevices) && volumeDevices.some(passes))
  )
}

function nameOf(named: unknown): string {
  const name = isJsonObject(named) ? named.name : undefined
  return typeof name === 'string' ? name : ''
}
