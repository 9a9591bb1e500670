import { createIssueCollector, type Issue, SidecarSetError } from '../../issue/index.js'
import { compareUtf8 } from '../../kubernetes/go-json.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import { defaultProfileName, type ProfileName } from '../../profile.js'
import { compileGrants, type Grants } from '../../reference/index.js'
import type { SelectorIndex } from '../../selector/index.js'
import type { UnauthorizedPolicy } from '../decide/authorize-set.js'
import { copyPlain } from '../../kubernetes/copy-plain.js'
import { compileManifest, nameOfManifest, type CompileOptions } from './compile-manifest.js'
import type { CompiledSet, HashSource } from './compiled-set.js'
import { indexSets, type IndexedSets } from './index-sets.js'
import { readNamespaceLabels, type NamespaceLabels } from './namespace-labels.js'
import { profileBehaviours } from '../profile-behaviour.js'
import { indexRevisions, type RevisionIndex } from './revision-index.js'
import type { InjectorConfig } from '../types.js'
import { createVerdictMemory, type VerdictMemory } from '../decide/verdict-memory.js'

/** An injector's configuration, made ready: everything that does not depend on the Pod. */
export interface CompiledConfig {
  readonly profile: ProfileName
  readonly hashes: HashSource
  readonly unauthorizedReference: UnauthorizedPolicy
  readonly exposedReference: 'warn' | 'deny'
  readonly unknown: 'skip' | 'deny'
  /** Containers of several SidecarSets go in order of their names. */
  readonly sortsContainers: boolean
  /** In order of name. */
  readonly sets: readonly CompiledSet[]
  readonly index: SelectorIndex<CompiledSet>
  /** The index that was made from the ground up, which a later injector may amend. */
  readonly indexed: IndexedSets
  readonly grants: Grants
  readonly namespaces: NamespaceLabels
  readonly revisions: RevisionIndex
  readonly memory: VerdictMemory
}

/** @throws SidecarSetError with every SidecarSet that cannot be read, and every name that comes twice, of bindings too */
export function compileConfig(
  config: Omit<InjectorConfig, 'previous'>,
  previous?: CompiledConfig,
): CompiledConfig {
  const profile = config.profile ?? defaultProfileName
  const { resourceBindings, deletingBindings } = config
  const grants = compileGrants(resourceBindings, { deletingBindings })
  if (grants.issues.length > 0) throw new SidecarSetError('injection', grants.issues)
  const hashes = config.hashes === 'carried' ? 'carried' : 'computed'
  const earlier = previous?.profile === profile && previous.hashes === hashes ? previous : undefined
  const sets = compileSets(config.sidecarSets, { profile, hashes }, earlier?.sets ?? [])
  const indexed = indexSets(sets, earlier?.indexed)
  return {
    profile,
    hashes,
    unauthorizedReference: config.unauthorizedReference ?? 'deny',
    exposedReference: config.exposedReference ?? 'warn',
    unknown: config.unknown ?? 'skip',
    sortsContainers: config.sortContainersByName === true && profileBehaviours[profile].hasSortGate,
    sets,
    index: indexed.index,
    indexed: indexed.base,
    grants,
    namespaces: readNamespaceLabels(config.namespaces ?? [], config.namespacesFrom),
    revisions: indexRevisions((config.controllerRevisions ?? []).map(copyPlain), profileBehaviours[profile]),
    memory: createVerdictMemory(config.memoryLimit),
  }
}

/** The order in which SidecarSets were given never matters: they are visited by name. */
function compileSets(
  sidecarSets: readonly SidecarSet[],
  options: CompileOptions,
  earlier: readonly CompiledSet[],
): readonly CompiledSet[] {
  const earlierByName = new Map(earlier.map((set) => [set.name, set]))
  const issues: Issue[] = []
  const sets: CompiledSet[] = []
  // API servers list by name, so that there is mostly nothing to sort, and nothing twice.
  let isAscending = true
  for (const manifest of sidecarSets) {
    const compiled = compileManifest(manifest, options, earlierByName.get(nameOfManifest(manifest) ?? ''))
    if (!compiled.ok) {
      for (const issue of compiled.issues) issues.push(issue)
      continue
    }
    const { set } = compiled
    const previous = sets[sets.length - 1]
    isAscending &&= previous === undefined || compareUtf8(previous.name, set.name) < 0
    sets.push(set)
  }
  if (!isAscending) {
    sets.sort((a, b) => compareUtf8(a.name, b.name))
    for (const issue of findDuplicates(sets)) issues.push(issue)
  }
  if (issues.length > 0) throw new SidecarSetError('injection', issues)
  return sets
}

function findDuplicates(sorted: readonly CompiledSet[]): readonly Issue[] {
  const issues: Issue[] = []
  sorted.forEach(({ name }, index) => {
    if (name !== sorted[index + 1]?.name) return
    const collector = createIssueCollector({ kind: 'SidecarSet', name })
    collector.at('metadata', 'name').error('duplicate', `two SidecarSets are named ${name}`)
    for (const issue of collector.list) issues.push(issue)
  })
  return issues
}
