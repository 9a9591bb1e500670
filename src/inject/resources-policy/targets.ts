import type { Container, PodSpec } from '../../manifest/api-types.js'
import type { CompiledResourcesPolicy } from './policy.js'
import type { ResourcesPolicyResult } from './policy-error.js'

/**
 * The containers that a policy looks at: the Pod's init containers that keep running (`restartPolicy: Always`), then its
 * containers; of those, each whose name the pattern finds and that is no sidecar.
 *
 * @param spec          of the Pod as it was handed in, before anything was injected
 * @param sidecarNames  every container and init container of every SidecarSet that matched the Pod
 * @returns the error `invalid-pattern`, or `no-target` where there is none
 */
export function selectResourcesTargets(
  policy: CompiledResourcesPolicy,
  spec: PodSpec,
  sidecarNames: ReadonlySet<string>,
): ResourcesPolicyResult<readonly Container[]> {
  const { pattern, patternText } = policy
  if (!pattern.ok) return { ok: false, error: { kind: 'invalid-pattern', message: pattern.message } }
  const native = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always')
  const targets = [...native, ...(spec.containers ?? [])].filter(
    ({ name = '' }) => !sidecarNames.has(name) && pattern.test(name),
  )
  if (targets.length > 0) return { ok: true, value: targets }
  return { ok: false, error: { kind: 'no-target', message: `no container of the Pod fits ${patternText}` } }
}
