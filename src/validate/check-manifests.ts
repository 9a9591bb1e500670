import { readOptions } from '../options/index.js'
import { checkOptions } from './options.js'
import type { Issue } from '../issue/index.js'
import type { SidecarSet } from '../manifest/api-types.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import { byPlace, readManifests, type ManifestSource } from '../manifest/parse.js'
import { locateIn, type CheckedManifest } from '../manifest/read/check-manifest.js'
import type { ManifestLimits } from '../manifest/yaml/limits.js'
import type { ProfileName } from '../profile.js'
import { validateResourceBinding } from './binding.js'
import { compileSidecarSets } from './compared-sets.js'
import { findWhitelist } from './whitelist.js'
import { validateSidecarSet, type ValidationContext } from './validate-sidecar-set.js'

/** Limits of the input, and whose rules apply. */
export interface CheckOptions
  extends
    ManifestLimits,
    Pick<ValidationContext, 'allowPrivileged' | 'kruiseNamespace' | 'patchPodMetadataDefaultsAllowed'> {
  /** @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
}

/**
 * Everything that is wrong with a set of manifests, at once: for a CI job or an editor.
 *
 * 1. The sources are read as by `safeParseManifests`, past every mistake.
 * 2. Each SidecarSet is validated by `validateSidecarSet` with all others beside it, each binding by
 *    `validateResourceBinding` with all SidecarSets; also those whose types are wrong.
 * 3. ConfigMap `kruise-configuration` of OpenKruise's namespace, where it is among the manifests, is the whitelist for
 *    `patchPodMetadata`.
 * 4. Every issue has source, line and column where its manifest came from text.
 *
 * @returns the issues, source by source, in the order of the text; none when everything is fine
 * @example
 * checkManifests([{ name: 'logs.yaml', text }]).map((issue) => `${issue.source}:${issue.line} ${issue.code}`)
 * // ['logs.yaml:7 wrong-type', 'logs.yaml:12 required']
 */
export function checkManifests(source: ManifestSource, options: CheckOptions = {}): Issue[] {
  const read = readOptions('checkManifests', checkOptions, options)
  const { profile, allowPrivileged, kruiseNamespace, patchPodMetadataDefaultsAllowed, ...limits } = read
  const { checked, issues } = readManifests(source, limits)
  const sidecarSets = manifestsOf<SidecarSet>(checked, 'sidecarSets')
  const others = compileSidecarSets(sidecarSets, { profile })
  const context = {
    others,
    profile,
    allowPrivileged,
    kruiseNamespace,
    patchPodMetadataDefaultsAllowed,
    patchMetadataWhitelist: findWhitelist(manifestsOf(checked, 'configMaps'), kruiseNamespace),
  }
  const found = checked.flatMap((each) => validate(each, sidecarSets, context))
  const known = new Set(issues.map(identityOf))
  return arrange([...issues, ...found.filter((issue) => !known.has(identityOf(issue)))])
}

function manifestsOf<T>(checked: readonly CheckedManifest[], bucket: string): T[] {
  return checked.flatMap(({ placed }) => (placed?.bucket === bucket ? [placed.manifest as T] : []))
}

function validate(
  { placed, candidate }: CheckedManifest,
  sidecarSets: readonly SidecarSet[],
  context: ValidationContext,
): Issue[] {
  switch (placed?.bucket) {
    case 'sidecarSets':
      return locateIn(candidate, validateSidecarSet(placed.manifest, context))
    case 'resourceBindings': {
      const binding = placed.manifest as SidecarSetResourceBinding
      return locateIn(candidate, validateResourceBinding(binding, { sidecarSets }))
    }
    default:
      return []
  }
}

/** One mistake of one place is told once, by whoever told it first. */
function identityOf({ code, path, resource, source, line }: Issue): string {
  return JSON.stringify([code, path, resource?.name, resource?.namespace, source, line])
}

/** The issues of each source together, those of objects last. */
function arrange(issues: readonly Issue[]): Issue[] {
  const sources = [...new Set(issues.map((issue) => issue.source))]
  return sources.flatMap((source) => issues.filter((issue) => issue.source === source).sort(byPlace))
}
