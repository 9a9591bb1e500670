import { readOptions } from '../options/index.js'
import { validationContext } from './options.js'
import {
  createIssueCollector,
  type Issue,
  type ResourceId,
  type FieldPath,
  type IssueCollector,
  toFieldPath,
} from '../issue/index.js'
import { isJsonObject, ownValue } from '../read/index.js'
import type { ControllerRevision, SidecarSet } from '../manifest/api-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import type { ComparedSidecarSets } from './compared-sets.js'
import { findConflicts } from './conflicts.js'
import { findSurprises } from './findings.js'
import { validateMetadata } from './metadata.js'
import { muteCollector, readForValidation, type SidecarSetReading } from './reading.js'
import { validationRules, type ValidationRules, crdRules, type CrdRule } from './rules.js'
import { validateAgainstOlder, validateSpec } from './spec.js'
import { findDroppedFields, reportPatchDirectives } from './unknown-fields.js'
import type { PatchMetadataWhitelist } from './whitelist.js'
import { describeChoice } from '../kubernetes/field-checks.js'

/** What is known of the cluster that a SidecarSet is meant for. What is not given is not checked. */
export interface ValidationContext {
  /**
   * The other SidecarSets of the cluster; the one of the same name may be among them. Where many are validated against
   * each other, read them once: `compileSidecarSets`.
   */
  readonly others?: readonly SidecarSet[] | ComparedSidecarSets | undefined
  /** The state before an update. */
  readonly older?: SidecarSet | undefined
  /** For `injectionStrategy.revision`. */
  readonly controllerRevisions?: readonly ControllerRevision[] | undefined
  /** All Namespaces of the cluster: whether one of them is meant. */
  readonly namespaces?: readonly Namespace[] | undefined
  /** For `patchPodMetadata`: the whitelist as JSON text or as its value; null where there is known to be none. */
  readonly patchMetadataWhitelist?: PatchMetadataWhitelist | undefined
  /**
   * Whether a missing whitelist, or one without an expression for the SidecarSet, allows every annotation: the feature gate
   * SidecarSetPatchPodMetadataDefaultsAllowed.
   *
   * @default false, as the gate
   */
  readonly patchPodMetadataDefaultsAllowed?: boolean | undefined
  /** Whether containers may be privileged: flag `--allow-privileged` of OpenKruise's manager. @default true, as the flag */
  readonly allowPrivileged?: boolean | undefined
  /** The namespace that OpenKruise is installed in: of the ControllerRevisions and the whitelist. @default 'kruise-system' */
  readonly kruiseNamespace?: string | undefined
  /** @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
}

/**
 * Everything that is wrong with a SidecarSet, and everything that will surprise its author, in one go.
 *
 * 1. Errors are what OpenKruise refuses, at the fields where they can be mended: names, selectors, strategies,
 *    containers and volumes as Kubernetes judges them in a Pod, changes that an update may not make, conflicts with
 *    other SidecarSets. Without an error the cluster takes it.
 * 2. Warnings and infos are what OpenKruise accepts without a word: fields that do not exist, values that do nothing,
 *    volumes that nobody mounts, selectors that select nothing, features that the version does not have.
 * 3. What cannot be read (wrong types) is an error too, and validation goes on with the rest.
 * 4. Later versions look at other SidecarSets only when nothing else is wrong; here everything is always looked at.
 *
 * It never changes what it is given, and never throws for anything in a manifest, whatever that looks like.
 *
 * @param set     v1alpha1 or, from `v1.9.0` on, v1beta1; as written, not defaulted
 * @param context what is known of the cluster; see there
 * @throws SidecarSetError of stage `options` where the context is not one that it takes
 * @returns issues with codes and field paths; none when everything is fine
 * @see OpenKruise, the validating webhook for SidecarSets
 * @example
 * validateSidecarSet({ metadata: { name: 'logs' }, spec: { selector: {}, containers: [{ name: 'Agent', image: 'agent:1' }] } })
 * // errors: invalid at spec.selector, invalid at spec.containers[0].name
 */
export function validateSidecarSet(set: SidecarSet, given: ValidationContext = {}): Issue[] {
  const context = readOptions('validateSidecarSet', validationContext, given)
  const profile = context.profile ?? defaultProfileName
  const manifest: unknown = set
  if (!isJsonObject(manifest))
    return [{ code: 'wrong-type', severity: 'error', message: 'a SidecarSet must be a mapping', path: [] }]
  const reading = readForValidation(manifest, profile)

  const resource: ResourceId = { kind: 'SidecarSet', name: reading.stored.name }
  const walk = createIssueCollector(resource)
  const issues = muteCollector(
    walk,
    reading.unreadable.map(({ path }) => path),
  )
  const rules: ValidationRules = {
    ...validationRules[profile],
    refusesPrivileged: context.allowPrivileged === false,
  }
  const dropped = findDroppedFields(reading, profile)
  const isPatch = reportPatchDirectives(dropped, issues)
  validateMetadata(reading.metadata, issues.at('metadata'), reading.stored.version)
  validateSpec(reading.stored, issues.at('spec'), rules, {
    ...context,
    controllerRevisions: readRevisions(context.controllerRevisions),
  })
  validateByCrd(reading, issues, profile)
  validateChange(reading, context.older, profile, issues.at('spec', 'containers'))
  findConflicts(reading, context.others, profile, issues)
  findSurprises(reading, issues, { profile, dropped, isPatch, namespaces: context.namespaces })
  return distinct([...reading.unreadable.map((issue) => ({ ...issue, resource })), ...walk.list])
}

function validateChange(
  { stored }: SidecarSetReading,
  older: unknown,
  profile: ProfileName,
  issues: ReturnType<typeof createIssueCollector>,
): void {
  if (!isJsonObject(older)) return
  const before = readForValidation(older, profile)
  validateAgainstOlder(stored.spec.containers ?? [], before.stored.spec.containers ?? [], issues)
}

/** ControllerRevisions as far as they are some: whatever else is in the list is passed over. */
function readRevisions(revisions: unknown): readonly ControllerRevision[] | undefined {
  if (!Array.isArray(revisions)) return undefined
  return revisions.filter(isJsonObject) as readonly ControllerRevision[]
}

/** The same finding at the same place once only. */
function distinct(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>()
  return issues.filter(({ code, path, message }) => {
    const key = JSON.stringify([code, path, message])
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * Reports what the API server refuses by the CRD of SidecarSets before it asks any webhook: `crd-required` where a field
 * must be given that OpenKruise's own validation does not ask for, `crd-not-supported` where the CRD lists the values.
 *
 * 1. A field with an empty value is given; null is not.
 * 2. Where another rule has reported the same place already, nothing is added.
 *
 * @see OpenKruise, config/crd/bases/apps.kruise.io_sidecarsets.yaml
 */
function validateByCrd({ raw }: SidecarSetReading, issues: IssueCollector, profile: ProfileName): void {
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
