import { createIssueCollector, type FieldPath, type Issue } from '../issue/index.js'
import {
  schemaOf,
  structOf,
  type GoField,
  type GoSchema,
  type GoType,
} from '../kubernetes/go-struct/index.js'
import { lazy } from '../lazy.js'
import { isJsonObject, ownValue } from '../read/index.js'
import { newestProfileName } from '../profile.js'

/** A place in a spec: names of fields, and `*` for each element of a list. */
export type FieldPattern = readonly string[]

/** The only fields that take `namespace/name`. A platform resolves the form there, and a binding can grant it. */
const qualifiable: readonly string[] = [
  'volumes.*.configMap.name',
  'volumes.*.secret.secretName',
  'volumes.*.projected.sources.*.configMap.name',
  'volumes.*.projected.sources.*.secret.name',
]

/**
 * The other fields of a SidecarSet's spec that name a Secret, a ConfigMap, a claim or an object of any kind, such as
 * `volumes.*.azureFile.secretName`. They are found in the tables of the API types, so that a field of a later version
 * cannot be forgotten. A text field names an object if
 *
 * 1. it is called `secretName`, `configMapName`, `claimName` or `secretRef`, or
 * 2. it is the `name` of a type whose own name holds `Secret` or `ConfigMap`, or ends in `ObjectReference`.
 *
 * @example findNameFields(schemaOf(newestProfileName)).map((path) => path.join('.')) // ['initContainers.*.envFrom.*.configMapRef.name', ...]
 */
export function findNameFields(schema: GoSchema, type = 'SidecarSetSpec'): readonly FieldPattern[] {
  const found: FieldPattern[] = []
  visit({ schema, found }, [], { kind: 'struct', name: type })
  return found.filter((pattern) => !qualifiable.includes(pattern.join('.')))
}

interface Walk {
  readonly schema: GoSchema
  readonly found: FieldPattern[]
}

function visit(walk: Walk, at: FieldPattern, type: GoType): void {
  if (type.kind === 'pointer') return visit(walk, at, type.of)
  if (type.kind === 'list') return visit(walk, [...at, '*'], type.of)
  if (type.kind !== 'struct') return
  for (const field of structOf(walk.schema, type.name).fields) {
    const path = [...at, field.name]
    if (namesAnObject(type.name, field)) walk.found.push(path)
    else visit(walk, path, field.type)
  }
}

function namesAnObject(struct: string, { name, type }: GoField): boolean {
  const isText = type.kind === 'string' || (type.kind === 'pointer' && type.of.kind === 'string')
  if (!isText) return false
  if (/^(secretName|configMapName|claimName|secretRef)$/.test(name)) return true
  return name === 'name' && /Secret|ConfigMap|ObjectReference$/.test(struct)
}

/** The newest tables have all fields that older ones have. */
const fieldsOfSpec = /* @__PURE__ */ lazy(() => findNameFields(schemaOf(newestProfileName)))
const fieldsOfVariable = /* @__PURE__ */ lazy(() => findNameFields(schemaOf(newestProfileName), 'EnvVar'))

/**
 * References with a slash in fields that cannot name another namespace: an error `invalid-reference` for each, in the
 * order of the spec. No binding grants these, and no platform is known to resolve them.
 *
 * @param spec   of a SidecarSet, possibly malformed
 * @param source the SidecarSet's name, for the issues
 * @example findForbiddenReferences({ imagePullSecrets: [{ name: 'kube-system/registry' }] }, { sidecarSet: 'logs' })
 * // [{ code: 'invalid-reference', severity: 'error', path: ['spec', 'imagePullSecrets', 0, 'name'], ... }]
 */
export function findForbiddenReferences(spec: unknown, source: { readonly sidecarSet: string }): Issue[] {
  const issues = createIssueCollector({ kind: 'SidecarSet', name: source.sidecarSet })
  for (const { path, text } of findSlashes(spec, fieldsOfSpec()))
    issues.at('spec', ...path).error('invalid-reference', describeForbidden(text))
  return [...issues.list]
}

/** Likewise for one environment variable of a container: what is wrong with it, or undefined. */
export function findForbiddenVariable(variable: unknown): string | undefined {
  const [found] = findSlashes(variable, fieldsOfVariable())
  return found === undefined ? undefined : describeForbidden(found.text)
}

function findSlashes(root: unknown, patterns: readonly FieldPattern[]): readonly Slash[] {
  const found: Slash[] = []
  for (const pattern of patterns) collectSlashes(root, pattern, [], found)
  return found
}

/** A text with a slash. */
interface Slash {
  readonly path: FieldPath
  readonly text: string
}

/** Walks down one pattern. Where a field on the way is missing, as most are, nothing is made. */
function collectSlashes(value: unknown, pattern: FieldPattern, path: FieldPath, found: Slash[]): void {
  const segment = pattern[path.length]
  if (segment === undefined) {
    if (typeof value === 'string' && value.includes('/')) found.push({ path, text: value })
  } else if (segment !== '*') {
    const field = isJsonObject(value) ? ownValue(value, segment) : undefined
    if (field !== undefined) collectSlashes(field, pattern, [...path, segment], found)
  } else if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    list.forEach((element, index) => collectSlashes(element, pattern, [...path, index], found))
  }
}

/** As a sentence without a full stop. */
function describeForbidden(text: string): string {
  const shown = JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text)
  return `${shown} has a slash: only configMap, secret and projected volumes can name an object of another namespace`
}
