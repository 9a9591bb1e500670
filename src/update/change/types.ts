/**
 * What a change means for Pods that are running, mildest first.
 *
 * - `nothing`: nothing has changed.
 * - `new-pods-only`: new Pods get it; running ones count as up to date without it.
 * - `in-place`: running Pods get another image; the container restarts.
 * - `hot-upgrade`: running Pods get the image in the opposite container first; the service goes on.
 * - `recreate`: running Pods cannot get it; they stay as they are until they are replaced.
 */
export type ChangeNeed = 'nothing' | 'new-pods-only' | 'in-place' | 'hot-upgrade' | 'recreate'

/** How one container differs between two versions of a SidecarSet. */
export interface ContainerChange {
  readonly name: string
  readonly kind: 'container' | 'initContainer'
  readonly change: 'same' | 'image' | 'fields' | 'added' | 'removed'
  /** Fields that differ, as the container's hash sees them; `image` among them. */
  readonly fields: readonly string[]
  readonly images?: { readonly before: string; readonly after: string }
  /** What this container alone would need. */
  readonly needs: ChangeNeed
  /** The need as a sentence. Its wording is no contract. */
  readonly message: string
}

/** What the step from one version of a SidecarSet to another means for running Pods. Plain data. */
export interface SidecarSetChange {
  /** What the SidecarSet as a whole needs. With `recreate` no running Pod gets anything, not even new images. */
  readonly needs: ChangeNeed
  readonly hashChanged: boolean
  readonly hashWithoutImageChanged: boolean
  /** Containers of both versions: those of the later one in its order, then those that are gone. */
  readonly containers: readonly ContainerChange[]
  /** Containers that both versions have stand in another order, which the hash minds. */
  readonly reordered: boolean
  /** Other changed fields of the spec that go into Pods, but into new ones only: `volumes` and the like. */
  readonly newPodsOnly: readonly string[]
}
