import type { FieldPath, IssueCollector } from '../issue/index.js'
import { toFieldPath } from '../issue/index.js'
import type { ProfileName } from '../profile.js'
import { isJsonObject, ownValue } from '../read/index.js'
import { describeChoice } from '../kubernetes/field-checks.js'
import type { SidecarSetReading } from './reading.js'
import { crdRules, type CrdRule } from './rules.js'

/**
 * Reports what the API server refuses by the CRD of SidecarSets before it asks any webhook: `crd-required` where a field
 * must be given that OpenKruise's own validation does not ask for, `crd-not-supported` where the CRD lists the values.
 *
 * 1. A field with an empty value is given; null is not.
 * 2. Where another rule has reported the same place already, nothing is added.
 *
 * @see OpenKruise, config/crd/bases/apps.kruise.io_sidecarsets.yaml
 */
export function validateByCrd(
  { raw }: SidecarSetReading,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  const reported = new Set(issues.list.filter(({ severity }) => severity === 'error').map(placeOf))
  for (const rule of crdRules[profile])
    visit(ownValue(raw, 'spec'), rule.holder, ['spec'], (holder, path) => {
      const place = [...path, rule.field]
      if (!reported.has(toFieldPath(place))) judge(rule, ownValue(holder, rule.field), issues.at(...place))
    })
}

function placeOf({ path }: { readonly path: FieldPath }): string {
  return toFieldPath(path)
}

function judge({ field, isRequired, values }: CrdRule, value: unknown, issues: IssueCollector): void {
  if (value === undefined || value === null) {
    if (isRequired)
      issues.error('crd-required', `is missing: the API server accepts no SidecarSet without ${field} here`)
  } else if (values !== undefined && typeof value === 'string' && !values.includes(value))
    issues.error('crd-not-supported', describeChoice(value, values))
}

type Visitor = (holder: Readonly<Record<string, unknown>>, path: FieldPath) => void

/** Visits the mappings at a pattern of fields, in which `*` stands for every element of a list. */
function visit(value: unknown, pattern: readonly string[], path: FieldPath, visitor: Visitor): void {
  const [segment, ...rest] = pattern
  if (segment === '*') {
    if (Array.isArray(value))
      value.forEach((element: unknown, index) => visit(element, rest, [...path, index], visitor))
  } else if (!isJsonObject(value)) return
  else if (segment === undefined) visitor(value, path)
  else visit(ownValue(value, segment), rest, [...path, segment], visitor)
}
