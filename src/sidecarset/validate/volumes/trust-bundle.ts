import type { IssueCollector } from '../../../issue/index.js'
import {
  byteLength,
  dnsLabelMistakes,
  dnsSubdomainMistakes,
  isDnsLabel,
} from '../../../kubernetes/names/index.js'
import type { ClusterTrustBundleProjection } from '../../../manifest/api-types.js'
import { validateLabelSelector } from '../../../selector/index.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'
import { validateFilePath } from './config-files.js'

const longestDomain = 253
const longestSigner = 571

/** Reports what is wrong with certificates of the cluster as a file: one bundle by name, or all of a signer. */
export function validateTrustBundle(
  bundle: ClusterTrustBundleProjection,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const { name, signerName, labelSelector, path } = bundle
  if (name !== undefined && signerName !== undefined)
    issues.error('invalid', 'name and signerName exclude each other; leave out one of the two')
  else if (signerName !== undefined) {
    validateSigner(signerName, issues.at('signerName'))
    validateLabelSelector(labelSelector, issues.at('labelSelector'), rules)
  } else if (name !== undefined) {
    validateBundleName(name, issues.at('name'))
    if (labelSelector !== undefined)
      issues.at('labelSelector').error('invalid', 'is only for signerName; leave it out')
  } else issues.error('required', 'name the certificates by name or signerName')
  validateFilePath(path, issues.at('path'))
}

function validateBundleName(name: string, issues: IssueCollector): void {
  if (!requireText(issues, name, 'name the ClusterTrustBundle')) return
  const colon = name.lastIndexOf(':')
  if (colon === 0) issues.error('invalid', `${quote(name)}: something must stand before the colon`)
  reportMistakes(issues, name, dnsSubdomainMistakes(name.slice(colon + 1)))
}

/** `example.com/signer`: two or more DNS labels, a slash, and one or more DNS labels. */
function validateSigner(signer: string, issues: IssueCollector): void {
  if (!requireText(issues, signer, 'name the signer, such as example.com/signer')) return
  const [domain = '', path = '', ...more] = signer.split('/', 3)
  const labels = domain.split('.')
  if (path === '' || more.length > 0 || labels.length < 2)
    issues.error('invalid', `${quote(signer)} is not of the form example.com/signer`)
  else if (![...labels, ...path.split('.')].every(isDnsLabel))
    reportLabels(signer, [...labels, ...path.split('.')], issues)
  if (byteLength(domain) > longestDomain)
    issues.error('too-long', `the domain must be no more than ${longestDomain} characters`)
  if (byteLength(signer) > longestSigner)
    issues.error('too-long', `must be no more than ${longestSigner} characters`)
}

function reportLabels(signer: string, labels: readonly string[], issues: IssueCollector): void {
  const wrong = labels.find((label) => !isDnsLabel(label)) ?? ''
  reportMistakes(issues, signer, dnsLabelMistakes(wrong, 'v1.9.0'))
}
