import { type FieldPath, type IssueCollector, toFieldPath } from '../issue/index.js'
import { isDnsLabel } from '../kubernetes/names/index.js'
import { isJsonObject, valueAt } from '../read/index.js'
import type { LabelSelector, SidecarContainer, SidecarSetSpec } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import { compileLenientSelector, type Contradiction, findContradiction } from '../selector/index.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { closestWord } from '../text/suggestions.js'
import { quote } from '../text/visible.js'
import { describeChoice } from '../kubernetes/field-checks.js'
import { namespaceSelectorOf } from './reach.js'
import { namespaceNameLabel } from '../sidecarset/convert-sidecar-set.js'
import { injectPolicies, sharePolicies } from './sidecar-fields.js'

/** A field of which only some values mean anything, and what another one leads to. */
interface FreeField {
  readonly path: FieldPath
  readonly value: string | undefined
  readonly choices: readonly string[]
  readonly effect: string
}

/** Reports values that OpenKruise takes and that mean nothing to it. */
export function reportIgnoredValues(
  spec: SidecarSetSpec,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  for (const { path, value, choices, effect } of listFreeFields(spec, profile))
    if (value !== undefined && !choices.includes(value))
      issues
        .at(...path)
        .warning('ignored-value', `${describeChoice(value, choices)}; OpenKruise accepts it and ${effect}`)
}

function listFreeFields(spec: SidecarSetSpec, profile: ProfileName): readonly FreeField[] {
  return [
    {
      path: ['updateStrategy', 'type'],
      value: spec.updateStrategy?.type,
      choices: ['RollingUpdate', 'NotUpdate'],
      effect: 'does not check the rest of the strategy',
    },
    ...(spec.patchPodMetadata ?? []).map(({ patchPolicy }, index) => ({
      path: ['patchPodMetadata', index, 'patchPolicy'],
      value: patchPolicy,
      choices: ['Retain', 'Overwrite', 'MergePatchJson'],
      effect: 'patches nothing',
    })),
    ...(spec.containers ?? []).flatMap((container, index) =>
      ofAnyContainer(container, ['containers', index]),
    ),
    ...(spec.initContainers ?? []).flatMap((container, index) => {
      const path = ['initContainers', index]
      // Older versions pass over these fields of init containers whatever their value; that is said elsewhere.
      return profiles[profile].injection.buildsInitContainersLikeContainers
        ? [...ofAnyContainer(container, path), ...ofInitContainer(container, path)]
        : []
    }),
  ]
}

function ofAnyContainer(container: SidecarContainer, path: FieldPath): readonly FreeField[] {
  return [
    {
      path: [...path, 'upgradeStrategy', 'upgradeType'],
      value: container.upgradeStrategy?.upgradeType,
      choices: ['ColdUpgrade', 'HotUpgrade'],
      effect: 'upgrades cold',
    },
    {
      path: [...path, 'shareVolumeDevicePolicy', 'type'],
      value: container.shareVolumeDevicePolicy?.type,
      choices: sharePolicies,
      effect: 'shares nothing',
    },
  ]
}

/** Nobody judges these of init containers. */
function ofInitContainer(container: SidecarContainer, path: FieldPath): readonly FreeField[] {
  return [
    {
      path: [...path, 'podInjectPolicy'],
      value: container.podInjectPolicy,
      choices: injectPolicies,
      effect: 'puts it behind the others',
    },
    {
      path: [...path, 'shareVolumePolicy', 'type'],
      value: container.shareVolumePolicy?.type,
      choices: sharePolicies,
      effect: 'shares nothing',
    },
  ]
}

/** Reports selectors that contradict themselves, and namespaces that are none or not among those given. */
export function reportSelectorFindings(
  set: StoredSidecarSet,
  issues: IssueCollector,
  namespaces: unknown,
): void {
  const { selector, namespaceSelector, namespace = '', updateStrategy } = set.spec
  reportContradiction(selector, issues.at('selector'))
  reportContradiction(namespaceSelector, issues.at('namespaceSelector'))
  reportContradiction(updateStrategy?.selector, issues.at('updateStrategy', 'selector'))
  if (namespace !== '' && !isDnsLabel(namespace))
    issues
      .at('namespace')
      .warning(
        'selector-never-matches',
        `${quote(namespace)} is no name of a Namespace, so no Pod is selected`,
      )
  if (Array.isArray(namespaces)) reportNoNamespace(set, issues, namespaces.filter(isJsonObject))
}

function reportContradiction(selector: LabelSelector | undefined, issues: IssueCollector): void {
  const found = selector && findContradiction(selector)
  if (found !== undefined) issues.warning('selector-never-matches', describe(found))
}

function describe({ key, reason }: Contradiction): string {
  const why =
    reason === 'present-and-absent'
      ? 'be there and be absent'
      : 'have a value and have none of those that are left'
  return `nothing can be selected: label ${quote(key)} would have to ${why}`
}

/** Where Namespaces are given, one of them should be meant. */
function reportNoNamespace(
  set: StoredSidecarSet,
  issues: IssueCollector,
  namespaces: readonly object[],
): void {
  const namespaceSelector = namespaceSelectorOf(set)
  if (namespaceSelector === undefined || namespaces.length === 0) return
  const selector = compileLenientSelector(namespaceSelector, { empty: 'everything' })
  const known = namespaces.map(readNamespace)
  if (known.some(({ labels }) => selector.matches(labels))) return
  const path: FieldPath = set.spec.namespaceSelector === undefined ? ['namespace'] : ['namespaceSelector']
  const wanted = namespaceSelector.matchLabels?.[namespaceNameLabel]
  const meant =
    wanted === undefined
      ? undefined
      : closestWord(
          wanted,
          known.map(({ name }) => name),
        )
  const hint = meant === undefined ? '' : `; did you mean ${quote(meant)}?`
  issues
    .at(...path)
    .warning(
      'no-such-namespace',
      `none of the ${known.length} Namespaces given fits ${toFieldPath(path)}${hint}`,
    )
}

function readNamespace(namespace: object): {
  readonly name: string
  readonly labels: Record<string, string>
} {
  const name = valueAt(namespace, 'metadata', 'name')
  const labels = valueAt(namespace, 'metadata', 'labels')
  const text = typeof name === 'string' ? name : ''
  const own = isJsonObject(labels) ? (labels as Record<string, string>) : {}
  return { name: text, labels: { [namespaceNameLabel]: text, ...own } }
}
