import type { VirtualNodeIssueCode } from '../issue/catalog.js'
import type { FieldPath, IssueCollector } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { listAt, textAt } from '../read/index.js'
import { type ReferenceDecision, safeParseResourceReference } from '../reference/index.js'
import { injectedEnvName } from '../sidecarset/annotation-names.js'
import { classifyPlacement } from './classify-placement.js'
import { type ContainerOrder, readContainer } from './container-order.js'
import { minorVersion } from './conventions.js'
import { type GivenObjects, namespaceOf, readVolumeSources } from './objects.js'
import type { Placement } from './placement.js'
import type { Platform } from './platform.js'
import { endsForGood } from './pod-order.js'

/** Something that injection has added to a Pod. */
export interface InjectedPart {
  readonly name: string
  /** The SidecarSet that brought it, where it is known. */
  readonly sidecarSet?: string | undefined
}

/** A container that injection has added to a Pod, or put in the place of one. */
export interface InjectedContainer extends InjectedPart {
  /** The list it was put into. @default not known: any of that name */
  readonly list?: 'initContainers' | 'containers' | undefined
  /** It ends by itself once the application has, so nothing needs to end it. @default false: that is not known */
  readonly terminates?: boolean | undefined
}

/** What injection has added to a Pod. `describeInjected` makes it from a result. */
export interface InjectedParts {
  /** Of `containers` and `initContainers`. */
  readonly containers: readonly InjectedContainer[]
  readonly volumes: readonly InjectedPart[]
}

/** The versions of what SidecarSets on virtual nodes need. Whatever is absent is not checked. */
export interface ClusterComponents {
  /** Version of ack-virtual-node, for example `v2.10.0`. */
  readonly ackVirtualNode?: string | undefined
  /** Version of ack-kruise. */
  readonly ackKruise?: string | undefined
  /** The API server's feature gate `SidecarSetServerlessPod`. */
  readonly sidecarSetServerlessPod?: boolean | undefined
}

/** What is known of a Pod besides its manifest. Whatever is absent is found in the Pod, or not checked. */
export interface VirtualNodeContext extends GivenObjects {
  /** @default what `classifyPlacement` finds */
  readonly placement?: Placement | undefined
  /** @default what `classifyPlacement` finds */
  readonly platform?: Platform | 'unknown' | undefined
  /** For example `1.28` or `v1.30.1`. @default checks that depend on it are left out */
  readonly kubernetesVersion?: string | undefined
  /** @default containers with `IS_INJECTED=true` count as injected; whose a volume is, is not known */
  readonly injected?: InjectedParts | undefined
  /** The decisions about the SidecarSets' references, from an InjectionResult. @default none */
  readonly references?: readonly ReferenceDecision[] | undefined
  /** @default the Pod's own, else `default` */
  readonly podNamespace?: string | undefined
  readonly components?: ClusterComponents | undefined
}

export interface VirtualNodeCheckOptions {
  /** Codes that are not to be reported. @default none */
  readonly disable?: readonly VirtualNodeIssueCode[] | undefined
}

/** A container of any of the three lists. */
export interface CheckedContainer {
  readonly name: string
  readonly path: FieldPath
  /** As it stands in the Pod. */
  readonly value: unknown
  readonly order: ContainerOrder
  /** What is known of it as an injected one; undefined for the application's own. */
  readonly injected: InjectedContainer | undefined
}

/** A reference of a volume that names a namespace, well or badly. */
export interface VolumeReference {
  readonly text: string
  readonly path: FieldPath
  /** Whether it is one to an object of another namespace, or none at all. */
  readonly isForeign: boolean
}

export interface CheckedVolume {
  readonly name: string
  readonly path: FieldPath
  readonly value: unknown
  /** Whose it is; unknown where nobody said what was injected. */
  readonly origin: 'own' | 'injected' | 'unknown'
  readonly references: readonly VolumeReference[]
}

/** A Pod as the checks see it. */
export interface CheckSubject {
  readonly pod: Pod
  readonly context: VirtualNodeContext
  readonly placement: Placement
  /** Absent on an ordinary node. */
  readonly platform: Platform | 'unknown' | undefined
  /** Whether it is there or sure to get there. */
  readonly isBound: boolean
  readonly minor: number | undefined
  readonly isJob: boolean
  readonly podNamespace: string
  readonly containers: readonly CheckedContainer[]
  readonly volumes: readonly CheckedVolume[]
  readonly references: readonly ReferenceDecision[]
}

/** One rule, or several about the same thing. */
export type Check = (subject: CheckSubject, issues: IssueCollector) => void

/** Reads what the checks need of a Pod; malformed parts count as absent. */
export function readCheckSubject(pod: Pod, context: VirtualNodeContext): CheckSubject {
  const verdict = classifyPlacement(pod)
  const placement = context.placement ?? verdict.placement
  const podNamespace = namespaceOf(pod, context.podNamespace)
  return {
    pod,
    context,
    placement,
    platform: placement === 'no' ? undefined : (context.platform ?? verdict.platform ?? 'unknown'),
    isBound: placement === 'virtual-node' || placement === 'will-be',
    minor: minorVersion(context.kubernetesVersion),
    isJob: endsForGood(pod),
    podNamespace,
    containers: readContainers(pod, context.injected),
    volumes: readVolumes(pod, podNamespace, context.injected),
    references: context.references ?? [],
  }
}

function readContainers(pod: Pod, injected: InjectedParts | undefined): CheckedContainer[] {
  const known = injected && new Map(injected.containers.map((container) => [container.name, container]))
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    listAt(pod, 'spec', list).map((value, index) => {
      const path = ['spec', list, index]
      const name = textAt(value, 'name') ?? ''
      const mark = isMarkedInjected(value) ? { name } : undefined
      const found = known === undefined ? mark : known.get(name)
      return { name, path, value, order: readContainer(value, path), injected: found }
    }),
  )
}

/** The first entry of that name says so, as injection reads it. */
function isMarkedInjected(container: unknown): boolean {
  const mark = listAt(container, 'env').find((entry) => textAt(entry, 'name') === injectedEnvName)
  return textAt(mark, 'value') === 'true'
}

function readVolumes(pod: Pod, podNamespace: string, injected: InjectedParts | undefined): CheckedVolume[] {
  const volumes = listAt(pod, 'spec', 'volumes')
  const brought = injected && new Set(injected.volumes.map(({ name }) => name))
  const references = referencesByVolume(volumes, podNamespace)
  return volumes.map((value, index) => {
    const name = textAt(value, 'name') ?? ''
    const origin = brought === undefined ? 'unknown' : brought.has(name) ? 'injected' : 'own'
    return { name, path: ['spec', 'volumes', index], value, origin, references: references.get(index) ?? [] }
  })
}

function referencesByVolume(
  volumes: readonly unknown[],
  podNamespace: string,
): ReadonlyMap<unknown, readonly VolumeReference[]> {
  const found = new Map<unknown, VolumeReference[]>()
  for (const { reference } of readVolumeSources(volumes, podNamespace)) {
    const { text, path } = reference
    if (!text.includes('/')) continue
    const parsed = safeParseResourceReference(text)
    const isForeign = !parsed.ok || parsed.reference.namespace !== podNamespace
    const list = found.get(path[2])
    if (list === undefined) found.set(path[2], [{ text, path, isForeign }])
    else list.push({ text, path, isForeign })
  }
  return found
}
