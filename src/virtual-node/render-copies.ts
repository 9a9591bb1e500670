import { type IssueCode, type ResourceId, SidecarSetError } from '../issue/index.js'
import type { ConfigMap, Secret } from '../manifest/manifest-types.js'
import { formatOptions, readOptions } from '../options/index.js'
import type { Line } from '../text/document.js'
import type { FormatOptions } from '../text/render-document.js'
import { limitLines, renderLines } from '../text/render-lines.js'
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
 * A plan as text, one copy a line, or as a list in Markdown: names, keys and sizes.
 *
 * @param options lines are wrapped only where a `width` is given; `limit` bounds the copies
 * @throws SidecarSetError of stage `options`
 * @example formatCopies(plan)
 * // 'ConfigMap kube-system/conf -> web/conf-3f9a1c07be (filebeat.yml 812 bytes), for SidecarSet filebeat by binding kube-system/filebeat'
 */
export function formatCopies({ copies }: Pick<CopyPlan, 'copies'>, given: FormatOptions = {}): string {
  const options = readOptions('formatCopies', formatOptions, given)
  const lines = copies.map((copy) => ({ line: describeCopy(copy) }))
  return renderLines(limitLines(lines, options.limit ?? lines.length, 'copies'), options)
}

function describeCopy({ kind, source, target, entries, sidecarSets, bindings }: ObjectCopy): Line {
  const content = entries
    .map(({ key, bytes }) => `${key} ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`)
    .join(', ')
  const by = bindings.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')
  return [
    `${kind} `,
    { text: `${source.namespace}/${source.name}`, tone: 'name' },
    ' -> ',
    { text: `${target.namespace}/${target.name}`, tone: 'name' },
    ` (${content === '' ? 'empty' : content}), for SidecarSet ${sidecarSets.join(', ')} by binding ${by}`,
  ]
}
