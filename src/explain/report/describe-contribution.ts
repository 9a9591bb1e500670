import type {
  AnnotationProvenance,
  Contribution,
  Party,
  VolumeProvenance,
} from '../../inject/provenance/types.js'
import type { ReferenceDecision } from '../../reference/index.js'
import { listOfItems, name, nameList, type Item, type Line } from '../document/document.js'
import { describeContainer } from './describe-container.js'

/** What came from one SidecarSet, point by point. */
export function describeContribution(
  contribution: Contribution,
  references: readonly ReferenceDecision[],
): readonly Item[] {
  const { sidecarSet, containers, volumes, imagePullSecrets, annotations } = contribution
  const own = references.filter((reference) => reference.sidecarSet === sidecarSet)
  return [
    ...containers.map(describeContainer),
    ...volumes.map((volume) => describeVolume(volume, own)),
    ...imagePullSecrets.map((secret): Item => ({ line: ['image pull secret ', name(secret), ': added'] })),
    ...annotations.map(describeAnnotation),
  ]
}

function describeVolume(volume: VolumeProvenance, references: readonly ReferenceDecision[]): Item {
  const state: Line =
    volume.place === 'added' ? [': added'] : [': there already, from ', ...describeParty(volume.place)]
  const shown = references.filter((reference) => reference.volume === volume.name)
  return {
    line: ['volume ', name(volume.name), ...state],
    children: listOfItems(shown.map(describeReference)),
  }
}

function describeReference({ kind, namespace, name: object, verdict, binding }: ReferenceDecision): Item {
  const target: Line = [`${kind} `, name(`${namespace}/${object}`)]
  if (verdict === 'denied') return { line: [...target, ', which no binding grants'] }
  return binding === undefined
    ? { line: [...target, ", of the Pod's own namespace"] }
    : { line: [...target, ', granted by binding ', name(`${binding.namespace}/${binding.name}`)] }
}

function describeAnnotation({ key, policy, change }: AnnotationProvenance): Item {
  const texts = {
    added: 'added',
    replaced: 'replaced',
    merged: 'merged into what was there',
    kept: 'as it was',
  }
  return { line: ['annotation ', name(key), `: ${texts[change]} (${policy})`] }
}

/** Who it is, within a sentence. */
export function describeParty(party: Party): Line {
  if (party.party === 'sidecar-set') return ['SidecarSet ', name(party.sidecarSet)]
  return party.container === undefined ? ['the Pod'] : ["the Pod's container ", name(party.container)]
}

/** Annotations by which injection keeps book. */
export function describeBookkeeping(keys: readonly string[]): readonly Item[] {
  return keys.length === 0 ? [] : [{ line: ['annotations ', ...nameList(keys)] }]
}
