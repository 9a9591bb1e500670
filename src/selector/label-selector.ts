import { createIssueCollector, SidecarSetError, type FieldPath, type IssueCollector } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { LabelSelector } from '../manifest/api-types.js'
import {
  type Labels,
  readLabel,
  readSelector,
  compileRequirement,
  formatRequirements,
  requirementsOf,
  type Expression,
  type SelectorReading,
  type SelectorFault,
  selectorOperators,
} from './requirement.js'
import { profiles, type ProfileName } from '../profile.js'
import { labelValueMistakes, type Mistakes, qualifiedNameMistakes } from '../kubernetes/names/index.js'
import { quote } from '../text/visible.js'

/** A selector made ready for matching. Immutable; use it for any number of objects. */
export interface CompiledLabelSelector {
  /** Whether labels are as the selector wants them. Null and undefined are no labels. */
  matches(labels: Labels | null | undefined): boolean
  /** The selector in the notation of kubectl's `--selector`, its parts sorted by key. */
  toString(): string
}

const matchesNothing: CompiledLabelSelector = { matches: () => false, toString: () => '' }

/**
 * Compiles a label selector, as strictly as Kubernetes reads one.
 *
 * 1. A missing selector matches nothing, an empty one everything. Both print as the empty text, as in Kubernetes.
 * 2. Everything in `matchLabels` and `matchExpressions` must hold.
 * 3. `In`, `NotIn`: the label's value is, or is not, listed. A label that is absent fits `NotIn`, and never `In`.
 * 4. `Exists`, `DoesNotExist`: only the key counts; a label with an empty value is there.
 *
 * For what OpenKruise does with a malformed selector see `compileLenientSelector`.
 *
 * @throws SidecarSetError with an issue for everything that `validateLabelSelector` would report for `v1.9.0`
 * @see k8s.io/apimachinery, LabelSelectorAsSelector
 * @example
 * const selector = compileLabelSelector({ matchLabels: { app: 'web' },
 *   matchExpressions: [{ key: 'legacy', operator: 'DoesNotExist' }] })
 * selector.matches({ app: 'web', tier: 'db' }) // true
 * selector.toString()                          // 'app=web,!legacy'
 */
export function compileLabelSelector(selector: LabelSelector | null | undefined): CompiledLabelSelector {
  if (selector === null || selector === undefined) return matchesNothing
  const reading = readSelector(selector)
  const issues = createIssueCollector()
  reportFaults(findSelectorFaults(reading), issues)
  if (issues.hasErrors()) throw new SidecarSetError('selector', issues.list)

  const requirements = [...requirementsOf(reading)].sort((a, b) => compareUtf8(a.key, b.key))
  const tests = requirements.map((each) => ({ key: each.key, test: compileRequirement(each) }))
  return {
    matches: (labels) => tests.every(({ key, test }) => test(readLabel(labels, key))),
    toString: () => formatRequirements(requirements),
  }
}

/**
 * Whether labels are as a selector wants them. To match one selector with many objects, compile it.
 *
 * @throws SidecarSetError as `compileLabelSelector` does
 * @example matchesLabelSelector({ matchLabels: { app: 'web' } }, { app: 'web' }) // true
 */
export function matchesLabelSelector(
  selector: LabelSelector | null | undefined,
  labels: Labels | null | undefined,
): boolean {
  return compileLabelSelector(selector).matches(labels)
}

/**
 * Reports everything that Kubernetes refuses in a label selector, at the place of the collector and below.
 *
 * 1. A missing selector and an empty one are fine here; the field that holds it may say otherwise.
 * 2. `required`: values of `In` and `NotIn`. `forbidden`: values of `Exists` and `DoesNotExist`.
 * 3. `invalid`: an unknown operator, a key that is no qualified name, a value that is no label value; one issue for each
 *    part of the format that is broken. `v1.3.0` does not look at the values in `matchExpressions`.
 * 4. `wrong-type`: what Kubernetes could not even read.
 *
 * @see k8s.io/apimachinery, ValidateLabelSelector
 * @example validateLabelSelector({ matchExpressions: [{ key: 'a', operator: 'In' }] }, issues.at('spec', 'selector'),
 *   { profile: 'v1.3.0' }) // reports `required` at spec.selector.matchExpressions[0].values
 */
export function validateLabelSelector(
  selector: LabelSelector | null | undefined,
  issues: IssueCollector,
  options: { readonly profile: ProfileName },
): void {
  if (selector === null || selector === undefined) return
  const { judgesSelectorValues } = profiles[options.profile].kubernetes
  reportFaults(findSelectorFaults(readSelector(selector), { judgesSelectorValues }), issues)
}

/**
 * Everything that Kubernetes finds wrong with a selector, in its order: `matchLabels` sorted by key, then the expressions
 * one by one. Values of a wrong type come first.
 *
 * 1. Keys of labels are qualified names, values are label values. Mistakes in `matchLabels` are reported at the map.
 * 2. `In` and `NotIn` need values, `Exists` and `DoesNotExist` must have none, and there are no other operators.
 * 3. Each of an expression's values is a label value, whatever the operator, unless `judgesSelectorValues` is false.
 */
export function findSelectorFaults(
  reading: SelectorReading,
  { judgesSelectorValues = true }: { readonly judgesSelectorValues?: boolean } = {},
): readonly SelectorFault[] {
  return [
    ...reading.wrongTypes,
    ...reading.labels.flatMap(([key, value]) => labelFaults(key, value)),
    ...reading.expressions.flatMap((each, index) =>
      expressionFaults(each, ['matchExpressions', index], judgesSelectorValues),
    ),
  ]
}

function labelFaults(key: string, value: string): readonly SelectorFault[] {
  const path = ['matchLabels']
  return [
    ...invalid(qualifiedNameMistakes(key), () => ({ path, subject: `key ${quote(key)}` })),
    ...invalid(labelValueMistakes(value), () => ({
      path,
      subject: `value ${quote(value)} of ${quote(key)}`,
    })),
  ]
}

function expressionFaults(
  expression: Expression,
  path: FieldPath,
  judgesValues: boolean,
): readonly SelectorFault[] {
  const { key, values } = expression
  const judged = judgesValues ? values : []
  return [
    ...operatorFaults(expression, path),
    ...invalid(qualifiedNameMistakes(key), () => ({ path: [...path, 'key'], subject: `key ${quote(key)}` })),
    ...judged.flatMap((value, index) =>
      invalid(labelValueMistakes(value), () => ({
        path: [...path, 'values', index],
        subject: `value ${quote(value)}`,
      })),
    ),
  ]
}

function operatorFaults({ operator, values }: Expression, path: FieldPath): readonly SelectorFault[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return []
      return [{ code: 'required', path: [...path, 'values'], message: `${operator} needs values` }]
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return []
      return [{ code: 'forbidden', path: [...path, 'values'], message: `${operator} takes no values` }]
    default:
      return [{ code: 'invalid', path: [...path, 'operator'], message: unknownOperator(operator) }]
  }
}

function unknownOperator(operator: string): string {
  return `${quote(operator)} is no operator; there are ${selectorOperators.join(', ')}`
}

/** Place and subject are asked for only where something is wrong, since nearly always nothing is. */
function invalid(
  mistakes: Mistakes,
  describe: () => { readonly path: FieldPath; readonly subject: string },
): readonly SelectorFault[] {
  if (mistakes.length === 0) return []
  const { path, subject } = describe()
  return mistakes.map((mistake) => ({ code: 'invalid', path, message: `${subject}: ${mistake}` }))
}

/** Reports faults as errors, below the place of the collector. */
export function reportFaults(faults: readonly SelectorFault[], issues: IssueCollector): void {
  for (const { code, path, message } of faults) issues.at(...path).error(code, message)
}
