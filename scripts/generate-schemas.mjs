// JSON Schemas for editors and CustomResourceDefinitions, made of the recorded tables of fields and the words of
// scripts/api-fields.yaml. The build writes them to dist/schemas and dist/crds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dump, load } from 'js-yaml'

const root = new URL('../', import.meta.url)
const newest = 'v1.9.0'
const { described, added } = load(readFileSync(new URL('scripts/api-fields.yaml', root), 'utf8'))
const recorded = JSON.parse(readFileSync(new URL(`fixtures/api-types/types-${newest}.json`, root), 'utf8'))
const tables = { ...recorded, ...fieldsOf(added) }

/** The kinds that have schemas, with the type of `spec` in each version of the API. */
const kinds = [
  {
    kind: 'SidecarSet',
    plural: 'sidecarsets',
    group: 'apps.kruise.io',
    scope: 'Cluster',
    status: 'SidecarSetStatus',
    versions: { v1alpha1: 'SidecarSetSpec', v1beta1: 'SidecarSetSpec.v1beta1' },
  },
  {
    kind: 'SidecarSetResourceBinding',
    plural: 'sidecarsetresourcebindings',
    group: 'sidecarset.alibabacloud.com',
    scope: 'Namespaced',
    versions: { v1alpha1: 'SidecarSetResourceBindingSpec' },
  },
]

/** The files by their names: `schemas/*.json` and `crds/*.yaml`. */
export function generateSchemas() {
  const schemas = kinds.flatMap((about) =>
    Object.keys(about.versions).map((version) => [
      `schemas/${about.kind.toLowerCase()}-${version}.json`,
      `${JSON.stringify(jsonSchema(about, version), undefined, 2)}\n`,
    ]),
  )
  const crds = kinds.map((about) => [
    `crds/${about.plural}.yaml`,
    dump(customResourceDefinition(about), { lineWidth: 120, noRefs: true }),
  ])
  return Object.fromEntries([...schemas, ...crds])
}

/** Writes the files below a folder. */
export function writeSchemas(folder) {
  for (const [file, text] of Object.entries(generateSchemas())) {
    const target = new URL(file, folder)
    mkdirSync(new URL('.', target), { recursive: true })
    writeFileSync(target, text)
  }
}

function fieldsOf(types) {
  return Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, Object.entries(fields)]))
}

function wordsOf(type, field) {
  const words = described[type.replace('.v1beta1', '')]?.fields[field]
  return typeof words === 'string' ? { text: words } : (words ?? {})
}

/** What a field does, its default and since when: what an editor shows. */
function describeField({ text, default: otherwise, since }) {
  const parts = [
    text,
    otherwise === undefined ? undefined : `Default: ${otherwise}.`,
    since === undefined ? undefined : `Since OpenKruise ${since}.`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? {} : { description: parts.join(' ') }
}

/** A schema of draft 7, which editors know best. A field that does not exist is a mistake. */
function jsonSchema({ kind, group, versions, status }, version) {
  const definitions = {}
  const define = (type) => {
    const name = type.replace('.v1beta1', '')
    if (definitions[name] !== undefined) return { $ref: `#/definitions/${name}` }
    definitions[name] = {}
    Object.assign(definitions[name], objectSchema(type, define, editorScalars))
    return { $ref: `#/definitions/${name}` }
  }
  const { text } = described[kind]
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: kind,
    description: text,
    type: 'object',
    properties: {
      apiVersion: { const: `${group}/${version}`, ...describeField(wordsOf(kind, 'apiVersion')) },
      kind: { const: kind },
      metadata: withDescription(define('ObjectMeta'), wordsOf(kind, 'metadata')),
      spec: withDescription(define(versions[version]), wordsOf(kind, 'spec')),
      ...(status === undefined ? {} : { status: withDescription(define(status), wordsOf(kind, 'status')) }),
    },
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    additionalProperties: false,
    definitions,
  }
}

/** Draft 7 ignores what stands beside `$ref`. */
function withDescription(schema, words) {
  const description = describeField(words)
  if (description.description === undefined) return schema
  return '$ref' in schema ? { allOf: [schema], ...description } : { ...schema, ...description }
}

function objectSchema(type, define, scalars) {
  const properties = (tables[type] ?? []).map(([field, goType]) => {
    const words = wordsOf(type, field)
    const schema = valueSchema(goType, define, scalars)
    const values = words.values !== undefined && scalars.hasEnums ? { enum: words.values } : {}
    return [field, withDescription({ ...schema, ...values }, words)]
  })
  const closed = scalars.hasEnums ? { additionalProperties: false } : {}
  return { type: 'object', properties: Object.fromEntries(properties), ...closed }
}

/** Map and lists may be null, which Kubernetes reads as absent; the vendor's own example has such a map. */
const editorScalars = {
  hasEnums: true,
  map: ['object', 'null'],
  list: ['array', 'null'],
  Quantity: { type: ['string', 'number'] },
  IntOrString: { type: ['integer', 'string'] },
  Time: { type: 'string', format: 'date-time' },
  RawExtension: {},
}

const structuralScalars = {
  hasEnums: false,
  map: 'object',
  list: 'array',
  Quantity: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
  IntOrString: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
  Time: { type: 'string', format: 'date-time' },
  RawExtension: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
}

const plainScalars = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
}

function valueSchema(goType, define, scalars) {
  const type = goType.replace(/^\*/, '')
  if (type.startsWith('[]')) return { type: scalars.list, items: valueSchema(type.slice(2), define, scalars) }
  const [, value] = /^map\[string\](.+)$/.exec(type) ?? []
  if (value !== undefined)
    return { type: scalars.map, additionalProperties: valueSchema(value, define, scalars) }
  return { ...(scalars[type] ?? plainScalars[type] ?? define(type)) }
}

/** What an API server stores: structural, so without references, and as lenient about values as OpenKruise's own. */
function customResourceDefinition({ kind, plural, group, scope, versions, status }) {
  const expand = (type) =>
    type === 'ObjectMeta'
      ? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
      : objectSchema(type, expand, structuralScalars)
  const version = (name, index) => ({
    name,
    served: true,
    storage: index === 0,
    schema: {
      openAPIV3Schema: {
        description: described[kind].text,
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { type: 'object' },
          spec: withDescription(expand(versions[name]), wordsOf(kind, 'spec')),
          ...(status === undefined
            ? {}
            : { status: withDescription(expand(status), wordsOf(kind, 'status')) }),
        },
      },
    },
    ...(status === undefined ? {} : { subresources: { status: {} } }),
  })
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      scope,
      versions: Object.keys(versions).map(version),
    },
  }
}
