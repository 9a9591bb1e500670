import { defaultLimit, type FormatOptions } from '../text/render-document.js'
import { visible } from '../text/visible.js'
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
 * The grants as text, one a line. A line names at most `limit` objects and counts the rest.
 *
 * @param options `limit`: 20 by default
 * @example formatGrants(describeGrants(bindings))
 * // 'SidecarSet filebeat may read ConfigMap kube-system/filebeat-config (binding kube-system/filebeat-binding)'
 */
export function formatGrants(
  grants: readonly GrantDescription[],
  { limit = defaultLimit }: Pick<FormatOptions, 'limit'> = {},
): string {
  return grants
    .map(({ sidecarSet, objects, binding }) => {
      const shown = objects.slice(0, limit).map(({ kind, name }) => `${kind} ${binding.namespace}/${name}`)
      const rest = objects.length - shown.length
      const names = `${shown.join(', ')}${rest === 0 ? '' : ` and ${rest} further`}`
      const id = `${binding.namespace}/${binding.name}`
      return visible(`SidecarSet ${sidecarSet} may read ${names} (binding ${id})`)
    })
    .join('\n')
}
