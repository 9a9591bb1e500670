import { isDnsLabel } from '../../../kubernetes/names/index.js'
import { compileRequirement, type LenientSelector, type Requirement } from '../../../selector/index.js'
import type { CompiledSet } from '../../compile/compiled-set.js'
import { namespaceNameLabel } from '../../../sidecarset/convert-sidecar-set.js'
import { selectsNamespace, type NamespaceLabels } from '../../compile/namespace-labels.js'
import { findLabelChanges, type LabelChange } from './label-changes.js'
import type { NearMissChange } from './types.js'

/**
 * The fewest changes after which a SidecarSet is for the Pod's namespace: none, other labels of the Namespace, or
 * another namespace. undefined where nothing that can be named helps. Of two ways with equally many changes, the one
 * that leaves the Pod where it is.
 */
export function findNamespaceChanges(
  set: CompiledSet,
  namespace: string,
  namespaces: NamespaceLabels,
): readonly NearMissChange[] | undefined {
  if (set.namespace !== undefined) return changeToNamed(set.namespace, namespace)
  const selector = set.namespaceSelector
  if (selector === undefined || selectsNamespace(selector, namespace, namespaces).answer === 'yes') return []
  if (selector.unknownOperator !== undefined || selector.scope === 'nothing') return undefined
  const stay = relabel(selector, namespace, namespaces)
  if (stay !== undefined && stay.length <= 1) return stay
  const elsewhere = destinations(selector, namespace, namespaces)
  return fewest([...(stay === undefined ? [] : [stay]), ...elsewhere])
}

function changeToNamed(wanted: string, actual: string): readonly NearMissChange[] | undefined {
  if (wanted === actual) return []
  return isDnsLabel(wanted) ? [{ change: 'set-namespace', namespace: wanted, actual }] : undefined
}

/** Changes of a Namespace's labels that make the selector match it. Its name label is the API server's. */
function relabel(
  selector: LenientSelector,
  namespace: string,
  namespaces: NamespaceLabels,
): readonly NearMissChange[] | undefined {
  const isAboutName = ({ key }: Requirement): boolean => key === namespaceNameLabel
  const fitsName = selector.requirements
    .filter(isAboutName)
    .every((requirement) => compileRequirement(requirement)(namespace))
  if (!fitsName) return undefined
  const others = selector.requirements.filter((requirement) => !isAboutName(requirement))
  return findLabelChanges(others, namespaces.get(namespace))?.map((change) => onNamespace(change, namespace))
}

function onNamespace(found: LabelChange, namespace: string): NearMissChange {
  if (found.change === 'set') return { ...found, change: 'set-namespace-label', namespace }
  return { ...found, change: 'remove-namespace-label', namespace }
}

/** Ways into another namespace: a known one that is selected already, else one that the selector lists by name. */
function destinations(
  selector: LenientSelector,
  actual: string,
  namespaces: NamespaceLabels,
): readonly (readonly NearMissChange[])[] {
  const moveTo = (namespace: string): NearMissChange => ({ change: 'set-namespace', namespace, actual })
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
function fewest(ways: readonly (readonly NearMissChange[])[]): readonly NearMissChange[] | undefined {
  return ways.reduce<readonly NearMissChange[] | undefined>(
    (best, way) => (best === undefined || way.length < best.length ? way : best),
    undefined,
  )
}
