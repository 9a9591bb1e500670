import { createIssueCollector, type FieldPath, type Issue } from '../issue/index.js'
import { findUnknownFields, schemaOf, structOf, type GoSchema } from '../kubernetes/go-struct/index.js'
import type { SidecarSetSpec } from '../manifest/api-types.js'
import { profileNames, type ProfileName } from '../profile.js'
import { specTypeName, type StoredSidecarSet } from './read-sidecar-set.js'

/** What an older OpenKruise does with a feature it does not have. */
interface Feature {
  /** The OpenKruise version that introduced it. */
  readonly since: string
  readonly effect: string
}

/** Fields of OpenKruise's own, by type and field. Fields of Kubernetes' types have no entry of their own. */
const features: Readonly<Record<string, Feature>> = {
  'SidecarSetSpec.namespaceSelector': {
    since: 'v1.4',
    effect: 'it is ignored, so the SidecarSet matches Pods of EVERY namespace',
  },
  'SidecarSetUpdateStrategy.priorityStrategy': { since: 'v1.5', effect: 'it is ignored' },
  'SidecarContainer.restartPolicy': {
    since: 'v1.7',
    effect: 'it is dropped, so this is no native sidecar but an ordinary init container that has to end',
  },
  'SidecarContainer.resourcesPolicy': { since: 'v1.9', effect: 'it is ignored' },
  'SidecarContainer.shareVolumeDevicePolicy': { since: 'v1.9', effect: 'it is ignored' },
}

const newest: ProfileName = profileNames[profileNames.length - 1] ?? 'v1.9.0'

/**
 * Warnings for what a SidecarSet uses and its profile does not have, each naming the version that introduced it.
 * Fields that no version knows are left to `validateSidecarSet`.
 */
export function findLaterFeatures(set: StoredSidecarSet, profile: ProfileName): readonly Issue[] {
  if (profile === newest) return []
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name }, ['spec'])
  const type = specTypeName(set.version)
  const raw: unknown = set.manifest.spec
  for (const { path, struct } of findUnknownFields(schemaOf(profile), type, raw)) {
    const field = String(path[path.length - 1])
    if (!knowsField(schemaOf(newest), struct, field)) continue
    const feature = features[`${struct}.${field}`]
    const since = feature === undefined ? `OpenKruise ${newest}` : `OpenKruise ${feature.since}`
    const effect = feature?.effect ?? 'it is dropped'
    issues
      .at(...path)
      .warning('feature-beyond-profile', `${field} came with ${since}; in ${profile} ${effect}`)
  }
  for (const { path, since, effect } of findIgnoredValues(set.spec))
    issues
      .at(...path)
      .warning('feature-beyond-profile', `this came with OpenKruise ${since}; in ${profile} ${effect}`)
  return issues.list
}

function knowsField(schema: GoSchema, struct: string, field: string): boolean {
  return schema.has(struct) && structOf(schema, struct).byName.has(field)
}

/** Fields that v1.3.0 has, with values or in places that it does nothing with. */
function findIgnoredValues(spec: SidecarSetSpec): (Feature & { readonly path: FieldPath })[] {
  const revision = spec.injectionStrategy?.revision
  const partial = revision?.policy === 'Partial'
  const inits = (spec.initContainers ?? []).flatMap((container, index) => {
    const path = ['initContainers', index]
    const ignored = { since: 'v1.9', effect: 'it has no effect on an init container' }
    return [
      ...(container.podInjectPolicy === undefined
        ? []
        : [{ ...ignored, path: [...path, 'podInjectPolicy'] }]),
      ...(container.shareVolumePolicy?.type === 'enabled'
        ? [{ ...ignored, path: [...path, 'shareVolumePolicy'] }]
        : []),
      ...(container.upgradeStrategy?.upgradeType === 'HotUpgrade'
        ? [{ ...ignored, path: [...path, 'upgradeStrategy'] }]
        : []),
    ]
  })
  const policy = {
    since: 'v1.8',
    effect: 'the revision goes to every new Pod',
    path: ['injectionStrategy', 'revision', 'policy'],
  }
  return [...inits, ...(partial ? [policy] : [])]
}
