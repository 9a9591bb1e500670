import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseGoType, schemaOf, structOf } from '../../../src/kubernetes/go-struct/index.js'
import type { ProfileName } from '../../../src/index.js'
import { generateFieldTables } from '../../../scripts/generate-field-tables.mjs'

/** `Type: [[json name, Go type, "omitempty"?, "mergeKey=..."?], ...]`, as recorded from the reference. */
type RecordedTables = Readonly<Record<string, readonly (readonly string[])[]>>

export function readTables(profile: ProfileName): RecordedTables {
  const url = new URL(`../../../fixtures/api-types/types-${profile}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as RecordedTables
}

describe.each<ProfileName>(['v1.3.0', 'v1.8.0', 'v1.9.0'])('%s', (profile) => {
  const tables = readTables(profile)

  test.each(Object.keys(tables))('%s has the recorded fields, in their order', (name) => {
    const recorded = (tables[name] ?? []).map(([field = '', type = '', ...options]) => {
      const mergeKey = options.find((option) => option.startsWith('mergeKey='))?.slice('mergeKey='.length)
      const omitEmpty = options.includes('omitempty')
      return {
        name: field,
        type: parseGoType(type),
        omitEmpty,
        ...(mergeKey === undefined ? {} : { mergeKey }),
      }
    })
    expect(structOf(schemaOf(profile), name).fields).toEqual(recorded)
  })

  test('every type that a field names is there', () => {
    const schema = schemaOf(profile)
    for (const name of Object.keys(tables))
      for (const { type } of structOf(schema, name).fields)
        for (let of = type; ; of = of.of) {
          if (of.kind === 'struct') expect(schema.has(of.name), of.name).toBe(true)
          if (!('of' in of)) break
        }
  })
})

test('the generated file is up to date; npm run generate:fields writes it', () => {
  const file = new URL('../../../src/kubernetes/go-struct/field-tables.ts', import.meta.url)
  expect(readFileSync(file, 'utf8')).toBe(generateFieldTables())
})

test('an unknown type is a mistake of the library, not a silent nothing', () => {
  expect(() => structOf(schemaOf('v1.3.0'), 'Nonesuch')).toThrow('Nonesuch')
})

describe('the TypeScript types', () => {
  const source = readFileSync(new URL('../../../src/manifest/api-types.ts', import.meta.url), 'utf8')
  const interfaces = new Map(
    [...source.matchAll(/^export interface (\w+) \{\n([^}]*)\}/gm)].map(([, name = '', body = '']) => [
      name,
      [...body.matchAll(/^ {2}readonly (\w+)\?: /gm)].map(([, field]) => field),
    ]),
  )
  const old = readTables('v1.3.0')
  const current = readTables('v1.9.0')
  const between = readTables('v1.8.0')
  // v1.3.0 calls LifecycleHandler Handler; the two versions of SidecarSetSpec share one interface.
  const names = new Set([...Object.keys(old), ...Object.keys(between), ...Object.keys(current)])
  names.delete('Handler')
  names.delete('SidecarSetSpec.v1beta1')

  test.each([...names])('%s has every field of every version', (name) => {
    const variants = [
      current[name],
      between[name],
      old[name],
      name === 'SidecarSetSpec' ? current['SidecarSetSpec.v1beta1'] : [],
    ]
    const fields = new Set(variants.flatMap((variant) => (variant ?? []).map(([field]) => field)))
    expect([...(interfaces.get(name) ?? [])].sort()).toEqual([...fields].sort())
  })

  test('there are no others', () => expect([...interfaces.keys()].sort()).toEqual([...names].sort()))
})
