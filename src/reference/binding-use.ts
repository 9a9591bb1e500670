import type { IssueCollector } from '../issue/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../read/index.js'
import type { SidecarSet, Volume } from '../manifest/api-types.js'
import { closestWord } from '../text/suggestions.js'
import { quote } from '../text/visible.js'
import type { BindingEntry } from './binding-entries.js'
import { findQualifiedReferences } from './find-references.js'

/** What surrounds a binding. */
export interface BindingSurroundings {
  readonly namespace: string
  /** Undefined where they are not known; anything else that is no list counts as none. */
  readonly sidecarSets: unknown
}

/** Reports what a binding grants in vain, and Secrets, whoever may read them. */
export function reportUse(
  entries: { readonly subjects: readonly BindingEntry[]; readonly resourceRefs: readonly BindingEntry[] },
  { namespace, sidecarSets }: BindingSurroundings,
  issues: IssueCollector,
): void {
  const { subjects, resourceRefs } = entries
  for (const { kind, name, index } of resourceRefs)
    if (kind === 'Secret')
      issues
        .at('resourceRefs', index)
        .info(
          'secret-granted',
          `whoever can get a Pod selected by one of the subjects can read Secret ${quote(name)}`,
        )
  if (!Array.isArray(sidecarSets)) return
  const known = new Map(sidecarSets.filter(isJsonObject).map((set) => [nameOf(set), set as SidecarSet]))
  for (const subject of subjects)
    if (!known.has(subject.name)) reportUnknownSubject(subject, [...known.keys()], issues)
  // What an unknown SidecarSet refers to is unknown as well.
  if (subjects.length === 0 || !subjects.every(({ name }) => known.has(name))) return
  const used = new Set(subjects.flatMap(({ name }) => referencesOf(known.get(name), namespace)))
  for (const entry of resourceRefs)
    if (!used.has(keyOf(entry.kind, entry.name))) reportUnusedGrant(entry, used, namespace, issues)
}

function reportUnknownSubject(
  { name, index }: BindingEntry,
  known: readonly string[],
  issues: IssueCollector,
): void {
  const meant = closestWord(name, known)
  const hint = meant === undefined ? '' : `; did you mean ${quote(meant)}?`
  issues
    .at('subjects', index, 'name')
    .warning('unknown-subject', `SidecarSet ${quote(name)} is not among those given${hint}`)
}

function reportUnusedGrant(
  { kind, name, index }: BindingEntry,
  used: ReadonlySet<string>,
  namespace: string,
  issues: IssueCollector,
): void {
  const otherKind = kind === 'Secret' ? 'ConfigMap' : 'Secret'
  const hint = used.has(keyOf(otherKind, name)) ? `; they refer to a ${otherKind} of that name` : ''
  issues
    .at('resourceRefs', index)
    .warning(
      'unused-grant',
      `no volume of the subjects refers to ${kind} ${quote(`${namespace}/${name}`)}${hint}; leave it out unless it is needed later`,
    )
}

/** What a SidecarSet's volumes refer to in a namespace. */
function referencesOf(set: SidecarSet | undefined, namespace: string): string[] {
  const spec: unknown = set?.spec
  const volumes = isJsonObject(spec)
    ? (ownValue(spec, 'volumes') as readonly Volume[] | undefined)
    : undefined
  return findQualifiedReferences(volumes, { sidecarSet: '' })
    .references.filter((reference) => reference.namespace === namespace)
    .map(({ kind, name }) => keyOf(kind, name))
}

function keyOf(kind: string, name: string): string {
  return `${kind}/${name}`
}

function nameOf(set: JsonObject): string {
  const metadata = ownValue(set, 'metadata')
  const name = isJsonObject(metadata) ? ownValue(metadata, 'name') : undefined
  return typeof name === 'string' ? name : ''
}
