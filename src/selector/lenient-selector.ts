import type { FieldPath } from '../issue/index.js'
import type { LabelSelector } from '../manifest/api-types.js'
import {
  readLabel,
  type Labels,
  readSelector,
  type SelectorFault,
  type SelectorReading,
  compileRequirement,
  isSelectorOperator,
  requirementsOf,
  type Requirement,
  type RequirementTest,
} from './requirement.js'
import { findSelectorFaults } from './label-selector.js'

/** A selector made ready for matching as OpenKruise matches. Immutable; use it for any number of objects. */
export interface LenientSelector {
  /** What the selector reaches: all or nothing, whatever the labels, or what `requirements` say. */
  readonly scope: 'nothing' | 'everything' | 'by-labels'
  readonly requirements: readonly Requirement[]
  /** The first unknown operator, in which case the selector matches nothing. To OpenKruise it is an error. */
  readonly unknownOperator?: UnknownOperator | undefined
  /** What Kubernetes would refuse. Matching goes on regardless, and will surprise somebody: worth a warning. */
  readonly malformed: readonly SelectorFault[]
  matches(labels: Labels | null | undefined): boolean
  /**
   * The first requirement that labels do not meet: `matchLabels` in the order of keys, then `matchExpressions`.
   * `undefined` when they meet all, and when there is none to meet.
   */
  firstMismatch(labels: Labels | null | undefined): LabelMismatch | undefined
}

/** An operator that does not exist, and the index of its expression in `matchExpressions`. */
export interface UnknownOperator {
  readonly index: number
  readonly operator: string
}

/** What a selector wanted of a label, and what was there. */
export interface LabelMismatch {
  readonly key: string
  readonly operator: Requirement['operator']
  readonly wanted: readonly string[]
  /** The label's value; left out where the label is absent. */
  readonly actual?: string
  /** The requirement's place in the selector. */
  readonly path: FieldPath
}

/**
 * Compiles a label selector the way OpenKruise matches: nothing is validated.
 *
 * 1. A missing selector matches nothing. An empty one matches what `empty` says: `nothing` for a SidecarSet's
 *    `selector`, `everything` for its `namespaceSelector`.
 * 2. Keys and values are compared as plain text. `In` without values never holds, `NotIn` without values always does,
 *    values of `Exists` and `DoesNotExist` are ignored.
 * 3. An unknown operator is reported in `unknownOperator`.
 * 4. A selector with a value of a wrong type, which OpenKruise could not have read at all, matches nothing.
 *
 * @see OpenKruise, ValidatedLabelSelectorAsSelector
 * @example compileLenientSelector({ matchLabels: { app: 'not valid!' } }, { empty: 'nothing' })
 *   .matches({ app: 'not valid!' }) // true
 */
export function compileLenientSelector(
  selector: LabelSelector | null | undefined,
  options: { readonly empty: 'nothing' | 'everything' },
): LenientSelector {
  return new Lenient(selector, options.empty)
}

/** Thousands of selectors are compiled and few are asked about the labels that come by: what can wait is not made at once. */
class Lenient implements LenientSelector {
  readonly scope: LenientSelector['scope']
  readonly requirements: readonly Requirement[]
  readonly unknownOperator: UnknownOperator | undefined
  readonly #reading: SelectorReading
  #tests: readonly CompiledTest[] | undefined
  #malformed: readonly SelectorFault[] | undefined

  constructor(selector: LabelSelector | null | undefined, empty: 'nothing' | 'everything') {
    this.#reading = readSelector(selector ?? {})
    this.scope = selector === null || selector === undefined ? 'nothing' : scopeOf(this.#reading, empty)
    this.requirements = requirementsOf(this.#reading)
    this.unknownOperator = findUnknownOperator(this.#reading)
  }

  get malformed(): readonly SelectorFault[] {
    return (this.#malformed ??= findSelectorFaults(this.#reading))
  }

  matches(labels: Labels | null | undefined): boolean {
    return (
      this.scope !== 'nothing' && this.unknownOperator === undefined && this.#failedBy(labels) === undefined
    )
  }

  firstMismatch(labels: Labels | null | undefined): LabelMismatch | undefined {
    const failed = this.#failedBy(labels)
    return failed && describeMismatch(failed, labels)
  }

  #failedBy(labels: Labels | null | undefined): Requirement | undefined {
    const tests = (this.#tests ??= this.requirements.map(compileTest))
    return tests.find(({ requirement, holds }) => !holds(readLabel(labels, requirement.key)))?.requirement
  }
}

interface CompiledTest {
  readonly requirement: Requirement
  readonly holds: RequirementTest
}

function compileTest(requirement: Requirement): CompiledTest {
  return { requirement, holds: compileRequirement(requirement) }
}

function scopeOf(reading: SelectorReading, empty: 'nothing' | 'everything'): LenientSelector['scope'] {
  if (reading.wrongTypes.length > 0) return 'nothing'
  const isEmpty = reading.labels.length === 0 && reading.expressions.length === 0
  return isEmpty ? empty : 'by-labels'
}

function findUnknownOperator({ expressions }: SelectorReading): UnknownOperator | undefined {
  const index = expressions.findIndex(({ operator }) => !isSelectorOperator(operator))
  const found = expressions[index]
  return found && { index, operator: found.operator }
}

function describeMismatch(requirement: Requirement, labels: Labels | null | undefined): LabelMismatch {
  const { key, operator, values, path } = requirement
  const actual = readLabel(labels, key)
  return { key, operator, wanted: values, path, ...(actual !== undefined && { actual }) }
}
