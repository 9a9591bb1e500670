import { profiles, type ProfileName } from '../../profile.js'
import type { CompiledConfig } from '../compile/compile-config.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import type { PodHead } from '../pod.js'

/** The SidecarSets that the index does not rule out, in order of name. Labels of Namespaces count in some versions only. */
export function findCandidates(
  config: CompiledConfig,
  { labels, namespace }: PodHead,
): readonly CompiledSet[] {
  const { matchesNamespaceSelector } = profiles[config.profile].injection
  const known = matchesNamespaceSelector ? config.namespaces.get(namespace) : undefined
  return config.index.candidates(labels, { name: namespace, labels: known })
}

/** By name; where the version does so, SidecarSets bound to the Pod's namespace come first. */
export function inVisitingOrder(
  sets: readonly CompiledSet[],
  head: PodHead,
  config: CompiledConfig,
): readonly CompiledSet[] {
  if (sets.length < 2 || !profiles[config.profile].injection.visitsBoundSetsFirst) return sets
  const isFirst = (set: CompiledSet): boolean => isVisitedFirst(set, head, config.profile)
  return [...sets.filter(isFirst), ...sets.filter((set) => !isFirst(set))]
}

/** Whether a SidecarSet comes before those that are bound to no namespace. */
export function isVisitedFirst(
  { boundTo }: CompiledSet,
  { namespace }: PodHead,
  profile: ProfileName,
): boolean {
  return profiles[profile].injection.visitsBoundSetsFirst && boundTo?.includes(namespace) === true
}
