import type { SidecarSet } from '../../manifest/api-types.js'
import { findQualifiedReferences, type QualifiedReference } from '../../reference/index.js'
import { listAt, textAt } from '../read-path.js'

/** A SidecarSet by name, with what it refers to in named namespaces. */
export interface SetReferences {
  readonly name: string
  /** Those that need a binding for some Pod that the SidecarSet may select. */
  readonly needed: readonly QualifiedReference[]
  /** Those into the only namespace that the SidecarSet selects Pods of, which need none. */
  readonly local: readonly QualifiedReference[]
}

/** Reads the references of SidecarSets, by name; of two with one name the later one counts. */
export function readSetReferences(
  sidecarSets: readonly SidecarSet[] | null | undefined,
): ReadonlyMap<string, SetReferences> {
  const sets = new Map<string, SetReferences>()
  for (const set of sidecarSets ?? []) {
    const name = textAt(set, 'metadata', 'name') ?? ''
    const own = textAt(set, 'spec', 'namespace')
    const volumes = listAt(set, 'spec', 'volumes') as Parameters<typeof findQualifiedReferences>[0]
    const { references } = findQualifiedReferences(volumes, { sidecarSet: name })
    sets.set(name, {
      name,
      needed: references.filter(({ namespace }) => namespace !== own),
      local: references.filter(({ namespace }) => namespace === own),
    })
  }
  return sets
}
