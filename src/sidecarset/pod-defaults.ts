import { defaultImagePullPolicy } from '../kubernetes/image-reference.js'
import { formatQuantity, parseQuantity, roundUpToMilli } from '../kubernetes/quantity/index.js'
import type {
  ContainerPort,
  EnvVar,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  ObjectFieldSelector,
  Probe,
  ResourceRequirements,
  SidecarContainer,
  TransferEnvVar,
  DownwardAPIVolumeFile,
  Volume,
  VolumeProjection,
} from '../manifest/api-types.js'
import { type ProfileName, profiles } from '../profile.js'

/**
 * Kubernetes' defaults of a container as OpenKruise applies them to sidecars, and `transferEnv`'s own.
 * The container is in canonical form: what is absent here is what Go would find empty.
 *
 * @see kubernetes/pkg/apis/core/v1 SetDefaults_Container and its neighbours
 */
export function defaultContainer(container: SidecarContainer, profile: ProfileName): SidecarContainer {
  return {
    ...container,
    terminationMessagePath: container.terminationMessagePath ?? '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy ?? 'File',
    imagePullPolicy: container.imagePullPolicy ?? defaultImagePullPolicy(container.image ?? '', profile),
    resources: container.resources && defaultResources(container.resources),
    ports: container.ports?.map(defaultPort),
    env: container.env?.map(defaultEnvVar),
    livenessProbe: container.livenessProbe && defaultProbe(container.livenessProbe),
    readinessProbe: container.readinessProbe && defaultProbe(container.readinessProbe),
    // The startup probe is left alone: OpenKruise does not call its defaults.
    lifecycle: container.lifecycle && defaultLifecycle(container.lifecycle),
    transferEnv: container.transferEnv?.map(defaultTransferEnv),
  }
}

/** Limits and requests are rounded up to whole milli-units; nothing else in a SidecarSet is. */
function defaultResources(resources: ResourceRequirements): ResourceRequirements {
  return {
    ...resources,
    limits: resources.limits && mapValues(resources.limits, roundedUp),
    requests: resources.requests && mapValues(resources.requests, roundedUp),
  }
}

function roundedUp(amount: string | number): string | number {
  const quantity = parseQuantity(amount)
  return quantity === undefined ? amount : formatQuantity(roundUpToMilli(quantity))
}

function defaultPort(port: ContainerPort): ContainerPort {
  return { ...port, protocol: port.protocol ?? 'TCP' }
}

function defaultEnvVar(variable: EnvVar): EnvVar {
  const fieldRef = variable.valueFrom?.fieldRef
  if (fieldRef === undefined) return variable
  return { ...variable, valueFrom: { ...variable.valueFrom, fieldRef: defaultFieldRef(fieldRef) } }
}

/** A reference to a field of the Pod speaks of API version v1 unless it says otherwise. */
function defaultFieldRef(fieldRef: ObjectFieldSelector): ObjectFieldSelector {
  return { ...fieldRef, apiVersion: fieldRef.apiVersion ?? 'v1' }
}

function defaultTransferEnv(transfer: TransferEnvVar): TransferEnvVar {
  const fieldRef = transfer.sourceContainerNameFrom?.fieldRef
  if (fieldRef === undefined) return transfer
  return { ...transfer, sourceContainerNameFrom: { fieldRef: defaultFieldRef(fieldRef) } }
}

function defaultProbe(probe: Probe): Probe {
  return {
    ...probe,
    httpGet: probe.httpGet && defaultHttpGet(probe.httpGet),
    timeoutSeconds: probe.timeoutSeconds ?? 1,
    periodSeconds: probe.periodSeconds ?? 10,
    successThreshold: probe.successThreshold ?? 1,
    failureThreshold: probe.failureThreshold ?? 3,
  }
}

function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  return {
    ...lifecycle,
    postStart: lifecycle.postStart && defaultHandler(lifecycle.postStart),
    preStop: lifecycle.preStop && defaultHandler(lifecycle.preStop),
  }
}

function defaultHandler(handler: LifecycleHandler): LifecycleHandler {
  return { ...handler, httpGet: handler.httpGet && defaultHttpGet(handler.httpGet) }
}

function defaultHttpGet(action: HTTPGetAction): HTTPGetAction {
  return { ...action, path: action.path ?? '/', scheme: action.scheme ?? 'HTTP' }
}

/** A new map with the same keys, in the same order, and each value transformed. A key `__proto__` is a key. */
export function mapValues<T, U>(
  map: Readonly<Record<string, T>>,
  transform: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, transform(value)]))
}

/** Mode 0644: what files of ConfigMaps, Secrets and the downward API get. */
const defaultFileMode = 0o644
const defaultTokenSeconds = 3600

/**
 * Kubernetes' defaults of a volume, as OpenKruise applies them to the volumes of a SidecarSet.
 * The volume is in canonical form: its only keys are `name` and the sources that the profile knows.
 *
 * @see kubernetes/pkg/apis/core/v1 SetDefaults_Volume and its neighbours
 */
export function defaultVolume(given: Volume, profile: ProfileName): Volume {
  const hasSource = Object.keys(given).some((key) => key !== 'name')
  const volume = hasSource ? given : { ...given, emptyDir: {} }
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
