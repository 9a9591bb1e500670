import type { Pod, SidecarSet, SidecarSetResourceBinding } from '../all-entries.js'
import type { Subject } from './every-text.js'

/** Manifests that are injected, with the value wherever a secret may stand, of whatever type it is. */
export function secretSubject(value: unknown): Subject {
  const env = [{ name: 'PASSWORD', value }]
  const annotations = { 'team.example/token': value }
  const volumes = [
    { name: 'conf', configMap: { name: 'kube-system/conf' } },
    {
      name: 'tls',
      secret: { secretName: 'kube-system/tls', items: [{ key: 'password', path: 'password' }] },
    },
  ]
  const volumeMounts = [
    { name: 'conf', mountPath: '/conf', subPathExpr: '$(PASSWORD)' },
    { name: 'tls', mountPath: '/tls' },
  ]
  const container = { image: 'agent:1', env, args: [value], command: [value], volumeMounts }
  const set = (name: string, spec: object): SidecarSet =>
    ({
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name, annotations },
      spec: { selector: { matchLabels: { app: 'shop' } }, volumes, ...spec },
    }) as SidecarSet
  const transfers = {
    transferEnv: [{ sourceContainerName: 'app', envName: 'PASSWORD' }],
    shareVolumePolicy: { type: 'enabled' },
  }
  const pod = (name: string, own: object): Pod =>
    ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'web', labels: { app: 'shop' }, annotations, ...own },
      spec: {
        restartPolicy: 'Never',
        containers: [{ ...container, name: 'app' }],
        initContainers: [{ ...container, name: 'init' }],
        volumes: [{ name: 'conf', emptyDir: {} }],
      },
    }) as unknown as Pod
  const bookkeeping = { 'kruise.io/sidecarset-hash': value, 'kruise.io/sidecarset-injected-list': value }
  return {
    sets: [
      set('merge', {
        containers: [{ ...container, name: 'agent', ...transfers }],
        patchPodMetadata: [{ patchPolicy: 'MergePatchJson', annotations }],
      }),
      set('overwrite', {
        containers: [{ ...container, name: 'hot', upgradeStrategy: { upgradeType: 'HotUpgrade' } }],
        patchPodMetadata: [{ patchPolicy: 'Overwrite', annotations }],
      }),
      set('plain', { initContainers: [{ ...container, name: 'early', ...transfers }] }),
    ],
    pods: [pod('one', {}), pod('two', { annotations: { ...annotations, ...bookkeeping } })],
    bindings: [binding],
    namespaces: [{ metadata: { name: 'web', labels: {}, annotations } }] as Subject['namespaces'],
    configMaps: [
      { kind: 'ConfigMap', metadata: { name: 'conf', namespace: 'kube-system' }, data: { password: value } },
    ] as never,
    secrets: [
      {
        kind: 'Secret',
        metadata: { name: 'tls', namespace: 'kube-system' },
        data: { password: value },
        stringData: { password: value },
      },
    ] as never,
  }
}

const binding: SidecarSetResourceBinding = {
  apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
  kind: 'SidecarSetResourceBinding',
  metadata: { name: 'grant', namespace: 'kube-system' },
  spec: {
    subjects: [
      { kind: 'SidecarSet', name: 'merge' },
      { kind: 'SidecarSet', name: 'overwrite' },
      { kind: 'SidecarSet', name: 'plain' },
    ],
    resourceRefs: [
      { kind: 'ConfigMap', name: 'conf' },
      { kind: 'Secret', name: 'tls' },
    ],
  },
} as unknown as SidecarSetResourceBinding
