import type { ControllerRevision, SidecarSetSpec } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
export type MergedRevision =
  { readonly ok: true; readonly spec: SidecarSetSpec } | { readonly ok: false; readonly detail: string }
export function mergeRevision(
  _set: StoredSidecarSet,
  _r: ControllerRevision,
  _p: ProfileName,
): MergedRevision {
  return { ok: false, detail: 'todo' }
}
