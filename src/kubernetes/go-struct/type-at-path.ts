import type { FieldPath } from '../../issue/index.js'
import { structOf, type GoSchema, type GoType } from './schema.js'

/** The type that a place of a manifest has, counted from a struct; `undefined` where the types have no such place. */
export function typeAtPath(schema: GoSchema, struct: string, path: FieldPath): GoType | undefined {
  let type: GoType | undefined = { kind: 'struct', name: struct }
  for (const segment of path) {
    type = withoutPointer(type)
    if (type?.kind === 'list' || type?.kind === 'map') type = type.of
    else if (type?.kind === 'struct') type = structOf(schema, type.name).byName.get(String(segment))?.type
    else return undefined
  }
  return withoutPointer(type)
}

/** The type that a pointer leads to. */
export function withoutPointer(type: GoType | undefined): GoType | undefined {
  return type?.kind === 'pointer' ? withoutPointer(type.of) : type
}
