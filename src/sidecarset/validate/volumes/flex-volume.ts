import type { IssueCollector } from '../../../issue/index.js'
import type { FlexVolumeSource } from '../../../manifest/api-types.js'
import { requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

/** Reports a missing driver, and options in the name of Kubernetes. */
export function validateFlexVolume({ driver, options = {} }: FlexVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('driver'), driver, 'this kind of volume needs driver')
  for (const key of Object.keys(options))
    if (isReserved(key))
      issues.at('options', key).error('invalid', `${quote(key)} is a name kept for Kubernetes itself`)
}

function isReserved(key: string): boolean {
  const slash = key.indexOf('/')
  const domain = `.${slash < 0 ? key : key.slice(0, slash)}`.toLowerCase()
  return domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io')
}
