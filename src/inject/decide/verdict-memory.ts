import type { Issue } from '../../issue/index.js'
import type { ProfileName } from '../../profile.js'
import type { ReferenceDecision } from '../../reference/index.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import type { Verdict } from './verdict.js'
import { createPlanner, type Planner } from '../plan/shared-plan.js'
import type { SidecarSetDecision } from '../types.js'

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
 * follows from the configuration. Its size is bounded; when it is full it starts anew.
 */
export interface VerdictMemory {
  /** The verdict on a SidecarSet for Pods of a namespace, made by `decide` when it is asked for first. */
  verdict(set: CompiledSet, namespace: string, decide: () => Verdict): Verdict
  /** The combination of remembered verdicts. */
  combine(verdicts: readonly Verdict[]): Combination
}

const maxVerdicts = 100_000
const maxCombinations = 10_000

export function createVerdictMemory(profile: ProfileName): VerdictMemory {
  const verdicts = new Map<CompiledSet, Map<string, Verdict>>()
  let verdictCount = 0
  let root: Node = { next: new Map() }
  let combinationCount = 0
  return {
    verdict: (set, namespace, decide) => {
      const found = verdicts.get(set)?.get(namespace)
      if (found !== undefined) return found
      if (++verdictCount > maxVerdicts) {
        verdicts.clear()
        verdictCount = 1
      }
      const byNamespace = verdicts.get(set) ?? new Map<string, Verdict>()
      const made = decide()
      verdicts.set(set, byNamespace.set(namespace, made))
      return made
    },
    combine: (list) => {
      const node = walk(root, list)
      if (node.combination !== undefined) return node.combination
      if (++combinationCount > maxCombinations) {
        root = { next: new Map() }
        combinationCount = 1
      }
      return (node.combination = combine(list, profile))
    },
  }
}

/** A tree of lists of verdicts: a list is found by its verdicts, one after the other. */
interface Node {
  readonly next: Map<Verdict, Node>
  combination?: Combination
}

function walk(root: Node, list: readonly Verdict[]): Node {
  let node = root
  for (const verdict of list) {
    const found: Node = node.next.get(verdict) ?? { next: new Map() }
    node.next.set(verdict, found)
    node = found
  }
  return node
}

/** Puts verdicts together, in their order. */
export function combine(verdicts: readonly Verdict[], profile: ProfileName): Combination {
  const failed = verdicts.find(({ decision }) => decision.outcome === 'failed')
  const sets = verdicts.flatMap(({ set }) => set ?? [])
  return {
    decisions: verdicts.map(({ decision }) => decision),
    references: verdicts.flatMap(({ references }) => references),
    issues: verdicts.flatMap(({ issues }) => issues),
    ...(failed === undefined ? {} : { failed: failed.decision }),
    ...(sets.length === 0 || failed !== undefined ? {} : { planner: createPlanner(sets, { profile }) }),
  }
}
