import type { ResourceRequirements, ResourcesPolicy } from '../manifest/api-types.js'
import type { PodSubject } from './pod-subject.js'
export type Computed =
  | { readonly ok: true; readonly resources: ResourceRequirements }
  | { readonly ok: false; readonly detail: string }
export function computeResources(
  _p: ResourcesPolicy,
  _s: PodSubject,
  _i: (name: string) => boolean,
): Computed {
  return { ok: false, detail: 'todo' }
}
