import type { SidecarContainer, SidecarSetSpec } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import { defaultContainer } from './container-defaults.js'
import { defaultVolume } from './volume-defaults.js'

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
