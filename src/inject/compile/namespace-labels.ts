import type { Issue } from '../../issue/index.js'
import { ownValue, readSafely } from '../../read/index.js'
import type { Namespace } from '../../manifest/manifest-types.js'
import { namespaceNameLabel } from '../../sidecarset/convert-sidecar-set.js'
import { readMetadata } from './read-metadata.js'
import {
  compileRequirement,
  type IndexableSelector,
  type LabelMismatch,
  type LenientSelector,
} from '../../selector/index.js'

/** Labels of Namespaces by name. */
export interface NamespaceLabels extends ReadonlyMap<string, Readonly<Record<string, string>>> {
  /** Whether there are no others. */
  readonly isWhole: boolean
}

/** Where the Namespaces come from: see `namespacesFrom` of `InjectorConfig`. */
export type NamespaceSource = 'manifests' | 'cluster'

/**
 * Reads the labels of Namespaces. A manifest lacks the label that the API server adds.
 *
 * One that cannot be read counts as not given. Nobody knows which it is, so that the others are not all that there are.
 */
export function readNamespaceLabels(
  namespaces: readonly Namespace[],
  from: NamespaceSource = 'manifests',
): { readonly labels: NamespaceLabels; readonly issues: readonly Issue[] } {
  const isFromCluster = from === 'cluster'
  const labels = new Map<string, Readonly<Record<string, string>>>()
  const issues: Issue[] = []
  for (const namespace of namespaces) {
    const read = readSafely(namespace, (given) => readMetadata(given, 'Namespace', ['name', 'labels']))
    const { name = '', labels: own = {} } = read.metadata
    if (read.issues.length > 0) issues.push(...read.issues)
    else labels.set(name, isFromCluster ? own : { [namespaceNameLabel]: name, ...own })
  }
  return { labels: Object.assign(labels, { isWhole: isFromCluster && issues.length === 0 }), issues }
}

/** A selector for the one namespace of that name. */
export function onlyNamespace(name: string): IndexableSelector {
  const requirement = { key: namespaceNameLabel, operator: 'Equals', values: [name], path: [] } as const
  return { scope: 'by-labels', requirements: [requirement] }
}

/** Whether a namespaceSelector selects a namespace, or that nobody can tell. */
export type NamespaceAnswer =
  | { readonly answer: 'yes' }
  | { readonly answer: 'no'; readonly mismatch?: LabelMismatch }
  | { readonly answer: 'unknown' }

/**
 * Asks a namespaceSelector about a namespace.
 *
 * 1. The labels are known: it matches or it does not. An unknown operator never matches.
 * 2. They are not, and the Namespaces are those of a cluster: it has none of that name, and nothing selects it.
 * 3. They are not, otherwise: requirements on the name label are decided by the name. One that fails is a no. If there are
 *    others, nobody can tell.
 */
export function selectsNamespace(
  selector: LenientSelector,
  namespace: string,
  labels: NamespaceLabels,
): NamespaceAnswer {
  if (selector.unknownOperator !== undefined || selector.scope === 'nothing') return { answer: 'no' }
  const known = labels.get(namespace)
  if (known !== undefined) return answerFor(selector, known)
  if (labels.isWhole) return { answer: 'no' }
  const aboutName = selector.requirements.filter((requirement) => requirement.key === namespaceNameLabel)
  const failed = aboutName.find((requirement) => !compileRequirement(requirement)(namespace))
  if (failed !== undefined) {
    const { key, operator, values: wanted, path } = failed
    return { answer: 'no', mismatch: { key, operator, wanted, path, actual: namespace } }
  }
  return { answer: aboutName.length === selector.requirements.length ? 'yes' : 'unknown' }
}

function answerFor(selector: LenientSelector, labels: Readonly<Record<string, string>>): NamespaceAnswer {
  if (selector.matches(labels)) return { answer: 'yes' }
  const mismatch = selector.firstMismatch(labels)
  return { answer: 'no', ...(mismatch === undefined ? {} : { mismatch }) }
}

/**
 * The namespaces that a v1.9.0 SidecarSet is bound to, by which it is visited earlier: the name label in matchLabels,
 * or else the values of the first `In` expression on it. undefined: bound to none in particular.
 */
export function boundNamespaces(selector: {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined
  readonly matchExpressions?:
    | readonly {
        readonly key?: string | undefined
        readonly operator?: string | undefined
        readonly values?: readonly string[] | undefined
      }[]
    | undefined
}): readonly string[] | undefined {
  const name =
    selector.matchLabels === undefined ? undefined : ownValue(selector.matchLabels, namespaceNameLabel)
  if (typeof name === 'string') return [name]
  return selector.matchExpressions?.find(
    ({ key, operator }) => key === namespaceNameLabel && operator === 'In',
  )?.values
}
