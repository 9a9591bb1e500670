import { type Issue, SidecarSetError } from '../../issue/index.js'
import { profiles, defaultProfileName, type ProfileName } from '../../profile.js'
import { compileGrants, type Grants } from '../../reference/index.js'
import { defaultKruiseNamespace, virtualNodeLabel } from '../../sidecarset/annotation-names.js'
import { copyPlain } from '../../kubernetes/plain-data.js'
import type { LabelSelector } from '../../manifest/api-types.js'
import { compileLabelSelector, type SelectorIndex } from '../../selector/index.js'
import type { UnauthorizedPolicy } from '../decide/authorize.js'
import { compileSets } from './compile-sets.js'
import type { CompiledSet, HashSource } from './compiled-set.js'
import { indexSets, type IndexedSets } from './index-sets.js'
import { readNamespaceLabels, type NamespaceLabels } from './namespace-labels.js'
import { indexRevisions, readRevisions, type RevisionIndex } from './revision-index.js'
import type { UnreadableSet } from './unreadable-set.js'
import type { InjectorConfig } from '../types.js'
import type { PlatformLabels } from '../decide/find-near-miss.js'

/** An injector's configuration, made ready: everything that does not depend on the Pod. */
export interface CompiledConfig {
  readonly profile: ProfileName
  readonly hashes: HashSource
  readonly unauthorizedReference: UnauthorizedPolicy
  readonly exposedReference: 'warn' | 'deny'
  readonly unknown: 'skip' | 'deny'
  /** Containers of several SidecarSets go in order of their names. */
  readonly sortsContainers: boolean
  readonly unreadablePolicy: UnreadablePolicy
  /** In order of name. */
  readonly sets: readonly CompiledSet[]
  /** SidecarSets that are left out, in order of name. */
  readonly unreadable: readonly UnreadableSet[]
  /** What is wrong with all that is left out. */
  readonly issues: readonly Issue[]
  readonly index: SelectorIndex<CompiledSet>
  /** The index that was made from the ground up, which a later injector may amend. */
  readonly indexed: IndexedSets
  readonly grants: Grants
  readonly namespaces: NamespaceLabels
  readonly revisions: RevisionIndex
  readonly platformLabels: PlatformLabels
  /** The cluster's own, which is well-formed; undefined where it is not known. */
  readonly webhookNamespaceSelector: LabelSelector | undefined
  readonly sidecarTerminator: boolean | undefined
}

/** ACK's, since its virtual nodes are what the default profile is for too. */
const defaultPlatformLabels: Readonly<Record<string, string>> = { [virtualNodeLabel]: 'true' }

/** @throws SidecarSetError with all that cannot be read, and every name that comes twice, where `unreadable` is `throw` */
export function compileConfig(
  config: Omit<InjectorConfig, 'previous'>,
  previous?: CompiledConfig,
): CompiledConfig {
  const profile = config.profile ?? defaultProfileName
  const hashes = config.hashes === 'carried' ? 'carried' : 'computed'
  const earlier = previous?.profile === profile && previous.hashes === hashes ? previous : undefined
  const compiled = compileSets(config.sidecarSets, { profile, hashes }, earlier?.sets ?? [])
  const cluster = readCluster(config, profile)
  const unreadablePolicy = config.unreadable ?? 'leave-out'
  const issues = listLeftOut({ sets: compiled.unreadable, ...cluster.leftOut }, unreadablePolicy)
  const indexed = indexSets(compiled.sets, earlier?.indexed)
  return {
    profile,
    hashes,
    unauthorizedReference: config.unauthorizedReference ?? 'deny',
    exposedReference: config.exposedReference ?? 'warn',
    unknown: config.unknown ?? 'skip',
    sortsContainers: config.sortContainersByName === true && profiles[profile].injection.hasSortGate,
    unreadablePolicy,
    sets: compiled.sets,
    unreadable: compiled.unreadable,
    issues,
    index: indexed.index,
    indexed: indexed.base,
    grants: cluster.grants,
    namespaces: cluster.namespaces,
    revisions: cluster.revisions,
    platformLabels: new Map(Object.entries(config.platformLabels ?? defaultPlatformLabels)),
    webhookNamespaceSelector: readWebhookSelector(config.webhookNamespaceSelector),
    sidecarTerminator: config.sidecarTerminator,
  }
}

/** A copy. @throws SidecarSetError of stage `selector` where it is malformed */
function readWebhookSelector(selector: LabelSelector | undefined): LabelSelector | undefined {
  if (selector === undefined) return undefined
  compileLabelSelector(selector)
  return copyPlain(selector)
}

/** Reads what SidecarSets depend on. */
function readCluster(config: Omit<InjectorConfig, 'previous'>, profile: ProfileName) {
  const { resourceBindings, deletingBindings } = config
  const grants = compileGrants(resourceBindings, { deletingBindings })
  const namespaces = readNamespaceLabels(config.namespaces ?? [], config.namespacesFrom)
  const kruiseNamespace = config.kruiseNamespace ?? defaultKruiseNamespace
  const revisions = readRevisions(config.controllerRevisions ?? [], kruiseNamespace)
  return {
    grants,
    namespaces: namespaces.labels,
    revisions: indexRevisions(revisions.revisions, profiles[profile].injection, kruiseNamespace),
    leftOut: { bindings: grants.issues, namespaces: namespaces.issues, revisions: revisions.issues },
  }
}

/** What becomes of what cannot be read. */
export type UnreadablePolicy = 'leave-out' | 'deny' | 'throw'

/** What of a configuration cannot be used. */
export interface LeftOut {
  readonly sets: readonly UnreadableSet[]
  /** Of bindings, Namespaces and ControllerRevisions. */
  readonly bindings: readonly Issue[]
  readonly namespaces: readonly Issue[]
  readonly revisions: readonly Issue[]
}

/**
 * All that is wrong with what cannot be used, each with what it means for Pods.
 *
 * @throws SidecarSetError with all of it, where the policy says so and there is some
 */
export function listLeftOut(
  { sets, bindings, namespaces, revisions }: LeftOut,
  policy: UnreadablePolicy,
): readonly Issue[] {
  const issues = [
    ...sets.flatMap((set) => withConsequence(set.issues, consequenceOf(set, policy))),
    ...withConsequence(bindings, 'it grants nothing'),
    ...withConsequence(namespaces, 'the labels of this Namespace count as not given'),
    ...withConsequence(revisions, 'it counts as missing, and a SidecarSet that asks for it refuses its Pods'),
  ]
  if (policy === 'throw' && issues.length > 0) throw new SidecarSetError('injection', issues)
  return issues
}

function withConsequence(issues: readonly Issue[], consequence: string): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, message: `${issue.message}; ${consequence}` }))
}

function consequenceOf(set: UnreadableSet, policy: UnreadablePolicy): string {
  const pods =
    policy === 'deny' ? 'Pods that it may select are refused' : 'Pods that it selects get nothing of it'
  return [pods, ...adviseProfile(set)].join('; ')
}

/** What reads a SidecarSet that is only too new. */
export function adviseProfile({ readableWith }: UnreadableSet): readonly string[] {
  return readableWith === undefined ? [] : [`pass profile: '${readableWith}' to read it`]
}
