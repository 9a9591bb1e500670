import { deepEqual } from '../../kubernetes/plain-data.js'
import { createIssueCollector, type Issue } from '../../issue/index.js'
import { readGoStruct, schemaOf } from '../../kubernetes/go-struct/index.js'
import type { Volume, LocalObjectReference } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import { defaultVolume } from '../../sidecarset/pod-defaults.js'
import type { EffectiveSet, MountedVolume } from '../compile/effective-set.js'
import type { InjectionPlan } from './plan.js'

export interface PlannedVolumes {
  readonly volumes: readonly MountedVolume[]
  readonly kept: readonly KeptVolume[]
  readonly issues: readonly Issue[]
}

/** A volume that stays as it is in the Pod, where a SidecarSet has one of the same name. */
export interface KeptVolume {
  readonly volume: string
  /** The SidecarSet whose volume is not added. */
  readonly set: EffectiveSet
  /** The SidecarSet that brought the volume; undefined for the Pod's own. */
  readonly owner: string | undefined
  readonly isDifferent: boolean
}

/**
 * The volumes that come along with the built containers: those their SidecarSet has of the names they mount. A name
 * that the Pod or an earlier sidecar has brought is left out, and what was there wins, whatever its content; a warning
 * says so where the content differs.
 */
export function planVolumes(
  own: readonly Volume[],
  sets: readonly EffectiveSet[],
  profile: ProfileName,
): PlannedVolumes {
  const present = new Map<string, { readonly value: Volume; readonly owner?: string }>(
    own.map((value) => [value.name ?? '', { value }]),
  )
  const volumes: MountedVolume[] = []
  const kept: KeptVolume[] = []
  for (const set of sets) {
    for (const mounted of set.mountedVolumes) {
      const { value } = mounted
      const volume = value.name ?? ''
      const there = present.get(volume)
      if (there === undefined) {
        volumes.push(mounted)
        present.set(volume, { value, owner: set.name })
      } else {
        const isDifferent = differs(there.value, value, profile)
        kept.push({ volume, set, owner: there.owner, isDifferent })
      }
    }
  }
  return { volumes, kept, issues: kept.filter(({ isDifferent }) => isDifferent).map(shadowed) }
}

/** Volumes are compared as they are stored, so that the spelling of a default makes no difference. */
export function differs(a: Volume, b: Volume, profile: ProfileName): boolean {
  return a !== b && !deepEqual(a, b) && !deepEqual(stored(a, profile), stored(b, profile))
}

function stored(volume: Volume, profile: ProfileName): Volume {
  return defaultVolume(
    readGoStruct<Volume>(schemaOf(profile), 'Volume', volume, createIssueCollector()),
    profile,
  )
}

function shadowed({ set, volume, owner: other }: KeptVolume): Issue {
  const owner = other === undefined ? 'the Pod' : `SidecarSet ${other}`
  const index = (set.spec.volumes ?? []).findLastIndex(({ name }) => (name ?? '') === volume)
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name }, ['spec', 'volumes', index])
  issues.warning(
    'volume-shadowed',
    `volume ${volume} is not added: ${owner} has one of that name with other content, and the sidecar gets that`,
  )
  return issues.list[0] as Issue
}

/**
 * Image pull secrets: the Pod's, then those of the SidecarSets in order; of each name the first stays, and later ones
 * go, in the Pod's own list too.
 */
export function planImagePullSecrets(
  own: readonly LocalObjectReference[],
  brought: readonly LocalObjectReference[],
): InjectionPlan['imagePullSecrets'] {
  const names = new Set<string>()
  const isNew = (secret: LocalObjectReference): boolean => {
    const name = secret.name ?? ''
    const isFirst = !names.has(name)
    names.add(name)
    return isFirst
  }
  const remove = own.flatMap((secret, index) => (isNew(secret) ? [] : [index]))
  return { add: brought.filter(isNew), remove }
}
