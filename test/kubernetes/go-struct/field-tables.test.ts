import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseGoType, schemaOf, structOf } from '../../../src/kubernetes/go-struct/index.js'
import type { ProfileName } from '../../../src/index.js'
import { generateApiTypes } from '../../../scripts/generate-api-types.mjs'
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
  const file = new URL('../../../src/manifest/api-types.ts', import.meta.url)
  const source = readFileSync(file, 'utf8')

  test('are up to date; npm run generate:fields writes them', () => expect(source).toBe(generateApiTypes()))

  test('have every type and field of every version', () => {
    for (const profile of ['v1.3.0', 'v1.8.0', 'v1.9.0'] as const)
      for (const [type, fields] of Object.entries(readTables(profile)))
        for (const [field] of fields)
          expect(interfaceOf(type)).toMatch(new RegExp(`^  readonly ${field}\\?: `, 'm'))
  })

  test.each([
    ['Container', 'restartPolicyRules', '34'],
    ['EnvVarSource', 'fileKeyRef', '34'],
    ['Lifecycle', 'stopSignal', '33'],
    ['PodSpec', 'hostnameOverride', '34'],
  ])('%s has %s, which only newer API servers know', (type, field, minor) =>
    expect(interfaceOf(type)).toContain(`  /** Since Kubernetes 1.${minor}. */\n  readonly ${field}?: `),
  )

  // What Pods have too is Kubernetes' own.
  test('say of every field of OpenKruise and of bindings what it does', () => {
    const ofPods = typesInside('Pod')
    const own = [...typesInside('SidecarSet'), ...typesInside('SidecarSetResourceBinding')].filter(
      (type) => !ofPods.has(type),
    )
    expect(own).toEqual(expect.arrayContaining(['SidecarSetSpec', 'UpdateScatterTerm', 'BindingSubject']))
    const silent = own.flatMap((type) =>
      [...interfaceOf(type).matchAll(/(\*\/)?\n {2}readonly (\w+)\?: /g)]
        .filter(([, comment, field = '']) => comment === undefined && !isOfContainers(type, field))
        .map(([, , field]) => `${type}.${field}`),
    )
    expect(silent).toEqual([])
  })

  function interfaceOf(type: string): string {
    const name = { 'SidecarSetSpec.v1beta1': 'SidecarSetSpec', Handler: 'LifecycleHandler' }[type] ?? type
    return new RegExp(`^export interface ${name} \\{\\n[^]*?^\\}`, 'm').exec(source)?.[0] ?? ''
  }

  function typesInside(type: string, found = new Set<string>()): Set<string> {
    if (interfaceOf(type) === '' || found.has(type)) return found
    found.add(type)
    for (const [name] of interfaceOf(type).matchAll(/(?<=: .*)\b[A-Z]\w+/g)) typesInside(name, found)
    return found
  }

  function isOfContainers(type: string, field: string): boolean {
    return type === 'SidecarContainer' && interfaceOf('Container').includes(`  readonly ${field}?: `)
  }
})
