import { writeGoJson } from '../kubernetes/go-json.js'
import type { SidecarContainer } from '../manifest/api-types.js'

/**
 * What a change means for Pods that are running, mildest first.
 *
 * - `nothing`: nothing has changed.
 * - `new-pods-only`: new Pods get it; running ones count as up to date without it.
 * - `in-place`: running Pods get another image; the container restarts.
 * - `hot-upgrade`: running Pods get the image in the empty container first; the service goes on.
 * - `recreate`: running Pods cannot get it; they stay as they are until they are recreated.
 */
export type ChangeNeed = 'nothing' | 'new-pods-only' | 'in-place' | 'hot-upgrade' | 'recreate'

/** How one container differs between two versions of a SidecarSet. */
export interface ContainerChange {
  readonly name: string
  readonly kind: 'container' | 'initContainer'
  readonly change: 'same' | 'image' | 'fields' | 'added' | 'removed'
  /** Fields that differ, as the container's hash sees them; `image` among them. */
  readonly fields: readonly string[]
  /** Those of `fields` that differ because of a default: at least one version does not write them. */
  readonly defaulted: readonly string[]
  readonly images?: { readonly before: string; readonly after: string }
  /** What this container alone would need. */
  readonly needs: ChangeNeed
  /** The need as a sentence. Its wording is no contract. */
  readonly message: string
}

/** What the list a container stands in means for running Pods. */
export interface ContainerRole {
  readonly kind: ContainerChange['kind']
  /** The list goes into the hashes. */
  readonly isHashed: boolean
}

const sentences: Readonly<Record<ChangeNeed, string>> = {
  nothing: 'nothing has changed',
  'new-pods-only': 'new Pods get it; running Pods stay as they are',
  'in-place': 'running Pods get the new image, and the container restarts',
  'hot-upgrade': 'running Pods start the new image beside the old one, and the old one ends when it is ready',
  recreate: 'more than the image has changed, so only recreated Pods get it',
}

/** A container with its defaults, and as it is written. */
export interface ComparedContainer {
  readonly container: SidecarContainer
  readonly written: SidecarContainer
}

/** How the containers of a list differ: those of the later list in its order, then those that are gone. */
export function compareContainers(
  before: readonly ComparedContainer[],
  after: readonly ComparedContainer[],
  role: ContainerRole,
): readonly ContainerChange[] {
  const earlier = new Map(before.map((each) => [each.container.name ?? '', each]))
  const names = new Set(after.map(({ container }) => container.name ?? ''))
  const removed = before.filter(({ container }) => !names.has(container.name ?? ''))
  return [
    ...after.map((each) => compareContainer(earlier.get(each.container.name ?? ''), each, role)),
    ...removed.map(({ container }) =>
      describe(container, role, { change: 'removed', fields: [], defaulted: [] }),
    ),
  ]
}

function compareContainer(
  before: ComparedContainer | undefined,
  later: ComparedContainer,
  role: ContainerRole,
): ContainerChange {
  const after = later.container
  if (before === undefined) return describe(after, role, { change: 'added', fields: [], defaulted: [] })
  const fields = findChangedFields(before.container, after)
  const isImageOnly = fields.length === 1 && fields[0] === 'image'
  const change = fields.length === 0 ? 'same' : isImageOnly ? 'image' : 'fields'
  const defaulted = fields.filter((field) => isDefault(before, field) || isDefault(later, field))
  const images = fields.includes('image')
    ? { images: { before: before.container.image ?? '', after: after.image ?? '' } }
    : {}
  return describe(after, role, { change, fields, defaulted, ...images })
}

function isDefault({ container, written }: ComparedContainer, field: string): boolean {
  return Object.hasOwn(container, field) && !Object.hasOwn(written, field)
}

/** Names of the top-level fields whose JSON differs, in order of their declaration. */
export function findChangedFields(before: object, after: object): readonly string[] {
  const values = new Map(Object.entries(before))
  const later = new Map(Object.entries(after))
  return [...new Set([...values.keys(), ...later.keys()])].filter(
    (field) => writeGoJson(values.get(field)) !== writeGoJson(later.get(field)),
  )
}

function describe(
  container: SidecarContainer,
  role: ContainerRole,
  difference: Pick<ContainerChange, 'change' | 'fields' | 'defaulted' | 'images'>,
): ContainerChange {
  const needs = needOf(container, role, difference.change)
  const message = [sentences[needs], ...noteDefaults(needs, difference)].join('; ')
  return { name: container.name ?? '', kind: role.kind, ...difference, needs, message }
}

/** Nobody sees in the manifest that the tag of an image changes the pull policy. */
function noteDefaults(
  needs: ChangeNeed,
  { fields, defaulted }: Pick<ContainerChange, 'fields' | 'defaulted'>,
): readonly string[] {
  if (needs !== 'recreate' || !defaulted.includes('imagePullPolicy')) return []
  const isAll = fields.every((field) => field === 'image' || field === 'imagePullPolicy')
  return [
    'imagePullPolicy defaults to Always for the tag latest and to IfNotPresent otherwise: write it out to keep it' +
      (isAll ? ', then Pods are upgraded in place' : ''),
  ]
}

/** Only images of containers are ever changed in a running Pod; what is not hashed is not even noticed. */
function needOf(
  container: SidecarContainer,
  role: ContainerRole,
  change: ContainerChange['change'],
): ChangeNeed {
  if (change === 'same') return 'nothing'
  if (!role.isHashed) return 'new-pods-only'
  if (change !== 'image') return 'recreate'
  if (role.kind === 'initContainer') return 'new-pods-only'
  return container.upgradeStrategy?.upgradeType === 'HotUpgrade' ? 'hot-upgrade' : 'in-place'
}
