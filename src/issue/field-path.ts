import { visible } from '../text/visible.js'

/** Where a value stands in a document: map keys and list indexes, outermost first. `[]` is the document itself. */
export type FieldPath = readonly (string | number)[]

/** Fields of the API types that hold a map: what stands below them are keys, not fields. */
const mapFields: ReadonlySet<unknown> = new Set([
  'annotations',
  'binaryData',
  'data',
  'labels',
  'limits',
  'matchLabels',
  'nodeSelector',
  'options',
  'overhead',
  'requests',
  'stringData',
  'volumeAttributes',
])

/**
 * A path as Kubernetes writes it.
 *
 * 1. List indexes and keys of maps (labels, annotations, limits and so on) stand in brackets, unquoted.
 * 2. Fields follow a dot. A text that is no plain field name stands in brackets too.
 * 3. Keys are made visible: strangers choose them.
 *
 * @example toFieldPath(['spec', 'volumes', 0, 'configMap', 'name']) // 'spec.volumes[0].configMap.name'
 * @example toFieldPath(['metadata', 'annotations', 'a.b/c'])        // 'metadata.annotations[a.b/c]'
 * @example toFieldPath(['resources', 'limits', 'cpu'])              // 'resources.limits[cpu]'
 */
export function toFieldPath(path: FieldPath): string {
  let text = ''
  path.forEach((segment, index) => {
    if (typeof segment === 'string' && isFieldName(segment) && !isMapKey(path, index))
      text += text === '' ? segment : `.${segment}`
    else text += `[${typeof segment === 'string' ? visible(segment) : segment}]`
  })
  return text
}

function isFieldName(segment: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(segment)
}

/** The `limits` and `requests` of a resourcesPolicy are no maps: they have two fields. */
function isMapKey(path: FieldPath, index: number): boolean {
  return mapFields.has(path[index - 1]) && path[index - 2] !== 'resourcesExpr'
}
