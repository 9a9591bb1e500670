import type { ProfileBehaviour } from '../../profile/types.js'
import { createIssueCollector, type Issue } from '../../issue/index.js'
import type { Container, Pod } from '../../manifest/api-types.js'
import { listAt, textAt } from '../../read/index.js'
import type { BuiltContainer } from '../compile/container-template.js'
import { findOwnContainers } from '../plan/place-containers.js'
import { identifyPod, type PodHead } from '../pod.js'
import type { HeldReferences } from '../compile/brought-references.js'
import { mountsOf, mountsSome, type HeldByVolume } from './held-references.js'

/** What containers of the Pod itself read of other namespaces. */
export interface ExposedReferences {
  /** Names of the SidecarSets that bring it; the empty text for the Pod. */
  readonly broughtBy: ReadonlySet<string>
  /** None where nothing is exposed. */
  readonly issues: readonly Issue[]
}

const nothing: ExposedReferences = { broughtBy: new Set(), issues: [] }

/**
 * Where a Pod's own container mounts a volume that shows an object of another namespace in the Pod after injection: one
 * that a sidecar brings, or one of the Pod. The container reads the object as the sidecar does; a binding speaks of the
 * SidecarSet alone and cannot prevent it.
 *
 * 1. Containers, init containers and ephemeral containers that no sidecar of this request replaces are the Pod's own. A
 *    mark of injection proves nothing: whoever writes the Pod can write it.
 * 2. Each volume counts once for each container, at the first mount.
 *
 * @param severity `error` where it refuses the Pod
 */
export function findExposedReferences(
  head: PodHead,
  { built, held }: { readonly built: readonly BuiltContainer[]; readonly held: HeldByVolume },
  behaviour: ProfileBehaviour,
  severity: 'warning' | 'error',
): ExposedReferences {
  const { pod, givenNamespace } = head
  const foreign = onlyForeign(held, givenNamespace)
  if (foreign.size === 0) return nothing
  // Whose the containers are is asked only where one of them mounts such a volume: almost never.
  const isMounted = containerLists.some((list) =>
    listAt(pod, 'spec', list).some((container) => mountsSome(container, (volume) => foreign.has(volume))),
  )
  if (!isMounted) return nothing
  const broughtBy = new Set<string>()
  const collector = createIssueCollector(identifyPod(pod, givenNamespace))
  for (const { list, index, container } of ownContainers(pod, built, behaviour)) {
    const seen = new Set<string>()
    for (const mount of mountsOf(container)) {
      const shown = foreign.get(mount.volume)
      if (shown === undefined || seen.has(mount.volume)) continue
      seen.add(mount.volume)
      broughtBy.add(shown.broughtBy.kind === 'Pod' ? '' : shown.broughtBy.name)
      const issues = collector.at('spec', list, index, mount.list, mount.index, 'name')
      const message = describe(textAt(container, 'name') ?? '', shown)
      if (severity === 'error') issues.error('exposed-reference', message)
      else issues.warning('exposed-reference', message)
    }
  }
  return { broughtBy, issues: collector.list }
}

/**
 * The volumes that show objects of other namespaces than the Pod's, with these objects alone. A name with a slash that is
 * no reference counts as well: nobody knows where it leads.
 */
function onlyForeign(held: HeldByVolume, podNamespace: string): HeldByVolume {
  const foreign = new Map<string, HeldReferences>()
  for (const [volume, shown] of held) {
    const references = shown.references.filter(({ namespace }) => namespace !== podNamespace)
    if (references.length > 0 || shown.issues.length > 0) foreign.set(volume, { ...shown, references })
  }
  return foreign
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const

interface OwnContainer {
  readonly list: (typeof containerLists)[number]
  readonly index: number
  readonly container: unknown
}

function ownContainers(
  pod: Pod,
  built: readonly BuiltContainer[],
  behaviour: ProfileBehaviour,
): readonly OwnContainer[] {
  const named = (list: OwnContainer['list']): readonly Container[] =>
    listAt(pod, 'spec', list) as readonly Container[]
  const remaining = (kind: 'container' | 'init-container', list: OwnContainer['list']): OwnContainer[] =>
    findOwnContainers(kind, built, named(list), behaviour).map((own) => ({ list, ...own }))
  return [
    ...remaining('init-container', 'initContainers'),
    ...remaining('container', 'containers'),
    ...named('ephemeralContainers').map((container, index): OwnContainer => ({
      list: 'ephemeralContainers',
      index,
      container,
    })),
  ]
}

function describe(container: string, { volume, broughtBy, references, issues }: HeldReferences): string {
  const named = references.map(({ kind, text }) => `${kind} ${text}`)
  const objects = [
    ...new Set(issues.length === 0 ? named : [...named, 'what a malformed name leads to']),
  ].join(', ')
  const owner = broughtBy.kind === 'Pod' ? 'of the Pod' : `of ${broughtBy.kind} ${broughtBy.name}`
  return `container ${container} of the Pod can read ${objects}: it mounts volume ${volume} ${owner}`
}
