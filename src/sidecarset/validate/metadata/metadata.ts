import type { IssueCollector } from '../../../issue/index.js'
import { dnsLabelMistakes, qualifiedNameMistakes } from '../../../kubernetes/names/index.js'
import { setOwn } from '../../../kubernetes/own-entry.js'
import type { ObjectMeta } from '../../../manifest/api-types.js'
import { hashAnnotation, hashWithoutImageAnnotation } from '../../annotation-names.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { suggestDnsLabel } from '../../../text/suggest-name.js'
import { quote } from '../../../text/quote.js'
import { validateAnnotations, validateLabels } from './label-maps.js'
import { validateManagedFields } from './managed-fields.js'
import { validateOwnerReferences } from './owner-references.js'

const longestName = 63
/** As many characters as the hashes have that OpenKruise writes into annotations before it judges them. */
const hashLength = 64

/**
 * Reports what is wrong with the metadata of a SidecarSet, which is cluster-scoped.
 *
 * @param metadata in canonical form
 * @param version  API version of the manifest, for the advice where to name a namespace instead
 */
export function validateMetadata(metadata: ObjectMeta, issues: IssueCollector, version: string): void {
  const name = metadata.name
  if (requireText(issues.at('name'), name, 'a SidecarSet needs a name, such as log-agent'))
    validateName(name, issues.at('name'))
  const prefix = metadata.generateName ?? ''
  if (prefix !== '') validateName(prefix, issues.at('generateName'))
  if ((metadata.namespace ?? '') !== '') issues.at('namespace').error('forbidden', namespaceAdvice(version))
  validateLabels(metadata.labels, issues.at('labels'))
  validateAnnotations(withHashes(metadata.annotations), issues.at('annotations'))
  validateOwnerReferences(metadata.ownerReferences, issues.at('ownerReferences'))
  validateFinalizers(metadata.finalizers ?? [], issues.at('finalizers'))
  validateManagedFields(metadata.managedFields, issues.at('managedFields'))
  if ((metadata.generation ?? 0) < 0)
    issues.at('generation').error('invalid', 'must not be negative; the server counts it, leave it out')
  validateClusterName(metadata.clusterName ?? '', issues.at('clusterName'))
}

function validateName(name: string, issues: IssueCollector): void {
  const instead = suggestDnsLabel(name)
  const hint = instead === undefined ? '' : `; write for example ${quote(instead)}`
  if (!/^[-A-Za-z0-9]+$/.test(name))
    issues.error('invalid', `${quote(name)}: a SidecarSet's name is made of letters, digits and '-'${hint}`)
  if (name.length > longestName)
    issues.error('invalid', `${quote(name)}: must be no more than ${longestName} characters`)
}

function namespaceAdvice(version: string): string {
  const instead =
    version === 'v1beta1'
      ? 'write spec.namespaceSelector with matchLabels kubernetes.io/metadata.name'
      : 'write spec.namespace'
  return `a SidecarSet belongs to no namespace; to have it in the Pods of one namespace only, ${instead}`
}

/** The annotations as they are stored: OpenKruise adds its hashes first. */
function withHashes(annotations: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const result: Record<string, string> = {}
  for (const [key, value] of Object.entries(annotations)) setOwn(result, key, value)
  result[hashAnnotation] = 'x'.repeat(hashLength)
  result[hashWithoutImageAnnotation] = 'x'.repeat(hashLength)
  return result
}

function validateFinalizers(finalizers: readonly string[], issues: IssueCollector): void {
  for (const finalizer of finalizers) reportMistakes(issues, finalizer, qualifiedNameMistakes(finalizer))
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    issues.error('invalid', 'orphan and foregroundDeletion contradict each other; keep one of them')
}

/** A DNS label that starts with a letter. Only old versions have this field. */
function validateClusterName(name: string, issues: IssueCollector): void {
  if (name === '') return
  const mistakes = dnsLabelMistakes(name, 'v1.3.0')
  reportMistakes(issues, name, mistakes)
  if (mistakes.length === 0 && !/^[a-z]/.test(name))
    issues.error('invalid', `${quote(name)}: must start with a lower-case letter`)
}
