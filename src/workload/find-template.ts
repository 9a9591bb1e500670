import {
  createIssueCollector,
  toFieldPath,
  type FieldPath,
  type Issue,
  type ResourceId,
} from '../issue/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'
import { nonEmptyTextAt } from '../read/index.js'
import type { WorkloadKind } from './workload-kinds.js'

/** The mapping that is a Pod template, and where it was found. */
export type FoundTemplate =
  | { readonly ok: true; readonly template: JsonObject; readonly path: FieldPath }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** Finds the Pod template in a workload of a known kind. */
export function findTemplate(workload: JsonObject, kind: WorkloadKind, resource: ResourceId): FoundTemplate {
  const issues = createIssueCollector(resource)
  for (const path of kind.templatePaths) {
    const found = valueAt(workload, path)
    if (found.value === undefined || found.value === null) continue
    if (isJsonObject(found.value)) return { ok: true, template: found.value, path }
    issues.at(...found.path).error('wrong-type', 'must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const places = kind.templatePaths.map(toFieldPath).join(' or ')
  issues
    .at(...(kind.templatePaths[0] ?? []))
    .error('no-pod-template', `there is no Pod template at ${places}${whereInstead(workload)}`)
  return { ok: false, issues: issues.list }
}

/** The value at a path; where the way to it leads through what is neither mapping nor list, that. */
function valueAt(root: unknown, path: FieldPath): { readonly value: unknown; readonly path: FieldPath } {
  let value = root
  for (const [index, segment] of path.entries()) {
    if (value === undefined || value === null) break
    if (Array.isArray(value)) value = value[Number(segment)] as unknown
    else if (isJsonObject(value)) value = ownValue(value, String(segment))
    else return { value, path: path.slice(0, index) }
  }
  return { value, path }
}

/** Argo's Rollout may use the template of another workload. */
function whereInstead(workload: JsonObject): string {
  const spec = ownValue(workload, 'spec')
  const ref = isJsonObject(spec) ? ownValue(spec, 'workloadRef') : undefined
  if (ref === undefined) return ''
  const target = [nonEmptyTextAt(ref, 'kind'), nonEmptyTextAt(ref, 'name')]
    .filter((part) => part !== undefined)
    .join(' ')
  return `; it uses that of ${target} (spec.workloadRef), so ask about that one`
}
