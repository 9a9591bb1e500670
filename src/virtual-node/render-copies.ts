import { type IssueCode, type ResourceId, SidecarSetError } from '../issue/index.js'
import type { ConfigMap, Secret } from '../manifest/manifest-types.js'
import { readOptions } from '../options/index.js'
import { visible } from '../text/visible.js'
import { contentOf, copyName, type CopyPlan, type ObjectCopy } from './copies.js'
import { type GivenObjects, indexObjects, type ObjectIndex } from './objects.js'
import { givenObjects } from './options.js'

/** A copy as it is to be created. It cannot be changed afterwards: changed content is another object. */
export type CopiedObject = (ConfigMap | Secret) & { readonly immutable: true }

/**
 * The objects that a plan says to create, with their content: this is what a host applies, and what it must not print.
 *
 * They have a label that says who manages them, and an annotation that says what they are copies of.
 *
 * @param objects the same that the plan was made from
 * @throws SidecarSetError `copy-source-missing` or `copy-source-changed` where they are not
 * @example for (const object of renderCopies(plan, { configMaps, secrets })) await client.create(object)
 */
export function renderCopies(plan: CopyPlan, objects: GivenObjects): CopiedObject[] {
  const index = indexObjects(readOptions('renderCopies', givenObjects, objects))
  return plan.copies.map((copy) => renderCopy(copy, index))
}

function renderCopy(copy: ObjectCopy, index: ObjectIndex): CopiedObject {
  const id = { kind: copy.kind, ...copy.source }
  const what = `${id.kind} ${id.namespace}/${id.name}`
  const object = index.find(id)
  if (object === undefined)
    throw copyError('copy-source-missing', id, `${what} is not among the objects given`)
  const content = contentOf(object, id)
  if (copyName(id, content) !== copy.target.name)
    throw copyError('copy-source-changed', id, `${what} has changed since the plan was made`)
  return {
    apiVersion: 'v1',
    kind: copy.kind,
    metadata: {
      name: copy.target.name,
      namespace: copy.target.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'sidecarset' },
      annotations: { 'sidecarset/copied-from': `${id.namespace}/${id.name}` },
    },
    immutable: true,
    ...content,
  }
}

function copyError(code: IssueCode, resource: ResourceId, message: string): SidecarSetError {
  return new SidecarSetError('virtual-node', [{ code, severity: 'error', message, path: [], resource }])
}

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
