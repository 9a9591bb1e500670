import { createIssueCollector, toFieldPath } from '../../issue/index.js'
import {
  readGoStruct,
  schemaOf,
  structOf,
  type GoSchema,
  type GoType,
} from '../../kubernetes/go-struct/index.js'
import {
  strategicMergePatch,
  type MergeField,
  type MergeTables,
} from '../../kubernetes/strategic-merge-patch.js'
import type { ControllerRevision, SidecarSetSpec } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import { givesEmptyList, specTypeName, type StoredSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { profileBehaviours } from '../profile-behaviour.js'

export type MergedRevision =
  | { readonly ok: true; readonly spec: SidecarSetSpec; readonly givesEmptyList: boolean }
  | { readonly ok: false; readonly detail: string }

/**
 * The spec of a SidecarSet with a revision of it applied: the revision's data is a strategic merge patch over the
 * SidecarSet as it is. The result is read as a SidecarSet again, and not defaulted again.
 */
export function mergeRevision(
  set: StoredSidecarSet,
  revision: ControllerRevision,
  profile: ProfileName,
): MergedRevision {
  const schema = schemaOf(profile)
  const merged = strategicMergePatch({ spec: set.spec }, revision.data, {
    typeName: 'SidecarSet',
    tables: mergeTablesOf(schema),
    newValues: profileBehaviours[profile].mergesRevisionLists ? 'cleaned' : 'as-written',
  })
  if (!merged.ok) {
    const problems = merged.problems.map(({ path, message }) => `${toFieldPath(path)}: ${message}`)
    return { ok: false, detail: problems.join('; ') }
  }
  const issues = createIssueCollector()
  const spec = readGoStruct<SidecarSetSpec>(schema, specTypeName(set.version), merged.value['spec'], issues)
  if (issues.hasErrors())
    return {
      ok: false,
      detail: issues.list.map((issue) => `${toFieldPath(issue.path)} ${issue.message}`).join('; '),
    }
  return { ok: true, spec, givesEmptyList: givesEmptyList(merged.value) }
}

function mergeTablesOf(schema: GoSchema): MergeTables {
  return {
    lookup: (typeName, name): MergeField | undefined => {
      const field = schema.has(typeName) ? structOf(schema, typeName).byName.get(name) : undefined
      if (field === undefined) return undefined
      const { type, list } = elementOf(field.type)
      return { type, list, ...(field.mergeKey === undefined ? {} : { mergeKey: field.mergeKey }) }
    },
  }
}

/** The struct behind pointers and lists; the name of what is no struct has no fields in the tables. */
function elementOf(type: GoType): { readonly type: string; readonly list: boolean } {
  if (type.kind === 'struct') return { type: type.name, list: false }
  if (type.kind === 'pointer') return elementOf(type.of)
  if (type.kind === 'list') return { type: elementOf(type.of).type, list: true }
  return { type: type.kind, list: false }
}
