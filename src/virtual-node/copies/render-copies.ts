import { readOptions } from '../../options/index.js'
import { givenObjects } from '../options.js'
import { SidecarSetError, type IssueCode, type ResourceId } from '../../issue/index.js'
import type { ConfigMap, Secret } from '../../manifest/manifest-types.js'
import { indexObjects, type GivenObjects, type ObjectIndex } from '../objects/object-index.js'
import { contentOf, copyName } from './copy-content.js'
import type { CopyPlan, ObjectCopy } from './types.js'

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
