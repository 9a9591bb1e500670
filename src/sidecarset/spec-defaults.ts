import type { SidecarContainer, SidecarSetSpec } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import { defaultContainer, defaultVolume } from './pod-defaults.js'
import { isJsonObject, listAt, ownValue, type JsonObject } from '../read/index.js'

/**
 * The defaults of a SidecarSet's spec, OpenKruise's own and Kubernetes'. The spec is in canonical form.
 *
 * @see OpenKruise apis/apps/defaults, SetDefaultsSidecarSet
 */
export function defaultSpec(spec: SidecarSetSpec, profile: ProfileName): SidecarSetSpec {
  const { updateStrategy, injectionStrategy } = spec
  const revision = injectionStrategy?.revision
  return {
    ...spec,
    initContainers: spec.initContainers?.map((container) => defaultInitSidecar(container, profile)),
    containers: spec.containers?.map((container) => defaultSidecar(container, 'BeforeAppContainer', profile)),
    volumes: spec.volumes?.map((volume) => defaultVolume(volume, profile)),
    updateStrategy: {
      ...updateStrategy,
      type: updateStrategy?.type ?? 'RollingUpdate',
      partition: updateStrategy?.partition ?? 0,
      maxUnavailable: updateStrategy?.maxUnavailable ?? 1,
    },
    injectionStrategy: revision
      ? { ...injectionStrategy, revision: { ...revision, policy: revision.policy ?? 'Always' } }
      : injectionStrategy,
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    patchPodMetadata: spec.patchPodMetadata?.map((patch) => ({
      ...patch,
      patchPolicy: patch.patchPolicy ?? 'Retain',
    })),
  }
}

/** v1.3.0 knows injection policies of containers only; later versions build init containers alike. */
function defaultInitSidecar(container: SidecarContainer, profile: ProfileName): SidecarContainer {
  return profiles[profile].injection.buildsInitContainersLikeContainers
    ? defaultSidecar(container, 'AfterAppContainer', profile)
    : defaultContainer(container, profile)
}

function defaultSidecar(
  container: SidecarContainer,
  podInjectPolicy: string,
  profile: ProfileName,
): SidecarContainer {
  const { upgradeStrategy, shareVolumePolicy } = container
  return {
    ...defaultContainer(container, profile),
    podInjectPolicy: container.podInjectPolicy ?? podInjectPolicy,
    upgradeStrategy: { ...upgradeStrategy, upgradeType: upgradeStrategy?.upgradeType ?? 'ColdUpgrade' },
    shareVolumePolicy: { ...shareVolumePolicy, type: shareVolumePolicy?.type ?? 'disabled' },
  }
}

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
