import type { Binding, Cluster, Container, Mount, Pod, SidecarSet, Volume } from './manifests.js'
import { randomFrom, type Random } from './random.js'

const namespaces = ['shop', 'kube-system', 'infra', 'default'] as const
const objects = ['tls', 'conf', 'a.b'] as const
const volumeNames = ['conf', 'data', 'logs'] as const
const setNames = ['alpha', 'beta', 'gamma', 'delta'] as const

/** Names with a slash that are no `namespace/name`, and look-alikes of the slash. */
const malformed = [
  '/tls',
  'kube-system/',
  'kube-system//tls',
  'a/b/c',
  'Kube-System/tls',
  'kube-system/tls ',
  ' kube-system/tls',
  '../kube-system/tls',
  'kube-system/*',
  'kube_system/tls',
] as const

/**
 * A small cluster in which few names meet often: SidecarSets that bring and mount volumes of the same names, bindings
 * that grant, nearly grant or do not count, and Pods that have volumes and mounts of their own.
 */
export function generateCluster(seed: number): Cluster {
  const random = randomFrom(seed)
  // One SidecarSet at most replaces the app's own container, so that each container of the result has one owner.
  const replacing = random.chance(0.15) ? random.pick(setNames) : undefined
  return {
    sidecarSets: setNames.slice(0, 1 + random.below(4)).map((name) => sidecarSet(random, name, replacing)),
    bindings: random.list(0, 6, (index) => binding(random, index)),
    pods: random.list(1, 3, (index) => podOf(random, index)),
  }
}

function sidecarSet(random: Random, name: string, replacing: string | undefined): SidecarSet {
  const containers = random.list(0, 2, (index) => sidecar(random, `${name}-c${index}`))
  const [first] = containers
  if (name === replacing && first !== undefined) first.name = 'web'
  const initContainers = random.list(0, 1, (index) => initSidecar(random, `${name}-i${index}`))
  const volumes = volumeNames.filter(() => random.chance(0.75)).map((volume) => sidecarVolume(random, volume))
  // A mount without a volume refuses the Pod in v1.3.0, which would leave little to judge.
  if (random.chance(0.8)) dropMountsWithout(volumes, [...initContainers, ...containers])
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: random.pick(['web', 'web', 'web', 'db']) } },
      ...(random.chance(0.05) ? { injectionStrategy: { paused: true } } : {}),
      initContainers,
      containers,
      volumes,
      ...(random.chance(0.06) ? { imagePullSecrets: [{ name: nameOrSlash(random) }] } : {}),
    },
  }
}

function dropMountsWithout(volumes: readonly Volume[], containers: readonly Container[]): void {
  const names = new Set(volumes.map(({ name }) => name))
  for (const container of containers)
    container.volumeMounts = (container.volumeMounts ?? []).filter(({ name }) => names.has(name))
}

function initSidecar(random: Random, name: string): Container {
  return { name, image: 'setup:1', volumeMounts: mounts(random, '/init') }
}

function sidecar(random: Random, name: string): Container {
  return {
    name,
    image: 'agent:1',
    volumeMounts: mounts(random, `/${name}`),
    ...(random.chance(0.05) ? { env: [variable(random)] } : {}),
    ...(random.chance(0.25) ? { shareVolumePolicy: { type: 'enabled' } } : {}),
    ...(random.chance(0.15)
      ? { upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: 'empty:1' } }
      : {}),
  }
}

function variable(random: Random): { name: string; valueFrom: object } {
  const kind = random.pick(['secretKeyRef', 'configMapKeyRef'])
  return { name: 'TOKEN', valueFrom: { [kind]: { name: nameOrSlash(random), key: 'token' } } }
}

function nameOrSlash(random: Random): string {
  return random.chance(0.5) ? random.pick(objects) : `${random.pick(namespaces)}/${random.pick(objects)}`
}

function mounts(random: Random, at: string): Mount[] {
  return volumeNames.filter(() => random.chance(0.4)).map((name) => ({ name, mountPath: `${at}/${name}` }))
}

function sidecarVolume(random: Random, name: string): Volume {
  return random.chance(0.08) ? { name, ...otherSecret(random) } : { name, ...source(random) }
}

/** The sources that may name an object of another namespace, and one that cannot. */
function source(random: Random): Readonly<Record<string, unknown>> {
  const name = reference(random)
  switch (random.below(5)) {
    case 0:
      return { configMap: { name } }
    case 1:
      return { secret: { secretName: name } }
    case 2:
      return {
        projected: {
          sources: random.list(1, 2, () =>
            random.chance(0.5)
              ? { secret: { name: reference(random) } }
              : { configMap: { name: reference(random) } },
          ),
        },
      }
    default:
      return { emptyDir: {} }
  }
}

function reference(random: Random): string {
  if (random.chance(0.06)) return random.pick(malformed)
  const object = random.pick(objects)
  return random.chance(0.3) ? object : `${random.pick(namespaces)}/${object}`
}

/** Sources whose Secret or claim has no form `namespace/name`. */
function otherSecret(random: Random): Readonly<Record<string, unknown>> {
  const name = nameOrSlash(random)
  switch (random.below(10)) {
    case 0:
      return { azureFile: { secretName: name, shareName: 'share' } }
    case 1:
      return { cephfs: { monitors: ['a'], secretRef: { name } } }
    case 2:
      return { rbd: { monitors: ['a'], image: 'a', secretRef: { name } } }
    case 3:
      return { flexVolume: { driver: 'a/b', secretRef: { name } } }
    case 4:
      return { storageos: { secretRef: { name } } }
    case 5:
      return { cinder: { volumeID: 'a', secretRef: { name } } }
    case 6:
      return { scaleIO: { gateway: 'a', system: 'a', secretRef: { name } } }
    case 7:
      return { iscsi: { targetPortal: 'a', iqn: 'a', lun: 0, secretRef: { name } } }
    case 8:
      return { csi: { driver: 'a', nodePublishSecretRef: { name } } }
    default:
      return { persistentVolumeClaim: { claimName: name } }
  }
}

function binding(random: Random, index: number): Binding {
  const isGood = random.chance(0.75)
  return {
    apiVersion: isGood
      ? 'sidecarset.alibabacloud.com/v1alpha1'
      : random.pick(['v1', 'sidecarset.alibabacloud.com/v1alpha1']),
    kind: isGood
      ? 'SidecarSetResourceBinding'
      : random.pick(['Foo', 'SidecarSetResourceBinding', 'RoleBinding']),
    metadata: {
      name: `binding-${index}`,
      ...(random.chance(0.95) ? { namespace: random.pick(namespaces) } : {}),
      ...(random.chance(0.1) ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      subjects: random.list(0, 4, () => ({
        kind: random.pick(['SidecarSet', 'SidecarSet', 'SidecarSet', 'sidecarset']),
        name: random.chance(0.05) ? '*' : random.pick(setNames),
      })),
      resourceRefs: random.list(0, 4, () => ({
        kind: random.pick(['ConfigMap', 'Secret']),
        name: random.chance(0.05) ? '*' : random.pick(objects),
      })),
    },
  }
}

function podOf(random: Random, index: number): { pod: Pod; requestNamespace?: string } {
  const own = random.chance(0.6) ? random.pick(namespaces) : undefined
  const requested = random.chance(0.05) ? random.pick(namespaces) : (own ?? random.pick(namespaces))
  const volumes = volumeNames.filter(() => random.chance(0.25)).map((name) => ({ name, ...source(random) }))
  const app = (name: string): Container => ({
    name,
    image: 'app:1',
    ...(random.chance(0.5) ? { volumeMounts: mounts(random, `/${name}`) } : {}),
  })
  return {
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `pod-${index}`,
        ...(own === undefined ? {} : { namespace: own }),
        labels: { app: random.pick(['web', 'web', 'web', 'db', 'none']) },
      },
      spec: {
        ...(random.chance(0.3) ? { initContainers: [app('setup')] } : {}),
        containers: [app('web'), ...(random.chance(0.3) ? [app('helper')] : [])],
        ...(random.chance(0.05) ? { ephemeralContainers: [app('debug')] } : {}),
        ...(volumes.length === 0 ? {} : { volumes }),
      },
    },
    ...(random.chance(0.05) ? {} : { requestNamespace: requested }),
  }
}
