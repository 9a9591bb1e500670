import type { Issue } from '../../issue/index.js'
import type { ProfileName } from '../../profile.js'
import type { ReferenceDecision } from '../../reference/index.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import { deepFreeze } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { createPlanner, type Planner } from '../plan/shared-plan.js'
import type { SidecarSetDecision } from '../types.js'
import { createListMemory } from './list-memory.js'
import type { Verdict } from './verdict.js'

/** What several SidecarSets come to together, before any Pod is looked at. */
export interface Combination {
  readonly decisions: readonly SidecarSetDecision[]
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
  /** The first that makes the request fail. */
  readonly failed?: SidecarSetDecision
  /** Absent where nothing is to be planned. */
  readonly planner?: Planner
}

/**
 * What one injector remembers from Pod to Pod. Nothing of it can be seen from outside but speed: everything in it
 * follows from the configuration. Its size is bounded; what is full starts anew.
 */
export interface VerdictMemory {
  /** The verdict on a SidecarSet for Pods of a namespace, made by `decide` when it is asked for first. */
  verdict(set: CompiledSet, namespace: string, decide: () => Verdict): Verdict
  /** The combination of remembered verdicts. */
  combine(verdicts: readonly Verdict[]): Combination
}

/** How much is remembered. */
export interface MemoryLimits {
  readonly verdicts: number
  readonly combinations: number
  /** Namespaces share them: a plan does not depend on where the Pod is. */
  readonly planners: number
}

const defaultLimits: MemoryLimits = { verdicts: 100_000, combinations: 10_000, planners: 10_000 }

export function createVerdictMemory(
  profile: ProfileName,
  limits: MemoryLimits = defaultLimits,
): VerdictMemory {
  const combinations = createListMemory<Verdict, Combination>(limits.combinations)
  const planners = createListMemory<EffectiveSet, Planner>(limits.planners)
  const plannerOf = (sets: readonly EffectiveSet[]): Planner =>
    planners.get(sets, () => createPlanner(sets, { profile }))
  return {
    verdict: rememberVerdicts(limits.verdicts),
    combine: (verdicts) => combinations.get(verdicts, () => freeze(combine(verdicts, plannerOf))),
  }
}

function rememberVerdicts(capacity: number): VerdictMemory['verdict'] {
  const verdicts = new Map<CompiledSet, Map<string, Verdict>>()
  let size = 0
  return (set, namespace, decide) => {
    const found = verdicts.get(set)?.get(namespace)
    if (found !== undefined) return found
    if (size >= capacity) {
      verdicts.clear()
      size = 0
    }
    size += 1
    const byNamespace = verdicts.get(set) ?? new Map<string, Verdict>()
    const made = decide()
    verdicts.set(set, byNamespace.set(namespace, made))
    return made
  }
}

/** Many requests get the same lists: whoever writes to one is told, instead of telling the others. */
function freeze(combination: Combination): Combination {
  const { decisions, references, issues } = combination
  deepFreeze([decisions, references, issues])
  return combination
}

/** Puts verdicts together, in their order. */
export function combine(
  verdicts: readonly Verdict[],
  plannerOf: (sets: readonly EffectiveSet[]) => Planner,
): Combination {
  const failed = verdicts.find(({ decision }) => decision.outcome === 'failed')
  const sets = verdicts.flatMap(({ set }) => set ?? [])
  return {
    decisions: verdicts.map(({ decision }) => decision),
    references: verdicts.flatMap(({ references }) => references),
    issues: verdicts.flatMap(({ issues }) => issues),
    ...(failed === undefined ? {} : { failed: failed.decision }),
    ...(sets.length === 0 || failed !== undefined ? {} : { planner: plannerOf(sets) }),
  }
}
