import type { IssueCollector } from '../issue/index.js'
import {
  annotationKeyMistakes,
  dnsLabelMistakes,
  labelValueMistakes,
  qualifiedNameMistakes,
} from '../kubernetes/names/index.js'
import { byteLength } from '../kubernetes/utf8.js'
import { setOwn } from '../read/index.js'
import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from '../manifest/api-types.js'
import { hashAnnotation, hashWithoutImageAnnotation } from '../sidecarset/annotation-names.js'
import { quote } from '../text/visible.js'
import { suggestDnsLabel } from '../text/suggestions.js'
import { reportMistakes, requireChoice, requireText } from '../kubernetes/field-checks.js'
import { defaultProfileName } from '../profile.js'

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
  const mistakes = dnsLabelMistakes(name, defaultProfileName)
  reportMistakes(issues, name, mistakes)
  if (mistakes.length === 0 && !/^[a-z]/.test(name))
    issues.error('invalid', `${quote(name)}: must start with a lower-case letter`)
}

type TextMap = Readonly<Record<string, string>> | undefined

/** All annotations of an object together, keys and values, in bytes. */
const largestAnnotations = 256 * 1024

/** Reports labels whose keys are no qualified names or whose values are no label values, at the map itself. */
export function validateLabels(labels: TextMap, issues: IssueCollector): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    reportMistakes(issues, key, qualifiedNameMistakes(key))
    for (const mistake of labelValueMistakes(value))
      issues.error('invalid', `value ${quote(value)} of label ${quote(key)}: ${mistake}`)
  }
}

/** Reports annotations whose keys are none, and annotations that are too large together, at the map itself. */
export function validateAnnotations(annotations: TextMap, issues: IssueCollector): void {
  let bytes = 0
  for (const [key, value] of Object.entries(annotations ?? {})) {
    reportMistakes(issues, key, annotationKeyMistakes(key))
    bytes += byteLength(key) + byteLength(value)
  }
  if (bytes > largestAnnotations)
    issues.error(
      'too-long',
      `the annotations have ${bytes} bytes together, and at most ${largestAnnotations} are allowed`,
    )
}

/** Reports owner references that are incomplete, name what cannot own, or are the second controller. */
function validateOwnerReferences(
  owners: readonly OwnerReference[] | undefined,
  issues: IssueCollector,
): void {
  let hasController = false
  owners?.forEach((owner, index) => {
    const place = issues.at(index)
    validateOwner(owner, place)
    if (owner.controller !== true) return
    if (hasController)
      place.error('invalid', 'only one owner can be the controller; leave out `controller` of the others')
    hasController = true
  })
}

function validateOwner(owner: OwnerReference, issues: IssueCollector): void {
  const { group, version } = splitApiVersion(owner.apiVersion ?? '')
  if (version === '')
    issues.at('apiVersion').error('invalid', 'an owner needs an apiVersion such as v1 or apps/v1')
  for (const field of ['kind', 'name', 'uid'] as const)
    if ((owner[field] ?? '') === '') issues.at(field).error('invalid', `an owner needs a ${field}`)
  if (group === '' && version === 'v1' && owner.kind === 'Event')
    issues.error('invalid', 'an Event cannot own anything')
}

/** `group/version` or `version`; both empty where there are more slashes. */
function splitApiVersion(text: string): { readonly group: string; readonly version: string } {
  const parts = text.split('/', 3)
  if (parts.length === 1) return { group: '', version: text }
  return parts.length === 2 ? { group: parts[0] ?? '', version: parts[1] ?? '' } : { group: '', version: '' }
}

/** Reports entries of managedFields that no API server writes. People never write them at all. */
function validateManagedFields(
  entries: readonly ManagedFieldsEntry[] | undefined,
  issues: IssueCollector,
): void {
  entries?.forEach((entry, index) => {
    const place = issues.at(index)
    const { operation = '', fieldsType = '', manager = '', subresource = '' } = entry
    requireChoice(place.at('operation'), operation, ['Apply', 'Update'], 'invalid')
    if (fieldsType !== '') requireChoice(place.at('fieldsType'), fieldsType, ['FieldsV1'], 'invalid')
    requireAtMost(place.at('manager'), manager, 128)
    if (!isPrintable(manager))
      place.at('manager').error('invalid', `${quote(manager)} has characters that cannot be printed`)
    requireAtMost(place.at('subresource'), subresource, 256)
  })
}

function requireAtMost(issues: IssueCollector, text: string, most: number): void {
  if (byteLength(text) > most) issues.error('too-long', `must be no more than ${most} characters`)
}

/** As Go sees it: letters, marks, numbers, punctuation, symbols and the plain space. */
function isPrintable(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u.test(text)
}
