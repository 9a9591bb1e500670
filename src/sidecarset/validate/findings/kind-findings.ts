import type { IssueCollector } from '../../../issue/index.js'
import { ownValue, type JsonObject } from '../../../kubernetes/own-entry.js'

/**
 * Reports a manifest that is of another kind, as an error, and one that does not say what it is, as a warning: it is
 * taken for what it is validated as.
 */
export function reportKind(raw: JsonObject, kind: string, example: string, issues: IssueCollector): void {
  const given = ownValue(raw, 'kind')
  if (typeof given === 'string' && given !== '' && given !== kind)
    issues.at('kind').error('wrong-kind', `this is a ${given.slice(0, 80)} and no ${kind}`)
  const missing = ['apiVersion', 'kind'].filter((field) => (ownValue(raw, field) ?? '') === '')
  if (missing.length > 0)
    issues.warning(
      'missing-kind',
      `${missing.join(' and ')} missing, so no cluster takes it; write ${example}`,
    )
}
