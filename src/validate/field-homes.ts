import type { FieldPath } from '../issue/index.js'
import { type GoSchema, type GoType, structOf, withoutPointer } from '../kubernetes/go-struct/index.js'
import { isJsonObject } from '../read/index.js'

/** One place of a SidecarSet where a field of some name may stand. */
interface Place {
  /** The mapping that holds it; 0 stands for any index of a list. */
  readonly path: FieldPath
  readonly struct: string
  readonly type: GoType
}

/** Every place of every field of a SidecarSet, by the name of the field. */
export type FieldIndex = ReadonlyMap<string, readonly Place[]>

/** The places that a misplaced field may belong to. */
export interface FieldHomes {
  /** The nearest ones, all equally near. Indexes of lists are those of the place it was found at, or 0. */
  readonly nearest: readonly FieldPath[]
  /** How many steps they are away. */
  readonly distance: number
  /** How many types have such a field. The more, the less can be said. */
  readonly types: number
}

/** A field at a place where its type does not have it. */
export interface StrayField {
  readonly path: FieldPath
  readonly value: unknown
}

/** Lists the places of a SidecarSet. No type holds itself, so there are finitely many. */
export function indexFields(schema: GoSchema, specType: string): FieldIndex {
  const index = new Map<string, Place[]>()
  const visit = (given: GoType, path: FieldPath): void => {
    const type = withoutPointer(given)
    if (type?.kind === 'list') visit(type.of, [...path, 0])
    if (type?.kind !== 'struct') return
    for (const field of structOf(schema, type.name).fields) {
      const isSpec = type.name === 'SidecarSet' && field.name === 'spec'
      const own: GoType = isSpec ? { kind: 'struct', name: specType } : field.type
      const places = index.get(field.name) ?? []
      index.set(field.name, places)
      places.push({ path, struct: type.name, type: own })
      visit(own, [...path, field.name])
    }
  }
  visit({ kind: 'struct', name: 'SidecarSet' }, [])
  return index
}

/**
 * The places where a stray field could stand with the value it has; `undefined` where there is none.
 *
 * @example findHomes(index, { path: ['spec', 'volumeMounts'], value: [] })
 *   // { nearest: [['spec', 'initContainers', 0], ['spec', 'containers', 0]], distance: 2, types: 1 }
 */
export function findHomes(index: FieldIndex, stray: StrayField): FieldHomes | undefined {
  const name = String(stray.path[stray.path.length - 1] ?? '')
  const fitting = (index.get(name) ?? []).filter(({ type }) => fits(type, stray.value))
  if (fitting.length === 0) return undefined
  const from = stray.path.slice(0, -1)
  const homes = fitting.map(({ path }) => {
    const home = withIndexesOf(from, path)
    return { home, distance: distanceBetween(from, home) }
  })
  const distance = Math.min(...homes.map((each) => each.distance))
  return {
    nearest: homes.filter((each) => each.distance === distance).map(({ home }) => home),
    distance,
    types: new Set(fitting.map(({ struct }) => struct)).size,
  }
}

/** A place with the indexes of another one, as far as both go the same way. */
function withIndexesOf(other: FieldPath, path: FieldPath): FieldPath {
  let goesAlong = true
  return path.map((segment, at) => {
    const theirs = other[at]
    if (goesAlong && typeof segment === 'number' && typeof theirs === 'number') return theirs
    goesAlong &&= segment === theirs
    return segment
  })
}

function distanceBetween(a: FieldPath, b: FieldPath): number {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++
  return a.length + b.length - 2 * shared
}

/** Whether a value is of the shape that a type has, so that it can have been meant. */
export function fits(given: GoType, value: unknown): boolean {
  const kind = withoutPointer(given)?.kind
  if (value === null || value === undefined || kind === 'raw') return true
  if (kind === 'list') return Array.isArray(value)
  if (kind === 'map' || kind === 'struct') return isJsonObject(value)
  return typeof value !== 'object'
}
