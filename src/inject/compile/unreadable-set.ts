import { createIssueCollector, type Issue } from '../../issue/index.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import { profileNames, type ProfileName } from '../../profile.js'
import { readSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { nameOfManifest } from './compile-manifest.js'
import { readTarget, type MatchTarget } from './read-target.js'

/** A SidecarSet that cannot be injected, whatever the Pod, and the Pods that it may be for. */
export interface UnreadableSet {
  readonly name: string
  /** Several where several SidecarSets have the name: nobody knows which of them counts. */
  readonly targets: readonly MatchTarget[]
  readonly issues: readonly Issue[]
  /** The oldest of the later profiles that can read it. */
  readonly readableWith?: ProfileName | undefined
}

/** @param issues what keeps it from being read */
export function describeUnreadableSet(
  manifest: SidecarSet,
  issues: readonly Issue[],
  profile: ProfileName,
): UnreadableSet {
  return {
    name: nameOfManifest(manifest) ?? '',
    targets: [readTarget(manifest, profile)],
    issues,
    readableWith: findProfile(manifest, profile),
  }
}

/** An older profile that reads it just does not know the field that is wrong, so only later ones help. */
function findProfile(manifest: SidecarSet, profile: ProfileName): ProfileName | undefined {
  const later = profileNames.slice(profileNames.indexOf(profile) + 1)
  return later.find((each) => readSidecarSet(manifest, each).ok)
}

/**
 * Puts what is left out under one name together.
 *
 * @param sets   SidecarSets that could be read
 * @param failed those that could not
 */
export function joinUnreadable(
  name: string,
  sets: readonly MatchTarget[],
  failed: readonly UnreadableSet[],
): UnreadableSet {
  const isDuplicate = sets.length > 0
  return {
    name,
    targets: [...sets, ...failed.flatMap(({ targets }) => targets)],
    issues: [...failed.flatMap(({ issues }) => issues), ...(isDuplicate ? duplicateIssues(name) : [])],
    readableWith: isDuplicate || failed.length > 1 ? undefined : failed[0]?.readableWith,
  }
}

function duplicateIssues(name: string): readonly Issue[] {
  const issues = createIssueCollector({ kind: 'SidecarSet', name })
  issues.at('metadata', 'name').error('duplicate', `two SidecarSets are named ${name}`)
  return issues.list
}
