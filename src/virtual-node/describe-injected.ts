import { encodeGoJson } from '../kubernetes/go-json.js'
import { isJsonObject, type JsonObject, listAt, textAt, textsAt } from '../read/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { ReferenceDecision } from '../reference/index.js'
import { hashAnnotation } from '../sidecarset/annotation-names.js'
import type { InjectedContainer, InjectedPart, InjectedParts } from './check-subject.js'

/** What of an InjectionResult is read. */
export interface InjectedResult {
  readonly pod: Pod
  readonly references: readonly ReferenceDecision[]
}

/**
 * What injection has added to a Pod, found by comparing it with the Pod before.
 *
 * 1. A container is injected where the Pod had none of its name, or another one. Its SidecarSet is read in the hash
 *    annotation, which lists the containers of each; init containers are not in it in v1.3.0.
 * 2. A volume is injected where the Pod had none of its name. Its SidecarSet is known where a reference of it was decided.
 *
 * @param before the Pod that was given to the injector
 * @example describeInjected(pod, injector.inject(pod, { now }))
 * // { containers: [{ name: 'filebeat', sidecarSet: 'filebeat-sidecarset' }], volumes: [{ name: 'config', sidecarSet: 'filebeat-sidecarset' }, { name: 'stdlog' }] }
 */
export function describeInjected(before: Pod, { pod, references }: InjectedResult): InjectedParts {
  const bringers = containerBringers(pod)
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    added(before, pod, list, isSameContainer).map((name) => part(name, bringers.get(name))),
  )
  const volumes = added(before, pod, 'volumes', () => true).map((name) =>
    part(name, references.find(({ volume }) => volume === name)?.sidecarSet),
  )
  return { containers, volumes }
}

/** Injection leaves the application's containers as they are. Compared as text, which takes no stack however deep they are. */
function isSameContainer(own: unknown, now: unknown): boolean {
  return own === now || encodeGoJson(own) === encodeGoJson(now)
}

function part(name: string, sidecarSet: string | undefined): InjectedContainer & InjectedPart {
  return sidecarSet === undefined ? { name } : { name, sidecarSet }
}

/** The names in a list of the Pod after that the Pod before did not have, or had for something else. */
function added(
  before: Pod,
  after: Pod,
  list: string,
  isSame: (own: unknown, now: unknown) => boolean,
): readonly string[] {
  const own = new Map(listAt(before, 'spec', list).map((value) => [textAt(value, 'name') ?? '', value]))
  return listAt(after, 'spec', list).flatMap((value) => {
    const name = textAt(value, 'name') ?? ''
    return own.has(name) && isSame(own.get(name), value) ? [] : [name]
  })
}

/** SidecarSets by the names of their containers, as the Pod's hash annotation has them. */
function containerBringers(pod: Pod): ReadonlyMap<string, string> {
  const entries = parseEntries(textAt(pod, 'metadata', 'annotations', hashAnnotation) ?? '')
  return new Map(
    Object.entries(entries).flatMap(([sidecarSet, entry]) =>
      textsAt(entry, 'sidecarList').map((name) => [name, sidecarSet] as const),
    ),
  )
}

function parseEntries(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
