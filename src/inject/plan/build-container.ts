import type { IssueCollector } from '../../issue/index.js'
import type {
  Container,
  EnvVar,
  ResourceRequirements,
  VolumeDevice,
  VolumeMount,
} from '../../manifest/api-types.js'
import {
  expandHotUpgrade,
  type BuiltContainer,
  type ContainerTemplate,
} from '../compile/container-template.js'
import type { ProfileBehaviour } from '../profile-behaviour.js'
import { shareDevices, shareMounts, takePaths, type TakenPaths } from './share-volumes.js'
import { transferEnv, type PodEnv, type PodMetadataTexts } from './transfer-env.js'

/** What of the Pod flows into sidecars. The containers are those it was handed in with. */
export interface PodSources {
  readonly containers: readonly Container[]
  readonly env: () => PodEnv
  readonly texts: PodMetadataTexts
}

/**
 * Builds what one sidecar becomes in one Pod.
 *
 * 1. Env: its own list as it stands, IS_INJECTED, transferred variables, variables of shared mounts. One of the last
 *    two is left out when its name is there already.
 * 2. Mounts: its own, then shared ones; then devices alike.
 * 3. Hot upgrade makes two containers of it.
 *
 * @param resources in place of the container's own, where a resourcesPolicy computed them
 */
export function buildContainer(
  template: ContainerTemplate,
  sources: PodSources,
  behaviour: ProfileBehaviour,
  issues: IssueCollector,
  resources?: ResourceRequirements,
): readonly BuiltContainer[] {
  const transferred = transferEnv(template.transferEnv, sources.env(), sources.texts, issues)
  const { base } = template
  const own = { mounts: base.volumeMounts ?? [], devices: base.volumeDevices ?? [] }
  const shared = template.sharesMounts
    ? shareMounts(sources.containers, takenByMounts(own, behaviour), issues.at('shareVolumePolicy'))
    : { mounts: [], env: [] }
  const mounts = [...own.mounts, ...shared.mounts]
  const sharedDevices = template.sharesDevices
    ? shareDevices(sources.containers, takePaths(mounts, own.devices), issues.at('shareVolumeDevicePolicy'))
    : []
  const built = assemble(base, {
    env: extendEnv(base.env ?? [], [...transferred, ...shared.env], template.keepsEnvDoubles),
    mounts,
    devices: [...own.devices, ...sharedDevices],
    resources,
  })
  return expandHotUpgrade(template, built).map((value) => ({ template, value }))
}

interface Parts {
  readonly env: readonly EnvVar[]
  readonly mounts: readonly VolumeMount[]
  readonly devices: readonly VolumeDevice[]
  readonly resources: ResourceRequirements | undefined
}

function assemble(base: Container, parts: Parts): Container {
  const { resources: _own, ...withoutResources } = base
  return {
    ...(parts.resources === undefined ? base : withoutResources),
    env: parts.env,
    ...(parts.resources === undefined || Object.keys(parts.resources).length === 0
      ? {}
      : { resources: parts.resources }),
    ...(parts.mounts.length === 0 ? {} : { volumeMounts: parts.mounts }),
    ...(parts.devices.length === 0 ? {} : { volumeDevices: parts.devices }),
  }
}

function extendEnv(
  own: readonly EnvVar[],
  more: readonly EnvVar[],
  keepsDoubles: boolean,
): readonly EnvVar[] {
  if (more.length === 0) return own
  if (keepsDoubles) return [...own, ...more]
  const names = new Set(own.map((variable) => variable.name))
  const added = more.filter((variable) => {
    const isNew = !names.has(variable.name)
    names.add(variable.name)
    return isNew
  })
  return [...own, ...added]
}

interface OwnMounts {
  readonly mounts: readonly VolumeMount[]
  readonly devices: readonly VolumeDevice[]
}

/** Paths that no shared mount may take. Versions that know devices keep clear of theirs too. */
function takenByMounts(own: OwnMounts, behaviour: ProfileBehaviour): TakenPaths {
  return takePaths(own.mounts, behaviour.handlesVolumeDevices ? own.devices : [])
}
