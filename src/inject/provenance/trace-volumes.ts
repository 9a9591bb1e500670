import type { Issue } from '../../issue/index.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { PodSubject } from '../pod.js'
import type { Override, Party, VolumeProvenance } from './types.js'

export interface TracedVolumes {
  /** By name of the SidecarSet. */
  readonly bySet: ReadonlyMap<string, readonly VolumeProvenance[]>
  readonly overrides: readonly Override[]
}

/**
 * Says whose volume of each name is in the Pod. Whether two of one name differ was found out when the plan was made:
 * its issues say so.
 */
export function traceVolumes(
  subject: PodSubject,
  sets: readonly EffectiveSet[],
  issues: readonly Issue[],
): TracedVolumes {
  const owners = new Map<string, Party>(
    subject.volumes.map((volume) => [volume.name ?? '', { party: 'pod' }]),
  )
  const overrides: Override[] = []
  const bySet = new Map<string, readonly VolumeProvenance[]>()
  for (const set of sets) {
    const self: Party = { party: 'sidecar-set', sidecarSet: set.name }
    const traced = set.mountedVolumes.map(({ value: volume }): VolumeProvenance => {
      const name = volume.name ?? ''
      const owner = owners.get(name)
      if (owner === undefined) {
        owners.set(name, self)
        return { name, place: 'added' }
      }
      if (isShadowed(set, name, issues)) overrides.push({ what: 'volume', name, winner: owner, loser: self })
      return { name, place: owner }
    })
    bySet.set(set.name, traced)
  }
  return { bySet, overrides }
}

function isShadowed(set: EffectiveSet, volume: string, issues: readonly Issue[]): boolean {
  const index = (set.spec.volumes ?? []).findLastIndex(({ name }) => (name ?? '') === volume)
  return issues.some(
    ({ code, resource, path }) =>
      code === 'volume-shadowed' && resource?.name === set.name && path[2] === index,
  )
}
