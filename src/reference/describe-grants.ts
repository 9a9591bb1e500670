import { formatOptions, readOptions } from '../options/index.js'
import { renderLines } from '../text/render-lines.js'
import { defaultLimit, type FormatOptions } from '../text/render-document.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import { compileGrants, type BindingId, type GrantedObject } from './grants.js'

/** Who may read what, because of one binding. The objects are of the binding's namespace. */
export interface GrantDescription {
  readonly sidecarSet: string
  readonly objects: readonly GrantedObject[]
  readonly binding: BindingId
}

/**
 * What bindings grant to whom: one entry for each binding and each SidecarSet it names, in order of SidecarSet and
 * binding. Bindings that name no SidecarSet or no object grant nothing and have no entry.
 *
 * @example describeGrants(bindings)
 * // [{ sidecarSet: 'filebeat', objects: [{ kind: 'ConfigMap', name: 'filebeat-config' }],
 * //    binding: { namespace: 'kube-system', name: 'filebeat-binding' } }]
 */
export function describeGrants(
  bindings: readonly SidecarSetResourceBinding[] | null | undefined,
): GrantDescription[] {
  const descriptions = compileGrants(bindings).list.flatMap(({ binding, subjects, objects }) => {
    // The subjects of a binding share one list: what is described stays in proportion to what was given.
    const granted = [...objects.values()]
    return granted.length === 0
      ? []
      : [...subjects].map((sidecarSet) => ({ sidecarSet, objects: granted, binding }))
  })
  // A stable sort keeps the order of the bindings.
  return descriptions.sort((a, b) => compareUtf8(a.sidecarSet, b.sidecarSet))
}

/**
 * The grants as text, one a line, or as a list in Markdown. A line names at most `limit` objects and counts the rest.
 *
 * @param options lines are wrapped only where a `width` is given
 * @throws SidecarSetError of stage `options`
 * @example formatGrants(describeGrants(bindings))
 * // 'SidecarSet filebeat may read ConfigMap kube-system/filebeat-config (binding kube-system/filebeat-binding)'
 */
export function formatGrants(grants: readonly GrantDescription[], given: FormatOptions = {}): string {
  const options = readOptions('formatGrants', formatOptions, given)
  const { limit = defaultLimit } = options
  const lines = grants.map(({ sidecarSet, objects, binding }) => {
    const shown = objects.slice(0, limit).map(({ kind, name }) => `${kind} ${binding.namespace}/${name}`)
    const rest = objects.length - shown.length
    const names = `${shown.join(', ')}${rest === 0 ? '' : ` and ${rest} further`}`
    const by = ` (binding ${binding.namespace}/${binding.name})`
    return { line: ['SidecarSet ', { text: sidecarSet, tone: 'name' as const }, ` may read ${names}${by}`] }
  })
  return renderLines(lines, options)
}
