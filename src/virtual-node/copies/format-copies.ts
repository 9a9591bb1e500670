import { visible } from '../../text/visible.js'
import type { CopyPlan, ObjectCopy } from './types.js'

/**
 * A plan as text, one copy a line: names, keys and sizes.
 *
 * @example formatCopies(plan)
 * // 'ConfigMap kube-system/conf -> web/conf-3f9a1c07be (filebeat.yml 812 bytes), for SidecarSet filebeat by binding kube-system/filebeat'
 */
export function formatCopies({ copies }: Pick<CopyPlan, 'copies'>): string {
  return copies.map((copy) => visible(formatCopy(copy))).join('\n')
}

function formatCopy({ kind, source, target, entries, sidecarSets, bindings }: ObjectCopy): string {
  const content = entries
    .map(({ key, bytes }) => `${key} ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`)
    .join(', ')
  const by = bindings.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')
  return `${kind} ${source.namespace}/${source.name} -> ${target.namespace}/${target.name} (${content === '' ? 'empty' : content}), for SidecarSet ${sidecarSets.join(', ')} by binding ${by}`
}
