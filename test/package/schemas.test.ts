import { readdirSync, readFileSync } from 'node:fs'
import Ajv from 'ajv'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parseManifests, safeParseManifests, validateSidecarSet } from 'sidecarset'
import { generateSchemas } from '../../scripts/generate-schemas.mjs'

const files = generateSchemas()
const ajv = new Ajv({ allErrors: true, unknownFormats: ['int32', 'int64'] })
const schemaOf = (name: string): object => JSON.parse(files[`schemas/${name}.json`] ?? '{}') as object
const alpha = ajv.compile(schemaOf('sidecarset-v1alpha1'))
const beta = ajv.compile(schemaOf('sidecarset-v1beta1'))
const binding = ajv.compile(schemaOf('sidecarsetresourcebinding-v1alpha1'))

const set = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs', labels: null },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    updateStrategy: { type: 'NotUpdate', maxUnavailable: '20%' },
    containers: [{ name: 'logs', image: 'logs:1', podInjectPolicy: 'BeforeAppContainer' }],
  },
}

/** Where a schema finds something. */
const placesOf = (check: Ajv.ValidateFunction, manifest: unknown): string[] => {
  void check(manifest)
  return [...new Set((check.errors ?? []).map(({ dataPath }) => dataPath))]
}

describe('the JSON Schemas', () => {
  test('take a SidecarSet in both versions, and a binding', () => {
    expect(placesOf(alpha, set)).toEqual([])
    expect(placesOf(beta, { ...set, apiVersion: 'apps.kruise.io/v1beta1' })).toEqual([])
    const granted = {
      apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
      kind: 'SidecarSetResourceBinding',
      metadata: { name: 'a', namespace: 'b', labels: null },
      spec: { subjects: [{ kind: 'SidecarSet', name: 'a' }], resourceRefs: [{ kind: 'Secret', name: 'c' }] },
    }
    expect(placesOf(binding, granted)).toEqual([])
    expect(placesOf(binding, { ...granted, spec: { subjects: [{ kind: 'User' }] } })).toEqual([
      '.spec.subjects[0].kind',
    ])
  })

  test.each([
    ['a misspelt field', { ...set.spec, updateStrategi: {} }, '.spec'],
    [
      'a value that there is not',
      { ...set.spec, updateStrategy: { type: 'OnDelete' } },
      '.spec.updateStrategy.type',
    ],
    ['a number for text', { ...set.spec, containers: [{ name: 1 }] }, '.spec.containers[0].name'],
    [
      'a misspelt field of Kubernetes',
      { ...set.spec, volumes: [{ name: 'a', configmap: {} }] },
      '.spec.volumes[0]',
    ],
  ])('find %s', (_title, spec, place) => expect(placesOf(alpha, { ...set, spec })).toEqual([place]))

  test('know the field that only one version has', () => {
    expect(placesOf(alpha, { ...set, spec: { ...set.spec, customVersion: '1' } })).toEqual(['.spec'])
    const other = { ...set, apiVersion: 'apps.kruise.io/v1beta1' }
    expect(placesOf(beta, { ...other, spec: { ...set.spec, namespace: 'shop' } })).toEqual(['.spec'])
  })

  test('take every SidecarSet among the fixtures that validation accepts as it is', () => {
    const accepted = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
      .filter((file) => /sidecarsets?[^/\\]*\.yaml$/.test(file))
      .map((file) => readFileSync(`fixtures/${file}`, 'utf8'))
      .filter((text) => safeParseManifests(text).ok)
      .flatMap((text) => parseManifests(text).sidecarSets)
      .filter(({ apiVersion }) => apiVersion === 'apps.kruise.io/v1alpha1')
      .filter((each) =>
        validateSidecarSet(each, { profile: 'v1.9.0' }).every(({ severity }) => severity === 'info'),
      )
    expect(accepted.length).toBeGreaterThan(20)
    for (const each of accepted) expect(placesOf(alpha, each), JSON.stringify(each)).toEqual([])
  })

  test('say what a field does', () =>
    expect(files['schemas/sidecarset-v1alpha1.json']).toContain('Whether it stands before or behind'))
})

// k8s.io/apiextensions-apiserver asks this of a schema, or prunes and defaults nothing.
describe.each(Object.keys(files).filter((file) => file.startsWith('crds/')))('%s', (file) => {
  const definition = load(files[file] ?? '') as {
    spec: { versions: { name: string; storage: boolean; schema: { openAPIV3Schema: object } }[] }
  }

  test('has one version that is stored', () =>
    expect(definition.spec.versions.filter(({ storage }) => storage)).toHaveLength(1))

  test('is structural: every value has a type, and nothing is defined elsewhere', () => {
    const faults: string[] = []
    const visit = (schema: Readonly<Record<string, unknown>>, path: string): void => {
      if ('$ref' in schema || 'definitions' in schema || 'allOf' in schema)
        faults.push(`${path}: a reference`)
      const isEither = schema['x-kubernetes-int-or-string'] === true
      if (typeof schema['type'] !== 'string' && !isEither) faults.push(`${path}: no type`)
      if (schema['type'] === 'array' && schema['items'] === undefined) faults.push(`${path}: no items`)
      if ('properties' in schema && 'additionalProperties' in schema)
        faults.push(`${path}: both kinds of fields`)
      for (const [name, inner] of Object.entries((schema['properties'] ?? {}) as object))
        visit(inner as typeof schema, `${path}.${name}`)
      for (const name of ['items', 'additionalProperties'])
        if (typeof schema[name] === 'object') visit(schema[name] as typeof schema, `${path}[]`)
    }
    for (const { name, schema } of definition.spec.versions)
      visit(schema.openAPIV3Schema as Readonly<Record<string, unknown>>, name)
    expect(faults).toEqual([])
  })
})
