import type { SidecarSetPatchPodMetadata } from '../../manifest/api-types.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { patchMetadata, type AnnotationMap } from '../plan/annotations.js'
import type { AnnotationProvenance, Override, Party } from './types.js'

export interface TracedAnnotations {
  /** By name of the SidecarSet. */
  readonly bySet: ReadonlyMap<string, readonly AnnotationProvenance[]>
  readonly overrides: readonly Override[]
  /** The annotations as `patchPodMetadata` of all SidecarSets left them. */
  readonly annotations: AnnotationMap
}

/** Follows `patchPodMetadata` of all SidecarSets, key by key. It is known to succeed: a plan was made with it. */
export function traceAnnotations(own: AnnotationMap, sets: readonly EffectiveSet[]): TracedAnnotations {
  const state: State = {
    annotations: own,
    owners: new Map([...own.keys()].map((key) => [key, { party: 'pod' }])),
    overrides: [],
  }
  const bySet = new Map(
    sets.map((set) => [set.name, set.patchPodMetadata.flatMap((patch) => traceOne(patch, set, state))]),
  )
  return { bySet, overrides: state.overrides, annotations: state.annotations }
}

interface State {
  annotations: AnnotationMap
  readonly owners: Map<string, Party>
  readonly overrides: Override[]
}

function traceOne(
  patch: SidecarSetPatchPodMetadata,
  set: EffectiveSet,
  state: State,
): AnnotationProvenance[] {
  return Object.entries(patch.annotations ?? {}).map(([key, value]) => {
    const before = state.annotations.get(key)
    const single = { ...patch, annotations: Object.fromEntries([[key, value]]) }
    const patched = patchMetadata(state.annotations, [single])
    if (patched.ok) state.annotations = patched.annotations
    const after = state.annotations.get(key)
    const self: Party = { party: 'sidecar-set', sidecarSet: set.name }
    const other = state.owners.get(key)
    const change = changeBetween(before, after, patch.patchPolicy)
    if (other !== undefined && change === 'replaced')
      state.overrides.push({ what: 'annotation', name: key, winner: self, loser: other })
    if (other !== undefined && change === 'kept' && after !== value)
      state.overrides.push({ what: 'annotation', name: key, winner: other, loser: self })
    if (change !== 'kept') state.owners.set(key, self)
    return { key, policy: patch.patchPolicy ?? '', change }
  })
}

function changeBetween(
  before: string | undefined,
  after: string | undefined,
  policy: string | undefined,
): AnnotationProvenance['change'] {
  if (before === after) return 'kept'
  if (before === undefined) return 'added'
  return policy === 'MergePatchJson' && before !== '' ? 'merged' : 'replaced'
}
