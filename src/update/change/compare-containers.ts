import { writeGoJson } from '../../kubernetes/go-struct/index.js'
import type { SidecarContainer } from '../../manifest/api-types.js'
import type { ChangeNeed, ContainerChange } from './types.js'

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
  recreate: 'more than the image has changed, so only Pods that are created anew get it',
}

/** How the containers of a list differ: those of the later list in its order, then those that are gone. */
export function compareContainers(
  before: readonly SidecarContainer[],
  after: readonly SidecarContainer[],
  role: ContainerRole,
): readonly ContainerChange[] {
  const old = new Map(before.map((container) => [container.name ?? '', container]))
  const names = new Set(after.map(({ name }) => name ?? ''))
  const removed = before.filter(({ name }) => !names.has(name ?? ''))
  return [
    ...after.map((container) => compareContainer(old.get(container.name ?? ''), container, role)),
    ...removed.map((container) => describe(container, role, { change: 'removed', fields: [] })),
  ]
}

function compareContainer(
  before: SidecarContainer | undefined,
  after: SidecarContainer,
  role: ContainerRole,
): ContainerChange {
  if (before === undefined) return describe(after, role, { change: 'added', fields: [] })
  const fields = findChangedFields(before, after)
  const isImageOnly = fields.length === 1 && fields[0] === 'image'
  const change = fields.length === 0 ? 'same' : isImageOnly ? 'image' : 'fields'
  const images = fields.includes('image')
    ? { images: { before: before.image ?? '', after: after.image ?? '' } }
    : {}
  return describe(after, role, { change, fields, ...images })
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
  difference: Pick<ContainerChange, 'change' | 'fields' | 'images'>,
): ContainerChange {
  const needs = needOf(container, role, difference.change)
  return { name: container.name ?? '', kind: role.kind, ...difference, needs, message: sentences[needs] }
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
