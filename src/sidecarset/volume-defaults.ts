import type { DownwardAPIVolumeFile, Volume, VolumeProjection } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import { defaultFieldRef } from './container-defaults.js'

/** Mode 0644: what files of ConfigMaps, Secrets and the downward API get. */
const defaultFileMode = 0o644
const defaultTokenSeconds = 3600

/**
 * Kubernetes' defaults of a volume, as OpenKruise applies them to the volumes of a SidecarSet.
 * The volume is in canonical form: its only keys are `name` and the sources that the profile knows.
 *
 * @see kubernetes/pkg/apis/core/v1 SetDefaults_Volume and its neighbours
 */
export function defaultVolume(volume: Volume, profile: ProfileName): Volume {
  const hasSource = Object.keys(volume).some((key) => key !== 'name')
  if (!hasSource) return { ...volume, emptyDir: {} }
  const { hostPath, secret, configMap, downwardAPI, projected } = volume
  const common: Volume = {
    ...volume,
    hostPath: hostPath && { ...hostPath, type: hostPath.type ?? '' },
    secret: secret && { ...secret, defaultMode: secret.defaultMode ?? defaultFileMode },
    configMap: configMap && { ...configMap, defaultMode: configMap.defaultMode ?? defaultFileMode },
    downwardAPI: downwardAPI && {
      ...downwardAPI,
      items: downwardAPI.items?.map(defaultDownwardFile),
      defaultMode: downwardAPI.defaultMode ?? defaultFileMode,
    },
    projected: projected && {
      ...projected,
      sources: projected.sources?.map(defaultProjection),
      defaultMode: projected.defaultMode ?? defaultFileMode,
    },
  }
  return profiles[profile].sidecarSets.defaultsDiskVolumes ? defaultDiskSources(common) : common
}

/** Disks whose defaults OpenKruise filled in up to v1.8. Later only the API server does. */
function defaultDiskSources(volume: Volume): Volume {
  const { iscsi, rbd, azureDisk, scaleIO } = volume
  return {
    ...volume,
    iscsi: iscsi && { ...iscsi, iscsiInterface: iscsi.iscsiInterface ?? 'default' },
    rbd: rbd && {
      ...rbd,
      pool: rbd.pool ?? 'rbd',
      user: rbd.user ?? 'admin',
      keyring: rbd.keyring ?? '/etc/ceph/keyring',
    },
    azureDisk: azureDisk && {
      ...azureDisk,
      cachingMode: azureDisk.cachingMode ?? 'ReadWrite',
      kind: azureDisk.kind ?? 'Shared',
      fsType: azureDisk.fsType ?? 'ext4',
      readOnly: azureDisk.readOnly ?? false,
    },
    scaleIO: scaleIO && {
      ...scaleIO,
      storageMode: scaleIO.storageMode ?? 'ThinProvisioned',
      fsType: scaleIO.fsType ?? 'xfs',
    },
  }
}

function defaultDownwardFile(file: DownwardAPIVolumeFile): DownwardAPIVolumeFile {
  return file.fieldRef === undefined ? file : { ...file, fieldRef: defaultFieldRef(file.fieldRef) }
}

function defaultProjection(source: VolumeProjection): VolumeProjection {
  const { downwardAPI, serviceAccountToken } = source
  return {
    ...source,
    downwardAPI: downwardAPI && { ...downwardAPI, items: downwardAPI.items?.map(defaultDownwardFile) },
    serviceAccountToken: serviceAccountToken && {
      ...serviceAccountToken,
      expirationSeconds: serviceAccountToken.expirationSeconds ?? defaultTokenSeconds,
    },
  }
}
