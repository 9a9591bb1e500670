import type { LocalObjectReference } from '../../manifest/api-types.js'
import type { InjectionPlan } from './plan.js'

/**
 * Image pull secrets: the Pod's, then those of the SidecarSets in order; of each name the first stays, and later ones
 * go, in the Pod's own list too.
 */
export function planImagePullSecrets(
  own: readonly LocalObjectReference[],
  brought: readonly LocalObjectReference[],
): InjectionPlan['imagePullSecrets'] {
  const names = new Set<string>()
  const isNew = (secret: LocalObjectReference): boolean => {
    const name = secret.name ?? ''
    const isFirst = !names.has(name)
    names.add(name)
    return isFirst
  }
  const remove = own.flatMap((secret, index) => (isNew(secret) ? [] : [index]))
  return { add: brought.filter(isNew), remove }
}
