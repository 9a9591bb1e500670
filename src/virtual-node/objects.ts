import type { FieldPath, ResourceId } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { ConfigMap, Secret } from '../manifest/manifest-types.js'
import { objectAt, textAt, valueAt } from '../read/index.js'
import {
  findReferences,
  type FoundReference,
  type ResourceKind,
  safeParseResourceReference,
} from '../reference/index.js'

/** Objects that volumes may show. A kind that is absent is not known, which is not the same as an empty list. */
export interface GivenObjects {
  readonly configMaps?: readonly ConfigMap[] | undefined
  readonly secrets?: readonly Secret[] | undefined
}

/** An object by where it is. */
export interface ObjectId {
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
}

/** Objects that are given, by kind, namespace and name. One without a namespace is in `default`. */
export interface ObjectIndex {
  /** Whether all objects of that kind are given, so that one that is not found is missing. */
  knows(kind: ResourceKind): boolean
  find(id: ObjectId): ConfigMap | Secret | undefined
}

/** Indexes objects; of two with one name the later one counts. */
export function indexObjects({ configMaps, secrets }: GivenObjects): ObjectIndex {
  const found = new Map<string, ConfigMap | Secret>()
  const add = (kind: ResourceKind, objects: readonly (ConfigMap | Secret)[] | undefined): void => {
    for (const object of Array.isArray(objects) ? objects : []) {
      const namespace = textAt(object, 'metadata', 'namespace') || 'default'
      found.set(keyOf({ kind, namespace, name: textAt(object, 'metadata', 'name') ?? '' }), object)
    }
  }
  add('ConfigMap', configMaps)
  add('Secret', secrets)
  const known = { ConfigMap: Array.isArray(configMaps), Secret: Array.isArray(secrets) }
  return { knows: (kind) => known[kind], find: (id) => found.get(keyOf(id)) }
}

/** The names of an object's entries: those are no secret, other than what they hold. */
export function entryNames(object: ConfigMap | Secret): ReadonlySet<string> {
  return new Set(
    ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(objectAt(object, field))),
  )
}

function keyOf({ kind, namespace, name }: ObjectId): string {
  return `${kind}/${namespace}/${name}`
}

/** A ConfigMap or Secret that a volume shows, and how. */
export interface VolumeSource {
  readonly reference: FoundReference
  /** The object that is meant; undefined where the text is no reference. */
  readonly object: ObjectId | undefined
  /** The mapping with `items` and `optional`, and where it stands. */
  readonly source: unknown
  readonly path: FieldPath
  readonly optional: boolean
}

/**
 * The ConfigMaps and Secrets of volumes, with the objects that are meant: a plain name is one of the Pod's namespace.
 *
 * @param volumes of a Pod, possibly malformed; they stand at `spec.volumes`
 */
export function readVolumeSources(volumes: readonly unknown[], podNamespace: string): VolumeSource[] {
  return findReferences(volumes as Parameters<typeof findReferences>[0]).map((reference) => {
    // The last part of the path is the name; before it stands the source, which begins behind `spec.volumes`.
    const path = reference.path.slice(0, -1)
    const source = valueAt(volumes, ...path.slice(2))
    const parsed = safeParseResourceReference(reference.text, podNamespace)
    const object = parsed.ok
      ? {
          kind: reference.kind,
          namespace: parsed.reference.namespace ?? podNamespace,
          name: parsed.reference.name,
        }
      : undefined
    return { reference, object, source, path, optional: valueAt(source, 'optional') === true }
  })
}

/** Names a Pod in issues; one that is being created may have only a generateName. */
export function podId(pod: Pod): ResourceId {
  const namespace = textAt(pod, 'metadata', 'namespace') ?? ''
  const name = (textAt(pod, 'metadata', 'name') || textAt(pod, 'metadata', 'generateName')) ?? ''
  return { kind: 'Pod', ...(namespace === '' ? {} : { namespace }), name }
}

/** The namespace that plain names of a Pod are looked up in: its own, else the one given, else `default`. */
export function namespaceOf(pod: Pod | undefined, given: string | undefined): string {
  return textAt(pod, 'metadata', 'namespace') || given || 'default'
}
