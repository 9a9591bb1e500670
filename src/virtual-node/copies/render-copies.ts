import type { ConfigMap, Secret } from '../../manifest/manifest-types.js'
import { indexObjects, type GivenObjects, type ObjectIndex } from '../objects/object-index.js'
import { contentOf, copyName } from './copy-content.js'
import type { CopyPlan, ObjectCopy } from './types.js'

/** A copy as it is to be created. It cannot be changed afterwards: changed content is another object. */
export type CopiedObject = (ConfigMap | Secret) & { readonly immutable: true }

/** Thrown by `renderCopies` where the objects are not those that the plan was made from. */
export class CopyError extends Error {
  override readonly name: string = 'CopyError'
  readonly code: 'source-missing' | 'source-changed'
  readonly copy: ObjectCopy

  constructor(code: CopyError['code'], copy: ObjectCopy, message: string) {
    super(message)
    this.code = code
    this.copy = copy
  }
}

/**
 * The objects that a plan says to create, with their content: this is what a host applies, and what it must not print.
 *
 * They have a label that says who manages them, and an annotation that says what they are copies of.
 *
 * @param objects the same that the plan was made from
 * @throws CopyError `source-missing` or `source-changed` where they are not
 * @example for (const object of renderCopies(plan, { configMaps, secrets })) await client.create(object)
 */
export function renderCopies(plan: CopyPlan, objects: GivenObjects): CopiedObject[] {
  const index = indexObjects(objects)
  return plan.copies.map((copy) => renderCopy(copy, index))
}

function renderCopy(copy: ObjectCopy, index: ObjectIndex): CopiedObject {
  const id = { kind: copy.kind, ...copy.source }
  const what = `${id.kind} ${id.namespace}/${id.name}`
  const object = index.find(id)
  if (object === undefined)
    throw new CopyError('source-missing', copy, `${what} is not among the objects given`)
  const content = contentOf(object, id)
  if (copyName(id, content) !== copy.target.name)
    throw new CopyError('source-changed', copy, `${what} has changed since the plan was made`)
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
