import type { LabelSelector } from '../manifest/api-types.js'
import { readSelector } from './read-selector.js'
import { requirementsOf, type Requirement } from './requirement.js'

/** Why no labels can fit: the key about which selectors contradict each other, or themselves. */
export interface Contradiction {
  readonly key: string
  /**
   * - `present-and-absent`: the label must be there, and must not.
   * - `no-value-left`: the label must be there, and every value it may have is excluded.
   */
  readonly reason: 'present-and-absent' | 'no-value-left'
}

/**
 * The first contradiction among selectors that are all to fit the same labels; `undefined` when there is none, and then
 * some labels fit them all. Requirements are taken as plain text; an unknown operator asks for nothing.
 *
 * Keys do not depend on each other, so looking at one key after the other misses nothing.
 *
 * @example findContradiction({ matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } })
 *   // { key: 'app', reason: 'no-value-left' }
 */
export function findContradiction(...selectors: readonly LabelSelector[]): Contradiction | undefined {
  return contradictionAmong(selectors.flatMap((selector) => requirementsOf(readSelector(selector))))
}

/** The first contradiction among requirements, for selectors that are compared many times. */
export function contradictionAmong(requirements: readonly Requirement[]): Contradiction | undefined {
  const demands = new Map<string, Demand>()
  for (const requirement of requirements) {
    const demand = demands.get(requirement.key) ?? {
      present: false,
      absent: false,
      excluded: new Set<string>(),
    }
    demands.set(requirement.key, demand)
    addRequirement(demand, requirement)
  }
  for (const [key, demand] of demands) {
    const reason = contradictionIn(demand)
    if (reason !== undefined) return { key, reason }
  }
  return undefined
}

/**
 * Whether no labels at all can fit a selector: it contradicts itself, or it is missing. An empty selector is none such;
 * what it matches depends on the field.
 *
 * @example canNeverMatch({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }) // true
 */
export function canNeverMatch(selector: LabelSelector | null | undefined): boolean {
  return selector === null || selector === undefined || findContradiction(selector) !== undefined
}

/**
 * Whether some labels may fit two selectors at once. `disjoint` is a proof that none do.
 *
 * @example canBothMatch({ matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } })   // 'disjoint'
 * @example canBothMatch({ matchLabels: { app: 'web' } }, { matchLabels: { tier: 'db' } })  // 'maybe'
 */
export function canBothMatch(
  a: LabelSelector | null | undefined,
  b: LabelSelector | null | undefined,
): 'disjoint' | 'maybe' {
  if (a === null || a === undefined || b === null || b === undefined) return 'disjoint'
  return findContradiction(a, b) === undefined ? 'maybe' : 'disjoint'
}

/** All that is asked of one label. */
interface Demand {
  present: boolean
  absent: boolean
  /** The values it may have; any, where not given. */
  allowed?: ReadonlySet<string>
  readonly excluded: Set<string>
}

function addRequirement(demand: Demand, { operator, values }: Requirement): void {
  switch (operator) {
    case 'Equals':
    case 'In': {
      const { allowed } = demand
      demand.present = true
      demand.allowed = new Set(allowed === undefined ? values : values.filter((value) => allowed.has(value)))
      break
    }
    case 'NotIn':
      values.forEach((value) => demand.excluded.add(value))
      break
    case 'Exists':
      demand.present = true
      break
    case 'DoesNotExist':
      demand.absent = true
      break
  }
}

function contradictionIn({
  present,
  absent,
  allowed,
  excluded,
}: Demand): Contradiction['reason'] | undefined {
  if (!present) return undefined
  if (absent) return 'present-and-absent'
  return allowed !== undefined && [...allowed].every((value) => excluded.has(value))
    ? 'no-value-left'
    : undefined
}
