import type { Container, PodSpec } from '../../../manifest/api-types.js'
import type { CompiledResourcesPolicy } from './policy.js'
import type { ResourcesPolicyResult } from './policy-error.js'

/** What is read of a Pod's spec. */
export type PodContainers = Pick<PodSpec, 'containers' | 'initContainers'>

/**
 * The containers that a policy looks at: the Pod's init containers that keep running (`restartPolicy: Always`), then its
 * containers; of those, each whose name the pattern finds and that is no sidecar.
 *
 * @param pod the spec of the Pod as it was handed in, before anything was injected
 * @param isSidecar whether a name is that of a container or init container of any SidecarSet that matched the Pod
 * @returns the error `invalid-pattern`, or `no-target` where there is none
 */
export function selectResourcesTargets(
  policy: CompiledResourcesPolicy,
  pod: PodContainers,
  isSidecar: (name: string) => boolean,
): ResourcesPolicyResult<readonly Container[]> {
  const { pattern, patternText } = policy
  if (!pattern.ok) return { ok: false, error: { kind: 'invalid-pattern', message: pattern.message } }
  const native = (pod.initContainers ?? []).filter((container) => container.restartPolicy === 'Always')
  const targets = [...native, ...(pod.containers ?? [])].filter(
    ({ name }) => !isSidecar(name ?? '') && pattern.test(name ?? ''),
  )
  if (targets.length > 0) return { ok: true, value: targets }
  return { ok: false, error: { kind: 'no-target', message: `no container of the Pod fits ${patternText}` } }
}
