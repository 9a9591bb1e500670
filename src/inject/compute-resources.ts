import type { ResourceRequirements, ResourcesPolicy } from '../manifest/api-types.js'
import type { PodSubject } from './pod-subject.js'
export function computeResources(
  _p: ResourcesPolicy,
  _s: PodSubject,
  _i: (name: string) => boolean,
): { readonly resources?: ResourceRequirements; readonly detail?: string } {
  return { detail: 'todo' }
}
