import { isJsonObject, listAt, ownValue, type JsonObject } from '../read/index.js'
import { profiles, type ProfileName } from '../profile.js'

/**
 * The spec with the defaults of the CRD, which the API server fills in before any webhook sees the SidecarSet. They count
 * in the hash like values that the author wrote.
 *
 * 1. From v1.9.0 on: `resourcesPolicy.targetContainersNameRegex` is `.*`.
 * 2. A policy that the CRD refuses gets none: it is never stored.
 *
 * `injectionStrategy.revision.policy` has a default there too, the same that the webhook fills in.
 *
 * @see OpenKruise, config/crd/bases/apps.kruise.io_sidecarsets.yaml
 */
export function withCrdDefaults(spec: unknown, profile: ProfileName): unknown {
  if (!profiles[profile].injection.computesResources || !isJsonObject(spec)) return spec
  const lists = (['containers', 'initContainers'] as const).filter((list) =>
    listAt(spec, list).some(lacksRegex),
  )
  if (lists.length === 0) return spec
  return { ...spec, ...Object.fromEntries(lists.map((list) => [list, listAt(spec, list).map(withRegex)])) }
}

function withRegex(container: unknown): unknown {
  if (!lacksRegex(container)) return container
  const policy = container.resourcesPolicy
  return { ...container, resourcesPolicy: { ...policy, targetContainersNameRegex: '.*' } }
}

function lacksRegex(container: unknown): container is JsonObject & { readonly resourcesPolicy: JsonObject } {
  const policy = isJsonObject(container) ? ownValue(container, 'resourcesPolicy') : undefined
  if (!isJsonObject(policy)) return false
  const mode = ownValue(policy, 'targetContainersMode')
  const isAccepted = (mode === 'sum' || mode === 'max') && isJsonObject(ownValue(policy, 'resourcesExpr'))
  return isAccepted && (ownValue(policy, 'targetContainersNameRegex') ?? null) === null
}
