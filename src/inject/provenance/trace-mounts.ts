import type { Container } from '../../manifest/api-types.js'
import type { BuiltContainer } from '../compile/container-template.js'
import { isInjected, listOf, type PodSubject } from '../pod.js'
import type { MountProvenance, Override } from './types.js'

export interface TracedMounts {
  readonly mounts: readonly MountProvenance[]
  readonly overrides: readonly Override[]
}

/** Says of each mount and device of a sidecar where it comes from. */
export function traceMounts(built: BuiltContainer, subject: PodSubject): TracedMounts {
  const { base, sharesMounts, sharesDevices } = built.template
  const mounts = traceList(
    built,
    { kind: 'mount', own: base.volumeMounts?.length ?? 0, shares: sharesMounts },
    built.value.volumeMounts,
    subject,
    (container) => container.volumeMounts,
  )
  const devices = traceList(
    built,
    { kind: 'device', own: base.volumeDevices?.length ?? 0, shares: sharesDevices },
    built.value.volumeDevices,
    subject,
    (container) => container.volumeDevices,
  )
  return {
    mounts: [...mounts.mounts, ...devices.mounts],
    overrides: [...mounts.overrides, ...devices.overrides],
  }
}

/** What mounts and devices have in common. */
interface Attachment {
  readonly name?: string | undefined
  readonly mountPath?: string | undefined
  readonly devicePath?: string | undefined
}

interface ListFacts {
  readonly kind: MountProvenance['kind']
  /** How many of the list are the sidecar's own; they come first. */
  readonly own: number
  readonly shares: boolean
}

/**
 * Behind its own, a sidecar has what the Pod's containers share, in their order and as the same objects; what is not
 * found there in turn was left out, since its path was taken. It is worth a word where the sidecar itself took it.
 */
function traceList(
  built: BuiltContainer,
  { kind, own, shares }: ListFacts,
  list: readonly Attachment[] | undefined,
  subject: PodSubject,
  listIn: (container: Container) => readonly Attachment[] | undefined,
): TracedMounts {
  const all = listOf(list)
  const mounts: MountProvenance[] = all
    .slice(0, own)
    .map((one) => ({ ...place(kind, one), origin: { from: 'sidecar-set' } }))
  const overrides: Override[] = []
  const { base } = built.template
  const ownPaths = new Set([
    ...listOf(base.volumeMounts).map(({ mountPath = '' }) => mountPath),
    ...listOf(base.volumeDevices).map(({ devicePath = '' }) => devicePath),
  ])
  let next = own
  const sharers = shares ? subject.containers.filter((container) => !isInjected(container)) : []
  for (const container of sharers) {
    const from = container.name ?? ''
    for (const one of listOf(listIn(container))) {
      const found = place(kind, one)
      if (one === all[next]) {
        mounts.push({ ...found, origin: { from: 'shared', container: from } })
        next += 1
      } else if (ownPaths.has(found.path)) overrides.push(notShared(built, found, from))
    }
  }
  return { mounts, overrides }
}

function place(kind: MountProvenance['kind'], one: Attachment): Omit<MountProvenance, 'origin'> {
  const path = (kind === 'mount' ? one.mountPath : one.devicePath) ?? ''
  return { kind, path, volume: one.name ?? '' }
}

function notShared(
  built: BuiltContainer,
  { kind, path }: Omit<MountProvenance, 'origin'>,
  from: string,
): Override {
  return {
    what: kind,
    name: path,
    container: built.value.name ?? '',
    winner: { party: 'sidecar-set', sidecarSet: built.template.sidecarSet },
    loser: { party: 'pod', container: from },
  }
}
