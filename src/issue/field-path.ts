/** Where a value stands in a document: map keys and list indexes, outermost first. `[]` is the document itself. */
export type FieldPath = readonly (string | number)[]

/**
 * A path as Kubernetes writes it.
 *
 * 1. List indexes stand in brackets, and field names after a dot.
 * 2. A key that is no plain field name stands in brackets too, unquoted, as Kubernetes does with the keys of maps.
 *
 * @example toFieldPath(['spec', 'volumes', 0, 'configMap', 'name']) // 'spec.volumes[0].configMap.name'
 * @example toFieldPath(['metadata', 'annotations', 'a.b/c'])        // 'metadata.annotations[a.b/c]'
 */
export function toFieldPath(path: FieldPath): string {
  let text = ''
  for (const segment of path) {
    if (typeof segment === 'string' && isFieldName(segment)) text += text === '' ? segment : `.${segment}`
    else text += `[${segment}]`
  }
  return text
}

function isFieldName(segment: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(segment)
}
