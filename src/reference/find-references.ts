import { createIssueCollector, type FieldPath, type Issue } from '../issue/index.js'
import type { Volume } from '../manifest/api-types.js'
import { isJsonObject, listAt, nonEmptyTextAt } from '../read/index.js'
import { isQualifiedReference, safeParseResourceReference } from './resource-reference.js'

/** The kinds of objects that a volume can show. */
export type ResourceKind = 'ConfigMap' | 'Secret'

/** One place in a volume that names a ConfigMap or a Secret. */
export interface FoundReference {
  readonly kind: ResourceKind
  /** The name as it is written. */
  readonly text: string
  /** Name of the volume; the empty text when it has none. */
  readonly volume: string
  /** Where the text stands, for example `spec.volumes[0].configMap.name`. */
  readonly path: FieldPath
}

/** A reference that names a namespace. Text, kind and place as found; the parts parsed. */
export interface QualifiedReference extends FoundReference {
  readonly namespace: string
  readonly name: string
}

const volumesOfSidecarSet: FieldPath = ['spec', 'volumes']

/**
 * Every ConfigMap and Secret that volumes name, in the order in which they stand there: `configMap.name`,
 * `secret.secretName`, and `configMap.name` and `secret.name` of projected sources.
 *
 * Parts of a wrong type and empty names hold no reference, and are left to validation.
 *
 * @param volumes of a SidecarSet or a Pod, possibly malformed
 * @param path    where the list stands. @default ['spec', 'volumes']
 * @example findReferences([{ name: 'conf', configMap: { name: 'kube-system/filebeat-config' } }])
 * // [{ kind: 'ConfigMap', text: 'kube-system/filebeat-config', volume: 'conf', path: ['spec', 'volumes', 0, 'configMap', 'name'] }]
 */
export function findReferences(
  volumes: readonly Volume[] | null | undefined,
  path: FieldPath = volumesOfSidecarSet,
): FoundReference[] {
  return listAt(volumes).flatMap((volume, index) => {
    const name = nonEmptyTextAt(volume, 'name') ?? ''
    return placesIn(volume).flatMap(({ kind, at }) => {
      const text = nonEmptyTextAt(volume, ...at)
      return text === undefined ? [] : [{ kind, text, volume: name, path: [...path, index, ...at] }]
    })
  })
}

/** What a SidecarSet's volumes refer to in named namespaces. */
export interface QualifiedReferences {
  readonly references: readonly QualifiedReference[]
  /** An error `invalid-reference` for each text with a slash that is not `namespace/name`. */
  readonly issues: readonly Issue[]
}

/**
 * The references among volumes that name a namespace; plain names need no decision and are left out. It depends on the
 * SidecarSet only, so it is done once for any number of Pods.
 *
 * @param source the SidecarSet's name, for the issues, and where the volumes stand. @default path ['spec', 'volumes']
 */
export function findQualifiedReferences(
  volumes: readonly Volume[] | null | undefined,
  source: { readonly sidecarSet: string; readonly path?: FieldPath },
): QualifiedReferences {
  const issues = createIssueCollector({ kind: 'SidecarSet', name: source.sidecarSet })
  const references: QualifiedReference[] = []
  for (const found of findReferences(volumes, source.path)) {
    if (!isQualifiedReference(found.text)) continue
    const parsed = safeParseResourceReference(found.text)
    if (parsed.ok) {
      const { namespace = '', name } = parsed.reference
      references.push({ ...found, namespace, name })
    } else for (const { code, message } of parsed.issues) issues.at(...found.path).error(code, message)
  }
  return { references, issues: issues.list }
}

interface Place {
  readonly kind: ResourceKind
  readonly at: FieldPath
}

/** The places of one volume where a name can stand. */
function placesIn(volume: unknown): Place[] {
  const sources = listAt(volume, 'projected', 'sources')
  return [
    { kind: 'ConfigMap', at: ['configMap', 'name'] },
    { kind: 'Secret', at: ['secret', 'secretName'] },
    ...sources.flatMap((_, index): Place[] => [
      { kind: 'ConfigMap', at: ['projected', 'sources', index, 'configMap', 'name'] },
      { kind: 'Secret', at: ['projected', 'sources', index, 'secret', 'name'] },
    ]),
  ]
}

/**
 * Whether a volume names anything with a slash. Costs next to nothing, so that every Pod can be asked.
 *
 * @param volume of a Pod or SidecarSet, possibly malformed
 */
export function holdsQualifiedReference(volume: unknown): boolean {
  if (!isJsonObject(volume)) return false
  const { configMap, secret, projected } = volume
  return (
    (isJsonObject(configMap) && hasSlash(configMap.name)) ||
    (isJsonObject(secret) && hasSlash(secret.secretName)) ||
    (isJsonObject(projected) &&
      Array.isArray(projected.sources) &&
      projected.sources.some(holdsQualifiedSource))
  )
}

function holdsQualifiedSource(source: unknown): boolean {
  if (!isJsonObject(source)) return false
  const { configMap, secret } = source
  return (
    (isJsonObject(configMap) && hasSlash(configMap.name)) || (isJsonObject(secret) && hasSlash(secret.name))
  )
}

function hasSlash(text: unknown): boolean {
  return typeof text === 'string' && text.includes('/')
}
