import { lazy } from '../../lazy.js'
import { byProfile, profileNames, type ProfileName } from '../../profile.js'
import { fieldTables } from './field-tables.js'
import type { FieldPath } from '../../issue/index.js'

/** How a Go type is read and written as JSON. */
export type GoType =
  | { readonly kind: 'string' | 'bool' | 'int32' | 'int64' | 'quantity' | 'int-or-string' | 'time' | 'raw' }
  | { readonly kind: 'pointer' | 'list' | 'map'; readonly of: GoType }
  | { readonly kind: 'struct'; readonly name: string }

export interface GoField {
  readonly name: string
  readonly type: GoType
  /** Whether Go leaves the field out when it is empty. */
  readonly omitEmpty: boolean
  /** The field by which strategic merge patch merges this list. Absent: the list is replaced. */
  readonly mergeKey?: string
}

export interface GoStruct {
  readonly name: string
  /** In order of declaration, which is the order of the JSON text. */
  readonly fields: readonly GoField[]
  readonly byName: ReadonlyMap<string, GoField>
}

/** The struct types of one profile, by name. */
export type GoSchema = ReadonlyMap<string, GoStruct>

const scalars: Readonly<Record<string, GoType>> = {
  string: { kind: 'string' },
  bool: { kind: 'bool' },
  int32: { kind: 'int32' },
  int64: { kind: 'int64' },
  Quantity: { kind: 'quantity' },
  IntOrString: { kind: 'int-or-string' },
  Time: { kind: 'time' },
  RawExtension: { kind: 'raw' },
}

/** Parsed when somebody asks: few programs need both, and whoever only imports the library needs none. */
const schemas: Readonly<Record<ProfileName, () => GoSchema>> = /* @__PURE__ */ byProfile(({ name }) =>
  lazy(() => parseFieldTables(fieldTables, name)),
)

/** The API types as the given profile declares them. */
export function schemaOf(profile: ProfileName): GoSchema {
  return schemas[profile]()
}

/** The struct type of that name. @throws Error for a name that the tables do not have: a mistake in this library. */
export function structOf(schema: GoSchema, name: string): GoStruct {
  const struct = schema.get(name)
  if (struct === undefined) throw new Error(`no such API type: ${name}`)
  return struct
}

/** A Go type as its source spells it: `*string`, `[]EnvVar`, `map[string]Quantity`. */
export function parseGoType(text: string): GoType {
  if (text.startsWith('*')) return { kind: 'pointer', of: parseGoType(text.slice(1)) }
  if (text.startsWith('[]')) return { kind: 'list', of: parseGoType(text.slice(2)) }
  if (text.startsWith('map[string]')) return { kind: 'map', of: parseGoType(text.slice(11)) }
  return scalars[text] ?? { kind: 'struct', name: text }
}

function parseFieldTables(text: string, profile: ProfileName): GoSchema {
  const structs = new Map<string, GoStruct>()
  for (const line of text.split(/\n(?=\S)/)) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.slice(0, colon)
    const fields = parseFields(line.slice(colon + 1), profile)
    structs.set(name, { name, fields, byName: new Map(fields.map((field) => [field.name, field])) })
  }
  return structs
}

function parseFields(text: string, profile: ProfileName): GoField[] {
  const fields: GoField[] = []
  for (const entry of text.split(';')) {
    const [name = '', tag = ''] = entry.trim().split(' ')
    const [type = '', ...options] = tag.split(',')
    if (name === '' || !holdsIn(options, profile)) continue
    const mergeKey = optionValue(options, 'mergeKey')
    fields.push({
      name,
      type: parseGoType(type),
      omitEmpty: options.includes('omitempty'),
      ...(mergeKey === undefined ? {} : { mergeKey }),
    })
  }
  return fields
}

function holdsIn(options: readonly string[], profile: ProfileName): boolean {
  const age = (name: string): number => profileNames.indexOf(name as ProfileName)
  const since = optionValue(options, 'since')
  const until = optionValue(options, 'until')
  return (
    (since === undefined || age(profile) >= age(since)) && (until === undefined || age(profile) < age(until))
  )
}

function optionValue(options: readonly string[], name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1)
}

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
