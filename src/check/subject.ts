import type { FieldPath } from '../issue/index.js'
import type { CompiledConfig } from '../inject/compile/compile-config.js'
import type { LabelSelector, Pod } from '../manifest/api-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import { listAt, nonEmptyTextAt, textAt, valueAt } from '../read/index.js'
import { injectedEnvName } from '../sidecarset/annotation-names.js'
import { namespaceNameLabel } from '../sidecarset/convert-sidecar-set.js'
import { quote } from '../text/visible.js'
import type { InjectedContainer, InjectedPart, InjectedParts } from '../virtual-node/check-subject.js'
import { describeInjected } from '../virtual-node/describe-injected.js'

/** What is known of a Pod besides its manifest. What is not given is found in the Pod, or not checked. */
export interface PodCheckContext {
  /** The Pod as its author wrote it. With it, containers of the author that were replaced are found. @default not known */
  readonly before?: Pod | undefined
  /**
   * What injection has added: see `describeInjected`.
   *
   * @default what `before` did not have; without it, containers with `IS_INJECTED=true`, and no volume
   */
  readonly injected?: InjectedParts | undefined
  /** The Namespace of the Pod, with its labels. @default the one of that name in `namespaces` */
  readonly namespace?: Namespace | undefined
  /** @default none are known */
  readonly namespaces?: readonly Namespace[] | undefined
  /** The version of OpenKruise. @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
  /**
   * `namespaceSelector` of webhook `mpod.kb.io` in the cluster's MutatingWebhookConfiguration.
   *
   * @default that of the manifests and charts of the version
   */
  readonly webhookNamespaceSelector?: LabelSelector | undefined
  /** The feature gate SidecarTerminator, since OpenKruise v1.4. @default not known */
  readonly sidecarTerminator?: boolean | undefined
}

/** A Namespace among those that an injector knows; undefined where it does not know it. */
export function namespaceOf(
  { namespaces }: Pick<CompiledConfig, 'namespaces'>,
  name: string,
): Namespace | undefined {
  const labels = namespaces.get(name)
  return labels && { metadata: { name, labels } }
}

/** The lists of containers, in the order in which a Pod starts them. */
const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const

/** A container of any list. */
export interface SubjectContainer {
  readonly name: string
  readonly list: (typeof lists)[number]
  readonly path: FieldPath
  /** As it stands in the Pod. */
  readonly value: unknown
  /** An init container with `restartPolicy: Always`. */
  readonly isNative: boolean
  /** Whether it runs while the application does. */
  readonly runsAlong: boolean
  readonly isInjected: boolean
  /** `container "agent" of SidecarSet "logs"`, for messages. */
  readonly title: string
}

/** A volume of the Pod. */
export interface SubjectVolume {
  readonly name: string
  readonly path: FieldPath
  readonly value: unknown
  readonly isInjected: boolean
  readonly title: string
}

/** A Pod as the checks see it: malformed parts count as absent. */
export interface PodSubject {
  readonly pod: unknown
  readonly profile: ProfileName
  readonly containers: readonly SubjectContainer[]
  readonly volumes: readonly SubjectVolume[]
  /** Containers of the author's Pod that a sidecar took the place of, by list and name. */
  readonly replaced: ReadonlySet<string>
  readonly namespace: { readonly name: string; readonly labels: Readonly<Record<string, string>> } | undefined
  readonly webhookNamespaceSelector: LabelSelector | undefined
  readonly sidecarTerminator: boolean | undefined
}

/** Reads what the checks need. */
export function readPodSubject(pod: Pod, context: PodCheckContext): PodSubject {
  const { before } = context
  const injected =
    context.injected ?? (before && describeInjected(before, { pod, references: [] })) ?? markedInjected(pod)
  const containers = readContainers(pod, injected.containers)
  return {
    pod,
    profile: context.profile ?? defaultProfileName,
    containers,
    volumes: readVolumes(pod, injected.volumes),
    replaced: before === undefined ? new Set() : findReplaced(before, containers),
    namespace: readNamespace(pod, context),
    webhookNamespaceSelector: context.webhookNamespaceSelector,
    sidecarTerminator: context.sidecarTerminator,
  }
}

/** What is known of a container in one list, under one key. */
export function placeKey({ list, name }: Pick<SubjectContainer, 'list' | 'name'>): string {
  return `${list} ${name}`
}

function readContainers(pod: unknown, injected: InjectedParts['containers']): SubjectContainer[] {
  const all = lists.flatMap((list) => listAt(pod, 'spec', list).map((value) => textAt(value, 'name') ?? ''))
  const waiting = [...injected]
  return lists.flatMap((list) =>
    listAt(pod, 'spec', list).map((value, index) => {
      const name = textAt(value, 'name') ?? ''
      // Of two with one name, only the mark tells which one was injected.
      const isTwice = all.indexOf(name) !== all.lastIndexOf(name)
      const part =
        list === 'ephemeralContainers' || (isTwice && !isMarked(value))
          ? undefined
          : take(waiting, list, name)
      const isInjected = part !== undefined
      const isNative = list === 'initContainers' && textAt(value, 'restartPolicy') === 'Always'
      return {
        name,
        list,
        path: ['spec', list, index],
        value,
        isNative,
        runsAlong: list === 'containers' || isNative,
        isInjected,
        title: titleOf(kinds[list], name, part),
      }
    }),
  )
}

/** Takes what is said of a container out of what is said of all: two SidecarSets may bring one name. */
function take(waiting: InjectedContainer[], list: string, name: string): InjectedContainer | undefined {
  const found = waiting.findIndex((part) => part.name === name && (part.list ?? list) === list)
  return found === -1 ? undefined : waiting.splice(found, 1)[0]
}

const kinds = {
  initContainers: 'init container',
  containers: 'container',
  ephemeralContainers: 'ephemeral container',
} as const

function readVolumes(pod: unknown, injected: InjectedParts['volumes']): SubjectVolume[] {
  const brought = new Map(injected.map((part) => [part.name, part]))
  return listAt(pod, 'spec', 'volumes').map((value, index) => {
    const name = textAt(value, 'name') ?? ''
    const path = ['spec', 'volumes', index]
    return {
      name,
      path,
      value,
      isInjected: brought.has(name),
      title: titleOf('volume', name, brought.get(name)),
    }
  })
}

function titleOf(kind: string, name: string, part: InjectedPart | undefined): string {
  return `${kind} ${quote(name)}${originOf(part)}`
}

function originOf(part: InjectedPart | undefined): string {
  if (part === undefined) return ' (not from a SidecarSet)'
  return part.sidecarSet === undefined ? ' of a SidecarSet' : ` of SidecarSet ${quote(part.sidecarSet)}`
}

function markedInjected(pod: unknown): InjectedParts {
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    listAt(pod, 'spec', list)
      .filter(isMarked)
      .map((value) => ({ name: textAt(value, 'name') ?? '', list })),
  )
  return { containers, volumes: [] }
}

/** The first variable of that name says so, as injection reads it. */
function isMarked(container: unknown): boolean {
  const mark = listAt(container, 'env').find((entry) => textAt(entry, 'name') === injectedEnvName)
  return textAt(mark, 'value') === 'true'
}

/** A sidecar of an earlier injection is none of the author's. */
function findReplaced(before: unknown, containers: readonly SubjectContainer[]): ReadonlySet<string> {
  const own = new Set(
    lists.flatMap((list) =>
      listAt(before, 'spec', list)
        .filter((value) => !isMarked(value))
        .map((value) => placeKey({ list, name: textAt(value, 'name') ?? '' })),
    ),
  )
  const taken = containers.filter((one) => one.isInjected && isMarked(one.value)).map(placeKey)
  const left = containers.filter((one) => !isMarked(one.value)).map(placeKey)
  return new Set(taken.filter((key) => own.has(key) && !left.includes(key)))
}

function readNamespace(
  pod: unknown,
  { namespace, namespaces = [] }: PodCheckContext,
): PodSubject['namespace'] {
  const name = nonEmptyTextAt(pod, 'metadata', 'namespace')
  const found =
    namespace ?? namespaces.find((one) => name !== undefined && textAt(one, 'metadata', 'name') === name)
  if (found === undefined) return undefined
  const own = textAt(found, 'metadata', 'name') ?? name ?? ''
  const labels = valueAt(found, 'metadata', 'labels')
  const texts = Object.entries(labels ?? {}).filter(([, value]) => typeof value === 'string')
  return { name: own, labels: { [namespaceNameLabel]: own, ...Object.fromEntries(texts) } }
}
