import { toFieldPath, type FieldPath, type IssueCollector } from '../../../issue/index.js'
import { isJsonObject } from '../../../kubernetes/own-entry.js'
import { isDnsLabel } from '../../../kubernetes/names/index.js'
import type { LabelSelector } from '../../../manifest/api-types.js'
import { compileLenientSelector, findContradiction, type Contradiction } from '../../../selector/index.js'
import type { StoredSidecarSet } from '../../read-sidecar-set.js'
import { namespaceNameLabel, reachOf } from '../conflicts/reach.js'
import { closestWord } from '../../../text/closest-word.js'
import { quote } from '../../../text/quote.js'
import { valueAtPath } from '../type-at-path.js'

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
  const { namespaceSelector } = reachOf(set)
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
  const name = valueAtPath(namespace, ['metadata', 'name'])
  const labels = valueAtPath(namespace, ['metadata', 'labels'])
  const text = typeof name === 'string' ? name : ''
  const own = isJsonObject(labels) ? (labels as Record<string, string>) : {}
  return { name: text, labels: { [namespaceNameLabel]: text, ...own } }
}
