import { parseJson } from '../inject/plan/hash-entries.js'
import { createIssueCollector, type Issue } from '../issue/index.js'
import { encodeGoJson } from '../kubernetes/go-json.js'
import { isJsonObject, ownValue, setOwn, type JsonObject } from '../read/index.js'
import { canonicalizeTime } from '../kubernetes/time.js'
import type { Pod } from '../manifest/api-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import { podIdOf, podResource, type RunningPod } from './running-pod.js'
import type { ConditionChange } from './types.js'
import type { UpdateTarget } from './update-target.js'

const type = 'SidecarSetUpgradable'

/** `change` is absent where the Pod has the condition already. */
export type PlannedCondition =
  | { readonly ok: true; readonly change?: ConditionChange }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * The condition by which a Pod tells whether SidecarSets can upgrade it.
 *
 * 1. Its message is a JSON object, SidecarSet to true or false; this SidecarSet's entry is set, the others stay.
 * 2. It is True with reason AllSidecarsetUpgradable unless some entry is false: then UpdateImmutableField.
 * 3. `lastTransitionTime` moves with the status only. Where nothing changes, nothing is written.
 *
 * Fails where the message is neither empty nor a JSON object. (On the text `null` OpenKruise crashes.)
 *
 * @see OpenKruise, Processor.updatePodSidecarSetUpgradableCondition
 */
export function planCondition(
  target: UpdateTarget,
  pod: RunningPod,
  { upgradable, now }: { readonly upgradable: boolean; readonly now: string },
): PlannedCondition {
  const { index, condition } = findCondition(pod.pod)
  const entries = readEntries(condition)
  if (entries === undefined) return { ok: false, issues: unreadable(pod, index) }
  setOwn(entries, target.name, upgradable)
  const status = Object.values(entries).includes(false) ? 'False' : 'True'
  const written = {
    type,
    status,
    reason: status === 'True' ? 'AllSidecarsetUpgradable' : 'UpdateImmutableField',
    message: encodeGoJson(entries),
    lastTransitionTime: ownValue(condition, 'status') === status ? transitionTimeOf(condition) : now,
  } as const
  const isSame = (['status', 'reason', 'message'] as const).every((key) => condition[key] === written[key])
  if (isSame) return { ok: true }
  const value = { ...condition, ...written }
  return { ok: true, change: { ...podIdOf(pod), ...written, patch: [writeCondition(pod.pod, index, value)] } }
}

/** The first condition of the type counts. `index` is undefined where there is none. */
function findCondition(pod: Pod): { readonly index: number | undefined; readonly condition: JsonObject } {
  const conditions: readonly unknown[] = pod.status?.conditions ?? []
  const index = conditions.findIndex((each) => isJsonObject(each) && ownValue(each, 'type') === type)
  const condition = conditions[index]
  return isJsonObject(condition) ? { index, condition } : { index: undefined, condition: {} }
}

function readEntries(condition: JsonObject): Record<string, unknown> | undefined {
  const message = ownValue(condition, 'message') ?? ''
  if (message === '') return {}
  const value = typeof message === 'string' ? parseJson(message) : undefined
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value)) : undefined
}

function transitionTimeOf(condition: JsonObject): string | null {
  return canonicalizeTime(ownValue(condition, 'lastTransitionTime')) ?? null
}

function writeCondition(pod: Pod, index: number | undefined, value: object): JsonPatchOperation {
  if (index !== undefined) return { op: 'replace', path: `/status/conditions/${index}`, value }
  if (pod.status?.conditions) return { op: 'add', path: '/status/conditions/-', value }
  return pod.status
    ? { op: 'add', path: '/status/conditions', value: [value] }
    : { op: 'add', path: '/status', value: { conditions: [value] } }
}

function unreadable(pod: RunningPod, index: number | undefined): readonly Issue[] {
  const issues = createIssueCollector(podResource(pod))
  issues
    .at('status', 'conditions', index ?? 0, 'message')
    .error('upgradable-condition-unreadable', `condition ${type} has a message that is not a JSON object`)
  return issues.list
}
