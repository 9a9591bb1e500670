import type { IssueCollector } from '../issue/index.js'
import type { UnknownField } from '../kubernetes/go-struct/index.js'
import { isSameImage, parseImageReference } from '../kubernetes/image-reference.js'
import { isDnsLabel } from '../kubernetes/names/index.js'
import { mergePatchText } from '../kubernetes/merge-patch.js'
import { type JsonObject, ownValue } from '../read/index.js'
import type { LabelSelector, SidecarContainer, SidecarSetSpec } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { findForbiddenReferences, findQualifiedReferences } from '../reference/index.js'
import { canaryAnnotation, canaryBaseAnnotation, virtualNodeLabel } from '../sidecarset/annotation-names.js'
import { isNativeSidecar } from '../sidecarset/hash.js'
import { findLaterFeatures } from '../sidecarset/later-features.js'
import { quote } from '../text/visible.js'
import { reportIgnoredValues, reportSelectorFindings } from './ineffective-values.js'
import type { SidecarSetReading } from './reading.js'
import { reportUnknownFields } from './unknown-fields.js'

/** What the findings depend on besides the SidecarSet. */
export interface SurpriseContext {
  readonly profile: ProfileName
  /** The fields that this version drops. */
  readonly dropped: readonly UnknownField[]
  /** The manifest only changes another one: what is not in it may be in the other. */
  readonly isPatch: boolean
  /** The Namespaces of the cluster, where they are known. */
  readonly namespaces?: unknown
}

/**
 * Reports what OpenKruise accepts without a word and what will not do what its author thinks. Only warnings, and an
 * error for a manifest that is no SidecarSet at all.
 */
export function findSurprises(
  reading: SidecarSetReading,
  issues: IssueCollector,
  { profile, dropped, isPatch, namespaces }: SurpriseContext,
): void {
  const { stored, raw } = reading
  const spec = issues.at('spec')
  reportKind(raw, 'SidecarSet', 'apiVersion: apps.kruise.io/v1alpha1 and kind: SidecarSet', issues)
  reportUnknownFields(reading, issues, dropped, profile)
  reportLaterFeatures(reading, issues, profile)
  reportIgnoredValues(stored.spec, spec, profile)
  reportSelectorFindings(stored, spec, namespaces)
  if (!isPatch) reportUnusedVolumes(stored.spec, spec)
  reportOwnTransferSources(stored.spec, spec)
  reportHotUpgradeFindings(stored.spec, spec, profile)
  reportVirtualNodeFindings(stored.spec, spec)
  reportStalledUpdate(stored.spec, spec.at('updateStrategy'))
  reportMergePatches(stored.spec, spec.at('patchPodMetadata'))
  reportCanary(stored.annotations, issues.at('metadata', 'annotations'))
  reportReferences(reading, issues)
}

function reportLaterFeatures(
  { stored }: SidecarSetReading,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  for (const { path, code, message } of findLaterFeatures(stored, profile))
    issues.at(...path).warning(code, message)
}

/**
 * References with a slash that are not `namespace/name`, or stand where no other namespace can be named. OpenKruise
 * takes any text, so they are warnings; injection refuses them.
 */
function reportReferences({ stored }: SidecarSetReading, issues: IssueCollector): void {
  const malformed = findQualifiedReferences(stored.spec.volumes, { sidecarSet: stored.name }).issues
  const forbidden = findForbiddenReferences(stored.spec, { sidecarSet: stored.name })
  for (const { path, code, message } of [...malformed, ...forbidden])
    issues.at(...path).warning(code, message)
}

/**
 * Reports a manifest that is of another kind, as an error, and one that does not say what it is, as a warning: it is
 * taken for what it is validated as.
 */
export function reportKind(raw: JsonObject, kind: string, example: string, issues: IssueCollector): void {
  const given = ownValue(raw, 'kind')
  if (typeof given === 'string' && given !== '' && given !== kind)
    issues.at('kind').error('wrong-kind', `this is a ${given.slice(0, 80)} and no ${kind}`)
  const missing = ['apiVersion', 'kind'].filter((field) => (ownValue(raw, field) ?? '') === '')
  if (missing.length > 0)
    issues.warning(
      'missing-kind',
      `${missing.join(' and ')} missing, so no cluster takes it; write ${example}`,
    )
}

/** Reports volumes that no container of the SidecarSet mounts: only mounted ones get into Pods. */
function reportUnusedVolumes(spec: SidecarSetSpec, issues: IssueCollector): void {
  const used = new Set(
    containersOf(spec).flatMap(({ volumeMounts = [], volumeDevices = [] }) =>
      [...volumeMounts, ...volumeDevices].map(({ name = '' }) => name),
    ),
  )
  spec.volumes?.forEach(({ name = '' }, index) => {
    if (name !== '' && !used.has(name))
      issues
        .at('volumes', index)
        .warning(
          'unused-volume',
          `no container mounts ${quote(name)}, so no Pod gets it; add a volumeMount, or leave it out`,
        )
  })
}

/** Reports transfers of variables from containers that the SidecarSet brings: only those of the Pod's author are asked. */
function reportOwnTransferSources(spec: SidecarSetSpec, issues: IssueCollector): void {
  const own = new Set(containersOf(spec).map(({ name = '' }) => name))
  for (const list of ['initContainers', 'containers'] as const)
    spec[list]?.forEach(({ transferEnv = [] }, index) =>
      transferEnv.forEach(({ sourceContainerName: source = '' }, at) => {
        if (source !== '' && own.has(source))
          issues
            .at(list, index, 'transferEnv', at, 'sourceContainerName')
            .warning(
              'own-transfer-source',
              `${quote(source)} is a container of this SidecarSet, and those are no source; name one of the Pod's own, or write the variable in env`,
            )
      }),
    )
}

function containersOf({ initContainers = [], containers = [] }: SidecarSetSpec): readonly SidecarContainer[] {
  return [...initContainers, ...containers]
}

/** Reports hot upgrades that cannot work: of the two containers made of one, only one may work and both need names. */
function reportHotUpgradeFindings(spec: SidecarSetSpec, issues: IssueCollector, profile: ProfileName): void {
  const names = new Set(
    [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ name = '' }) => name),
  )
  for (const list of ['initContainers', 'containers'] as const)
    spec[list]?.forEach((container, index) => {
      const isHot = container.upgradeStrategy?.upgradeType === 'HotUpgrade'
      // An init container can be hot only as a native sidecar, which older versions do not know.
      if (!isHot || (list === 'initContainers' && !isNativeSidecar(container))) return
      reportEmptyImage(container, issues.at(list, index, 'upgradeStrategy', 'hotUpgradeEmptyImage'), profile)
      reportNames(container, names, issues.at(list, index, 'name'))
    })
}

function reportEmptyImage(
  { image = '', upgradeStrategy }: SidecarContainer,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  const empty = upgradeStrategy?.hotUpgradeEmptyImage ?? ''
  if (empty === '')
    issues.warning(
      'hot-upgrade-without-empty-image',
      'without it the second container has no image and the Pod is refused; write an image that does nothing until it is replaced',
    )
  else if (isSame(empty, image, profile))
    issues.warning(
      'hot-upgrade-same-image',
      `${quote(empty)} is the image of the container itself, so both would work at once; write an image that does nothing`,
    )
}

function isSame(a: string, b: string, profile: ProfileName): boolean {
  const [first, second] = [parseImageReference(a, profile), parseImageReference(b, profile)]
  return a === b || (first !== undefined && second !== undefined && isSameImage(first, second))
}

function reportNames(
  { name = '' }: SidecarContainer,
  names: ReadonlySet<string>,
  issues: IssueCollector,
): void {
  if (!isDnsLabel(name)) return
  for (const made of [`${name}-1`, `${name}-2`]) {
    if (names.has(made))
      issues.warning(
        'hot-upgrade-name',
        `the hot upgrade makes a container ${quote(made)}, and there is one already; rename it`,
      )
    if (!isDnsLabel(made))
      issues.warning(
        'hot-upgrade-name',
        `the hot upgrade makes a container ${quote(made)}, which is too long a name; shorten it`,
      )
  }
}

/** Reports an update strategy other than `NotUpdate` of a SidecarSet for virtual nodes. */
function reportVirtualNodeFindings(spec: SidecarSetSpec, issues: IssueCollector): void {
  if (!selectsVirtualNodes(spec.selector) || spec.updateStrategy?.type === 'NotUpdate') return
  issues
    .at('updateStrategy')
    .warning(
      'update-on-virtual-node',
      'the SidecarSet selects Pods on virtual nodes; the vendor shows type: NotUpdate there and says nothing of updates of running Pods, and RollingUpdate is the default: write NotUpdate, or try out the update first',
    )
}

function selectsVirtualNodes(selector: LabelSelector | undefined): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {}
  return (
    Object.hasOwn(matchLabels, virtualNodeLabel) ||
    matchExpressions.some(
      ({ key, operator }) => key === virtualNodeLabel && (operator === 'In' || operator === 'Exists'),
    )
  )
}

/** Reports amounts that never let a running Pod be updated. Small percentages depend on how many Pods there are. */
function reportStalledUpdate({ updateStrategy = {} }: SidecarSetSpec, issues: IssueCollector): void {
  const { type, partition, maxUnavailable } = updateStrategy
  if (type !== 'RollingUpdate') return
  if (maxUnavailable === 0 || isPercentOf(maxUnavailable, (percent) => percent === 0))
    issues
      .at('maxUnavailable')
      .warning(
        'update-never-proceeds',
        `with ${maxUnavailable} no running Pod is ever updated; write at least 1, or type: NotUpdate if that is meant`,
      )
  if (isPercentOf(partition, (percent) => percent >= 100))
    issues
      .at('partition')
      .warning(
        'update-never-proceeds',
        `${partition} of the Pods keep the old version, so none is updated; lower it step by step, or write paused: true if that is meant`,
      )
}

function isPercentOf(amount: number | string | undefined, test: (percent: number) => boolean): boolean {
  return typeof amount === 'string' && /^\d+%$/.test(amount) && test(Number(amount.slice(0, -1)))
}

/**
 * Reports values of `MergePatchJson` that are no JSON patch. OpenKruise accepts them, sets them where the Pod has no such
 * annotation, and refuses every Pod that has it.
 */
function reportMergePatches({ patchPodMetadata = [] }: SidecarSetSpec, issues: IssueCollector): void {
  patchPodMetadata.forEach(({ patchPolicy, annotations = {} }, index) => {
    if (patchPolicy !== 'MergePatchJson') return
    for (const [key, value] of Object.entries(annotations)) {
      const merged = mergePatchText('{}', value)
      if (!merged.ok)
        issues
          .at(index, 'annotations', key)
          .warning(
            'annotation-not-mergeable',
            'this is not the JSON of an object or a list, so every Pod that has the annotation already is refused; write JSON, or policy Overwrite',
          )
    }
  })
}

/** Reports the mark of a canary SidecarSet, which OpenKruise knows only in releases after those that are supported. */
function reportCanary(annotations: Readonly<Record<string, string>>, issues: IssueCollector): void {
  if (ownValue(annotations, canaryAnnotation) !== 'true') return
  const base = ownValue(annotations, canaryBaseAnnotation)
  const other =
    typeof base === 'string' && base !== '' ? `SidecarSet ${quote(base)}` : 'the SidecarSet it is to replace'
  issues
    .at(canaryAnnotation)
    .warning(
      'canary-unknown',
      `no supported OpenKruise version knows canary SidecarSets, so this one and ${other} are both injected; use a revision with injectionStrategy.revision instead`,
    )
}
