import { createIssueCollector, type FieldPath, type Issue } from '../issue/index.js'
import {
  compareTypes,
  findLaterFields,
  schemaOf,
  typeAtPath,
  type LaterFields,
} from '../kubernetes/go-struct/index.js'
import { lazy } from '../lazy.js'
import type { SidecarContainer, SidecarSetSpec } from '../manifest/api-types.js'
import { byProfile, newestProfileName, type ProfileName } from '../profile.js'
import { specTypeName, type StoredSidecarSet } from './read-sidecar-set.js'

/** What an older OpenKruise does with a feature it does not have. */
interface Feature {
  /** The first release of OpenKruise that has it. */
  readonly since: string
  readonly effect: string
}

const dropped = 'it is dropped'
const ignored = 'it is ignored'

/**
 * The releases that brought a field, by the newest name of its type. Fields of OpenKruise's own, and those of Kubernetes
 * that came with the Kubernetes version a release is built from.
 *
 * @see OpenKruise, the release notes and go.mod of the tags
 */
const features: Readonly<Record<string, Feature>> = {
  'SidecarSetSpec.namespaceSelector': {
    since: 'v1.4.0',
    effect: 'it is ignored, so the SidecarSet matches Pods of EVERY namespace',
  },
  'SidecarSetUpdateStrategy.priorityStrategy': { since: 'v1.5.0', effect: ignored },
  'SidecarContainer.restartPolicy': {
    since: 'v1.7.0',
    effect: 'it is dropped, so this is no native sidecar but an ordinary init container that has to end',
  },
  'SidecarContainer.resourcesPolicy': { since: 'v1.9.0', effect: ignored },
  'SidecarContainer.shareVolumeDevicePolicy': { since: 'v1.9.0', effect: ignored },
  'SidecarContainer.resizePolicy': { since: 'v1.7.0', effect: dropped },
  'Probe.grpc': { since: 'v1.5.0', effect: dropped },
  'LifecycleHandler.sleep': { since: 'v1.8.0', effect: dropped },
  'SecurityContext.appArmorProfile': { since: 'v1.8.0', effect: dropped },
}

const newest = newestProfileName

/** What only the newest version knows of a SidecarSet, by API version. Compared when somebody asks. */
const laterFields = /* @__PURE__ */ byProfile(({ name }) => {
  const compare = (version: StoredSidecarSet['version']): (() => LaterFields) =>
    lazy(() => compareTypes(schemaOf(name), schemaOf(newest), specTypeName(version)))
  return { v1alpha1: compare('v1alpha1'), v1beta1: compare('v1beta1') }
})

/**
 * Warnings for what a SidecarSet uses and its profile does not have, each naming the version that introduced it.
 *
 * 1. A field counts as later when the newest version has it at the same path: Kubernetes renamed some types meanwhile.
 * 2. Fields that no version knows are left to `validateSidecarSet`.
 */
export function findLaterFeatures(set: StoredSidecarSet, profile: ProfileName): readonly Issue[] {
  if (profile === newest) return []
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name }, ['spec'])
  const type = specTypeName(set.version)
  const later = laterFields[profile][set.version]()
  for (const path of findLaterFields(later, set.manifest.spec))
    issues.at(...path).warning('feature-beyond-profile', describeField(type, path, profile))
  for (const { path, since, effect } of findIgnoredValues(set.spec))
    if (isBefore(profile, since))
      issues
        .at(...path)
        .warning('feature-beyond-profile', `this came with OpenKruise ${since}; in ${profile} ${effect}`)
  return issues.list
}

function describeField(type: string, path: FieldPath, profile: ProfileName): string {
  const field = String(path[path.length - 1])
  const owner = typeAtPath(schemaOf(newest), type, path.slice(0, -1))
  const feature = owner?.kind === 'struct' ? features[`${owner.name}.${field}`] : undefined
  return feature === undefined
    ? `${field} came with a later version, ${newest} has it; in ${profile} ${dropped}`
    : `${field} came with OpenKruise ${feature.since}; in ${profile} ${feature.effect}`
}

/** Whether one release came before another: `v1.3.0` before `v1.10.0`. */
function isBefore(a: string, b: string): boolean {
  const numbersOf = (version: string): number[] => version.slice(1).split('.').map(Number)
  const [others, own] = [numbersOf(b), numbersOf(a)]
  const at = own.findIndex((number, index) => number !== others[index])
  return at >= 0 && (own[at] ?? 0) < (others[at] ?? 0)
}

type IgnoredValue = Feature & { readonly path: FieldPath }

/** Fields that older versions have too, with values or in places that mean nothing to them. */
function findIgnoredValues(spec: SidecarSetSpec): readonly IgnoredValue[] {
  const isPartial = spec.injectionStrategy?.revision?.policy === 'Partial'
  return [
    ...(spec.initContainers ?? []).flatMap(ignoredInInitContainer),
    ...(isPartial ? [partialRevision] : []),
  ]
}

const partialRevision: IgnoredValue = {
  since: 'v1.8.0',
  effect: 'the revision goes to every new Pod',
  path: ['injectionStrategy', 'revision', 'policy'],
}

function ignoredInInitContainer(container: SidecarContainer, index: number): readonly IgnoredValue[] {
  const ignoredAt = (field: string, since: string): IgnoredValue => ({
    since,
    effect: 'it has no effect on an init container',
    path: ['initContainers', index, field],
  })
  const { podInjectPolicy, shareVolumePolicy, upgradeStrategy } = container
  return [
    ...(podInjectPolicy === undefined ? [] : [ignoredAt('podInjectPolicy', 'v1.7.0')]),
    ...(shareVolumePolicy?.type === 'enabled' ? [ignoredAt('shareVolumePolicy', 'v1.5.0')] : []),
    ...(upgradeStrategy?.upgradeType === 'HotUpgrade' ? [ignoredAt('upgradeStrategy', 'v1.7.0')] : []),
  ]
}
