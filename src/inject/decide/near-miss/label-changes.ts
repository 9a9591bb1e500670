import { isLabelValue, isQualifiedName } from '../../../kubernetes/names/index.js'
import { compileRequirement, readLabel, type Labels, type Requirement } from '../../../selector/index.js'
import type { LabelToRemove, LabelToSet } from './types.js'

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
