import type { Issue, ResourceId } from '../../issue/index.js'
import type { SidecarSetSpec, Volume } from '../../manifest/api-types.js'
import {
  findForbiddenReferences,
  findQualifiedReferences,
  holdsQualifiedReference,
  type QualifiedReference,
  type QualifiedReferences,
} from '../../reference/index.js'

/** What a SidecarSet refers to in named namespaces, as far as it gets into Pods, and the references that are mistaken. */
export type BroughtReferences = QualifiedReferences

/** A volume of the Pod after injection that names something with a slash. */
export interface HeldReferences {
  readonly volume: string
  /** The SidecarSet that brings the volume, or the Pod: its author, or an earlier injection. */
  readonly broughtBy: ResourceId
  readonly references: readonly QualifiedReference[]
  /** The texts with a slash that are no reference. */
  readonly issues: readonly Issue[]
}

/** What a volume names with a slash; undefined where it names nothing so, as almost every volume. */
export function findHeld(volume: Volume, broughtBy: ResourceId): HeldReferences | undefined {
  if (!holdsQualifiedReference(volume)) return undefined
  const name: unknown = volume.name
  return {
    volume: typeof name === 'string' ? name : '',
    broughtBy,
    ...findQualifiedReferences([volume], { sidecarSet: '' }),
  }
}

/**
 * The references that a SidecarSet brings into Pods: those of its volumes, and in every other field that names an object
 * the ones with a slash, which are mistakes. A volume that none of its containers mounts never gets into a Pod, and
 * neither does one that a later volume of its name hides.
 */
export function findBroughtReferences(set: {
  readonly name: string
  readonly spec: SidecarSetSpec
  readonly mountedVolumes: readonly { readonly value: Volume }[]
}): BroughtReferences {
  const volumes = set.spec.volumes ?? []
  const mounted = new Set(set.mountedVolumes.map(({ value }) => value))
  const isBrought = ([, list, index]: readonly (string | number)[]): boolean => {
    if (list !== 'volumes') return true
    const volume = typeof index === 'number' ? volumes[index] : undefined
    return volume !== undefined && mounted.has(volume)
  }
  const source = { sidecarSet: set.name }
  const { references, issues } = findQualifiedReferences(volumes, source)
  return {
    references: references.filter(({ path }) => isBrought(path)),
    issues: [...issues, ...findForbiddenReferences(set.spec, source)].filter(({ path }) => isBrought(path)),
  }
}
