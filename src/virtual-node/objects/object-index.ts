import type { ConfigMap, Secret } from '../../manifest/manifest-types.js'
import type { ResourceKind } from '../../reference/index.js'
import { mappingAt, textAt } from '../read-path.js'

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
    ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(mappingAt(object, field))),
  )
}

function keyOf({ kind, namespace, name }: ObjectId): string {
  return `${kind}/${namespace}/${name}`
}
