import type { CompiledSet } from '../compile/compiled-set.js'
import { type NamespaceLabels, selectsNamespace } from '../compile/namespace-labels.js'
import type { PodHead } from '../pod.js'
import {
  describeChanges,
  type NearMiss,
  type MatchChange,
  type LabelToRemove,
  type LabelToSet,
} from './near-miss.js'
import { findHints } from './near-miss-hints.js'
import { isDnsLabel, isLabelValue, isQualifiedName } from '../../kubernetes/names/index.js'
import {
  compileRequirement,
  type LenientSelector,
  type Requirement,
  readLabel,
  type Labels,
} from '../../selector/index.js'
import { namespaceNameLabel } from '../../sidecarset/convert-sidecar-set.js'

/** What is known beside the SidecarSet and the Pod. A `CompiledConfig` is one. */
export interface NearMissContext {
  readonly namespaces: NamespaceLabels
  readonly platformLabels: PlatformLabels
}

/** Labels that a platform sets on Pods by itself: key to value. */
export type PlatformLabels = ReadonlyMap<string, string>

/**
 * The smallest change that would make a SidecarSet match a Pod; undefined where it matches, or nothing helps that can
 * be named.
 *
 * 1. A paused SidecarSet would have to be resumed.
 * 2. Its namespace or namespaceSelector: the Pod in another namespace, or other labels on its Namespace.
 * 3. Its selector: other labels on the Pod, one change a key. Only keys and values that Kubernetes takes are proposed.
 * 4. An empty selector, an unknown operator and a selector that contradicts itself match no Pod, whatever its labels.
 *
 * "Matches" is what it says: what becomes of the SidecarSet then is another question, for example where it may not read
 * what its volumes refer to.
 */
export function findNearMiss(
  set: CompiledSet,
  subject: PodHead,
  { namespaces, platformLabels }: NearMissContext,
): NearMiss | undefined {
  const { selector } = set
  if (selector.scope === 'nothing' || selector.unknownOperator !== undefined) return undefined
  const onNamespace = findNamespaceChanges(set, subject.namespace, namespaces)
  const onLabels = findLabelChanges(selector.requirements, subject.labels)
  if (onNamespace === undefined || onLabels === undefined) return undefined
  const resume: readonly MatchChange[] = set.paused ? [{ change: 'resume' }] : []
  const changes = [...resume, ...onNamespace, ...onLabels.map((change) => onPod(change, platformLabels))]
  if (changes.length === 0) return undefined
  const hints = findHints(changes, subject)
  return { changes, ...(hints.length === 0 ? {} : { hints }), message: describeChanges(changes) }
}

function onPod(found: LabelChange, platformLabels: PlatformLabels): MatchChange {
  const origin = isSetByPlatform(found, platformLabels) ? { setBy: 'platform' as const } : {}
  if (found.change === 'set') return { ...found, change: 'set-label', ...origin }
  return { ...found, change: 'remove-label', ...origin }
}

/** Of the platform's label, another value than the platform's is somebody else's to set. */
function isSetByPlatform(found: LabelChange, platformLabels: PlatformLabels): boolean {
  const value = platformLabels.get(found.key)
  return value !== undefined && (found.change === 'remove' || found.value === value)
}

/**
 * The fewest changes after which a SidecarSet is for the Pod's namespace: none, other labels of the Namespace, or
 * another namespace. undefined where nothing that can be named helps. Of two ways with equally many changes, the one
 * that leaves the Pod where it is.
 */
export function findNamespaceChanges(
  set: CompiledSet,
  namespace: string,
  namespaces: NamespaceLabels,
): readonly MatchChange[] | undefined {
  if (set.namespace !== undefined) return changeToNamed(set.namespace, namespace)
  const selector = set.namespaceSelector
  if (selector === undefined || selectsNamespace(selector, namespace, namespaces).answer === 'yes') return []
  if (selector.unknownOperator !== undefined || selector.scope === 'nothing') return undefined
  const stay = relabel(selector, namespace, namespaces)
  if (stay !== undefined && stay.length <= 1) return stay
  const elsewhere = destinations(selector, namespace, namespaces)
  return fewest([...(stay === undefined ? [] : [stay]), ...elsewhere])
}

function changeToNamed(wanted: string, actual: string): readonly MatchChange[] | undefined {
  if (wanted === actual) return []
  return isDnsLabel(wanted) ? [{ change: 'set-namespace', namespace: wanted, actual }] : undefined
}

/** Changes of a Namespace's labels that make the selector match it. Its name label is the API server's. */
function relabel(
  selector: LenientSelector,
  namespace: string,
  namespaces: NamespaceLabels,
): readonly MatchChange[] | undefined {
  const isAboutName = ({ key }: Requirement): boolean => key === namespaceNameLabel
  const fitsName = selector.requirements
    .filter(isAboutName)
    .every((requirement) => compileRequirement(requirement)(namespace))
  if (!fitsName) return undefined
  const others = selector.requirements.filter((requirement) => !isAboutName(requirement))
  return findLabelChanges(others, namespaces.get(namespace))?.map((change) => onNamespace(change, namespace))
}

function onNamespace(found: LabelChange, namespace: string): MatchChange {
  if (found.change === 'set') return { ...found, change: 'set-namespace-label', namespace }
  return { ...found, change: 'remove-namespace-label', namespace }
}

/** Ways into another namespace: a known one that is selected already, else one that the selector lists by name. */
function destinations(
  selector: LenientSelector,
  actual: string,
  namespaces: NamespaceLabels,
): readonly (readonly MatchChange[])[] {
  const moveTo = (namespace: string): MatchChange => ({ change: 'set-namespace', namespace, actual })
  const known = [...namespaces].find(([, labels]) => selector.matches(labels))
  if (known !== undefined) return [[moveTo(known[0])]]
  return listedNames(selector).flatMap((name) => {
    const changes = isDnsLabel(name) ? relabel(selector, name, namespaces) : undefined
    return changes === undefined ? [] : [[moveTo(name), ...changes]]
  })
}

function listedNames({ requirements }: LenientSelector): readonly string[] {
  return requirements.flatMap(({ key, operator, values }) =>
    key === namespaceNameLabel && (operator === 'Equals' || operator === 'In') ? values : [],
  )
}

/** The shortest list; the first of equals. */
function fewest(ways: readonly (readonly MatchChange[])[]): readonly MatchChange[] | undefined {
  return ways.reduce<readonly MatchChange[] | undefined>(
    (best, way) => (best === undefined || way.length < best.length ? way : best),
    undefined,
  )
}

/** A label to set to a value, or to take away. */
export type LabelChange =
  ({ readonly change: 'set' } & LabelToSet) | ({ readonly change: 'remove' } & LabelToRemove)

/**
 * The fewest changes of labels that make them meet all requirements; undefined where no labels that Kubernetes would
 * take meet them all.
 *
 * Requirements on different keys have nothing to do with each other, so one change for each key with a requirement that
 * fails is enough, and there is no way with fewer.
 *
 * @param labels undefined: nobody knows them, and every key that is asked about is a change
 */
export function findLabelChanges(
  requirements: readonly Requirement[],
  labels: Labels | undefined,
): readonly LabelChange[] | undefined {
  const changes: LabelChange[] = []
  for (const [key, demands] of groupByKey(requirements)) {
    const actual = readLabel(labels, key)
    if (labels !== undefined && meets(demands, actual)) continue
    const change = changeFor(key, demands, actual)
    if (change === undefined) return undefined
    changes.push(change)
  }
  return changes
}

function groupByKey(requirements: readonly Requirement[]): ReadonlyMap<string, readonly Requirement[]> {
  const groups = new Map<string, Requirement[]>()
  for (const requirement of requirements) {
    const group = groups.get(requirement.key)
    if (group === undefined) groups.set(requirement.key, [requirement])
    else group.push(requirement)
  }
  return groups
}

function meets(demands: readonly Requirement[], value: string | undefined): boolean {
  return demands.every((requirement) => compileRequirement(requirement)(value))
}

function changeFor(
  key: string,
  demands: readonly Requirement[],
  actual: string | undefined,
): LabelChange | undefined {
  const now = actual === undefined ? {} : { actual }
  if (meets(demands, undefined)) return { change: 'remove', key, ...now }
  if (!isQualifiedName(key)) return undefined
  const listed = demands.find(({ operator }) => operator === 'Equals' || operator === 'In')?.values
  const values = listed ?? plainValues(demands)
  const value = values.find((one) => isLabelValue(one) && meets(demands, one))
  if (value === undefined) return undefined
  return { change: 'set', key, value, ...now, ...(listed === undefined ? { isExample: true } : {}) }
}

/** Where only the presence of a label is asked for: one more plain value than can be excluded. */
function plainValues(demands: readonly Requirement[]): readonly string[] {
  const excluded = demands.reduce((count, { values }) => count + values.length, 0)
  return ['true', 'yes', ...Array.from({ length: excluded }, (_, index) => `value-${index + 1}`)]
}
