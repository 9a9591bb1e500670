import type { FieldPath } from '../../../issue/index.js'
import { structOf, type GoSchema, type GoType } from '../../../kubernetes/go-struct/index.js'
import { isJsonObject } from '../../../kubernetes/own-entry.js'
import { withoutPointer } from '../type-at-path.js'

/** A place of a manifest where a field of some name may stand. */
interface Home {
  /** The mapping that would hold the field. Indexes of lists are those of the place it was found at, or 0. */
  readonly path: FieldPath
  readonly struct: string
  /** How many steps away from where the field was found. */
  readonly distance: number
}

/** The places that a misplaced field may belong to, nearest first. */
export interface FieldHomes {
  /** The nearest ones, all equally near, and how near. */
  readonly nearest: readonly FieldPath[]
  readonly distance: number
  /** How many types have such a field. The more, the less can be said. */
  readonly types: number
}

/** A field at a place where its type does not have it. */
export interface StrayField {
  readonly path: FieldPath
  readonly value: unknown
}

/**
 * Looks through the types of a SidecarSet for the places where a stray field could stand with the value it has.
 *
 * @param specType name of the type of `spec`
 * @returns undefined where there is none
 * @example findHomes(schema, 'SidecarSetSpec', { path: ['spec', 'volumeMounts'], value: [] })
 *   // { nearest: [['spec', 'initContainers', 0], ['spec', 'containers', 0]], distance: 2, types: 1 }
 */
export function findHomes(schema: GoSchema, specType: string, stray: StrayField): FieldHomes | undefined {
  const homes: Home[] = []
  visit({ schema, stray, homes }, { kind: 'struct', name: 'SidecarSet' }, [], specType)
  if (homes.length === 0) return undefined
  const distance = Math.min(...homes.map((home) => home.distance))
  return {
    nearest: homes.filter((home) => home.distance === distance).map(({ path }) => path),
    distance,
    types: new Set(homes.map(({ struct }) => struct)).size,
  }
}

interface Search {
  readonly schema: GoSchema
  readonly stray: StrayField
  readonly homes: Home[]
}

/** Walks the types, of which none holds itself. */
function visit(search: Search, given: GoType, path: FieldPath, specType: string): void {
  const type = withoutPointer(given)
  if (type?.kind === 'list') visit(search, type.of, [...path, indexAt(search.stray.path, path)], specType)
  if (type?.kind !== 'struct') return
  const { fields, byName } = structOf(search.schema, type.name)
  const field = byName.get(nameOfField(search.stray.path))
  if (field !== undefined && fits(field.type, search.stray.value))
    search.homes.push({
      path,
      struct: type.name,
      distance: distanceBetween(search.stray.path.slice(0, -1), path),
    })
  for (const { name, type: of } of fields) {
    const isSpec = type.name === 'SidecarSet' && name === 'spec'
    visit(search, isSpec ? { kind: 'struct', name: specType } : of, [...path, name], specType)
  }
}

function nameOfField(path: FieldPath): string {
  return String(path[path.length - 1] ?? '')
}

/** The index that the stray field's own path has in the list at a place; 0 where it does not pass through it. */
function indexAt(own: FieldPath, list: FieldPath): number {
  const passes = list.every((segment, index) => own[index] === segment)
  const index = own[list.length]
  return passes && typeof index === 'number' ? index : 0
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
