import type { ResourceId } from '../issue/index.js'
import { isObjectName } from '../kubernetes/names/index.js'
import type { Pod } from '../manifest/api-types.js'
import { listAt, nonEmptyTextAt, textAt, valueAt } from '../read/index.js'

/** What made a Pod, and would make it again: the owner that is its controller. */
export function findOwner(pod: Pod): ResourceId | undefined {
  const owner = listAt(pod, 'metadata', 'ownerReferences').find(
    (reference) => valueAt(reference, 'controller') === true,
  )
  const kind = nonEmptyTextAt(owner, 'kind')
  const name = nonEmptyTextAt(owner, 'name')
  if (kind === undefined || name === undefined) return undefined
  const namespace = nonEmptyTextAt(pod, 'metadata', 'namespace')
  return { kind, ...(namespace === undefined ? {} : { namespace }), name }
}

/**
 * How to have a Pod created again, so that the webhook sees it.
 *
 * 1. `kubectl rollout restart` of the Deployment, StatefulSet or DaemonSet of group apps that it belongs to. A Deployment
 *    is told by its ReplicaSet: that is named after it, with the hash that the Pod has as a label.
 * 2. Deleting it, where another controller makes it again.
 * 3. For a Pod without an owner, deleting it and creating it from its manifest.
 *
 * Names that the API server would not take are not put into a command. What is no command is a comment behind it, so that
 * the whole line may be pasted into a shell.
 */
export function howToRecreate(pod: Pod, namespace: string, owner: ResourceId | undefined): string {
  const name = nonEmptyTextAt(pod, 'metadata', 'name') ?? ''
  const place = isObjectName(namespace) ? ` -n ${namespace}` : ''
  const restartable = owner && restartTarget(pod, owner)
  if (restartable !== undefined) return `kubectl rollout restart ${restartable}${place}`
  if (!isObjectName(name)) return 'delete the Pod and create it again'
  const deleting = `kubectl delete pod ${name}${place} #`
  if (owner === undefined) return `${deleting} then create it again from its manifest`
  const isPlain = /^[A-Za-z]+$/.test(owner.kind) && isObjectName(owner.name)
  return `${deleting} ${isPlain ? `${owner.kind} ${owner.name}` : 'its owner'} makes a new one`
}

function restartTarget(pod: Pod, { kind, name }: ResourceId): string | undefined {
  const controller = listAt(pod, 'metadata', 'ownerReferences').find(
    (reference) => textAt(reference, 'kind') === kind && textAt(reference, 'name') === name,
  )
  if (textAt(controller, 'apiVersion')?.startsWith('apps/') !== true || !isObjectName(name)) return undefined
  if (kind === 'StatefulSet' || kind === 'DaemonSet') return `${kind.toLowerCase()}/${name}`
  const hash = nonEmptyTextAt(pod, 'metadata', 'labels', 'pod-template-hash')
  const isOfDeployment = kind === 'ReplicaSet' && hash !== undefined && name.endsWith(`-${hash}`)
  return isOfDeployment ? `deployment/${name.slice(0, -hash.length - 1)}` : undefined
}
