import { readOptions } from '../options/index.js'
import { bindingValidationContext } from './options.js'
import { createIssueCollector, type Issue, type IssueCollector, type ResourceId } from '../issue/index.js'
import { findUnknownFields, schemaOf } from '../kubernetes/go-struct/index.js'
import { dnsLabelMistakes, dnsSubdomainMistakes } from '../kubernetes/names/index.js'
import { describeMismatch, isJsonObject, ownValue, textAt } from '../read/index.js'
import type { SidecarSet } from '../manifest/api-types.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import {
  type BindingEntry,
  readEntries,
  readMapping,
  readTextField,
  reportUnknown,
} from '../reference/binding-entries.js'
import { reportUse } from '../reference/binding-use.js'
import { suggestDnsLabel, suggestObjectName } from '../text/suggestions.js'
import { reportMistakes, requireText } from '../kubernetes/field-checks.js'
import { reportKind } from './findings.js'
import { newestProfileName } from '../profile.js'

/** What is known of the cluster that a binding is meant for. What is not given is not checked. */
export interface BindingValidationContext {
  /** The SidecarSets of the cluster: whether those that the binding names are there, and use what it grants. */
  readonly sidecarSets?: readonly SidecarSet[] | undefined
}

const apiVersion = 'sidecarset.alibabacloud.com/v1alpha1'
const kind = 'SidecarSetResourceBinding'

/**
 * Everything that is wrong with a SidecarSetResourceBinding, and everything about it that will surprise its author.
 *
 * 1. Errors: values that cannot be read, subjects and objects that are missing or of an unknown kind, names that are
 *    none. Names are exact, so a wildcard is refused (`wildcard-name`); objects are those of the binding's own
 *    namespace, so `namespace/name` is refused too.
 * 2. Warnings: no namespace, an entry that comes twice, fields that do not exist. With `sidecarSets`: a subject that is
 *    not among them (`unknown-subject`), an object that no volume of the subjects refers to (`unused-grant`).
 * 3. Info: a Secret is granted (`secret-granted`): whoever can get a Pod selected can read it.
 *
 * It never throws and never changes what it is given, whatever that looks like. null counts as absent.
 *
 * @example
 * validateResourceBinding({ metadata: { name: 'b', namespace: 'kube-system' }, spec: {
 *   subjects: [{ kind: 'SidecarSet', name: 'filebeat' }], resourceRefs: [{ kind: 'ConfigMap', name: '*' }] } })
 * // one error: wildcard-name at spec.resourceRefs[0].name
 */
export function validateResourceBinding(
  binding: SidecarSetResourceBinding,
  given: BindingValidationContext = {},
): Issue[] {
  const context = readOptions('validateResourceBinding', bindingValidationContext, given)
  const raw: unknown = binding
  if (!isJsonObject(raw))
    return [{ code: 'wrong-type', severity: 'error', message: `a ${kind} must be a mapping`, path: [] }]
  const namespace = textAt(raw, 'metadata', 'namespace') ?? ''
  const name = textAt(raw, 'metadata', 'name') ?? ''
  const resource: ResourceId = { kind, name, ...(namespace === '' ? {} : { namespace }) }
  const issues = createIssueCollector(resource)
  reportKind(raw, kind, `apiVersion: ${apiVersion} and kind: ${kind}`, issues)
  validateVersion(ownValue(raw, 'apiVersion'), issues.at('apiVersion'))
  validateMetadata(ownValue(raw, 'metadata'), issues.at('metadata'))
  reportUnknown(raw, ['apiVersion', 'kind', 'metadata', 'spec', 'status'], issues)
  const entries = validateSpec(ownValue(raw, 'spec'), namespace, issues.at('spec'))
  reportUse(entries, { namespace, sidecarSets: context.sidecarSets }, issues.at('spec'))
  return [...issues.list]
}

function validateVersion(given: unknown, issues: IssueCollector): void {
  if (given === undefined || given === null || given === '' || given === apiVersion) return
  if (typeof given === 'string')
    issues.error('unsupported-version', `the only version of a binding is ${apiVersion}`)
  else
    issues.error('wrong-type', `${describeMismatch('text', given, issues.path).message}; write ${apiVersion}`)
}

function validateMetadata(value: unknown, issues: IssueCollector): void {
  const metadata = readMapping(value, issues) ?? {}
  const name = readTextField(metadata, 'name', issues)
  if (name !== undefined && requireText(issues.at('name'), name, 'a binding needs a name'))
    reportMistakes(issues.at('name'), name, dnsSubdomainMistakes(name), suggestObjectName(name))
  const namespace = readTextField(metadata, 'namespace', issues)
  if (namespace === '')
    issues
      .at('namespace')
      .warning(
        'required',
        'is missing: a binding grants objects of its own namespace, and without one it grants nothing',
      )
  else if (namespace !== undefined)
    reportMistakes(
      issues.at('namespace'),
      namespace,
      dnsLabelMistakes(namespace, newestProfileName),
      suggestDnsLabel(namespace),
    )
  for (const { path } of findUnknownFields(schemaOf(newestProfileName), 'ObjectMeta', metadata))
    issues.at(...path).warning('unknown-field', 'metadata has no such field, so it is dropped')
}

function validateSpec(value: unknown, namespace: string, issues: IssueCollector): BindingEntries {
  const spec = readMapping(value, issues)
  if (spec === undefined) return { subjects: [], resourceRefs: [] }
  reportUnknown(spec, ['subjects', 'resourceRefs'], issues)
  return {
    subjects: readEntries(ownValue(spec, 'subjects'), { list: 'subjects', namespace }, issues.at('subjects')),
    resourceRefs: readEntries(
      ownValue(spec, 'resourceRefs'),
      { list: 'resourceRefs', namespace },
      issues.at('resourceRefs'),
    ),
  }
}

/** What a binding says, as far as it can be read. */
export interface BindingEntries {
  readonly subjects: readonly BindingEntry[]
  readonly resourceRefs: readonly BindingEntry[]
}
