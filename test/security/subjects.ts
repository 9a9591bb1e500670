import type { Pod, SidecarSet, SidecarSetResourceBinding } from '../all-entries.js'
import type { Subject } from './every-text.js'

type Odd = Record<string, unknown>

/** Manifests with the text in every place that takes a name, a key or a path: one that matches, and one that does not. */
export function namedSubject(text: string): Subject {
  const strange = setNamed(text, { [text]: text })
  const usable = setNamed('logs', { app: 'shop' })
  return {
    sets: [strange, usable, matching(text)],
    pods: [podNamed(text, { [text]: text }), podNamed('shop', { app: 'shop', tier: text })],
    bindings: [bindingNamed(text)],
    namespaces: [{ metadata: { name: text, labels: { [text]: text } } }],
    configMaps: [{ metadata: { name: text, namespace: text }, data: { [text]: 'x' } } as never],
    secrets: [{ metadata: { name: text, namespace: 'kube-system' }, data: { [text]: 'eA==' } } as never],
  }
}

function setNamed(text: string, matchLabels: Record<string, string>): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: text, labels: { [text]: text }, annotations: { [text]: text } },
    spec: {
      selector: { matchLabels, matchExpressions: [{ key: text, operator: text, values: [text] }] },
      namespace: text,
      containers: [containerNamed(text)],
      initContainers: [containerNamed(text)],
      volumes: volumesNamed(text),
      imagePullSecrets: [{ name: text }],
      updateStrategy: { type: text, partition: text, maxUnavailable: text },
      injectionStrategy: { revision: { revisionName: text, customVersion: text, policy: text } },
      patchPodMetadata: [{ patchPolicy: text, annotations: { [text]: text } }],
      [text]: text,
    },
  } as unknown as SidecarSet
}

/** A SidecarSet that applies, with strange names in what it brings. */
function matching(text: string): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: `m-${text}` },
    spec: {
      selector: { matchLabels: { app: 'shop' } },
      containers: [
        {
          ...containerNamed(text),
          volumeMounts: [{ name: text, mountPath: text, subPathExpr: `$(${text})` }],
          transferEnv: [{ sourceContainerName: text, envName: text }],
          shareVolumePolicy: { type: 'enabled' },
          upgradeStrategy: {},
        },
      ],
      volumes: [{ name: text, configMap: { name: `kube-system/${text}` } }],
      patchPodMetadata: [{ patchPolicy: 'MergePatchJson', annotations: { [text]: '{"a":1}' } }],
    },
  } as unknown as SidecarSet
}

function containerNamed(text: string): Odd {
  return {
    name: text,
    image: text,
    imagePullPolicy: text,
    env: [{ name: text, valueFrom: { secretKeyRef: { name: text, key: text } } }],
    volumeMounts: [{ name: text, mountPath: text, subPath: text }],
    ports: [{ name: text, protocol: text, containerPort: text }],
    resources: { limits: { [text]: text } },
    upgradeStrategy: { upgradeType: text },
    transferEnv: [{ sourceContainerName: text, envName: text }],
    shareVolumePolicy: { type: text },
    podInjectPolicy: text,
    [text]: text,
  }
}

function volumesNamed(text: string): Odd[] {
  return [
    { name: text, configMap: { name: `${text}/${text}`, items: [{ key: text, path: text }] } },
    { name: text, secret: { secretName: `${text}/a/b` } },
    { name: text, hostPath: { path: text, type: text } },
    { name: text, projected: { sources: [{ secret: { name: `${text}/${text}` } }] } },
    { name: text, [text]: {} },
  ]
}

function podNamed(text: string, labels: Record<string, string>): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: text,
      namespace: 'web',
      labels,
      annotations: { [text]: text, 'kruise.io/sidecarset-hash': text },
    },
    spec: {
      nodeName: text,
      restartPolicy: text,
      containers: [
        {
          name: text,
          image: text,
          env: [
            { name: text, value: 'x' },
            { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: text },
          ],
          volumeMounts: [{ name: text, mountPath: '/data' }],
        },
      ],
      volumes: volumesNamed(text),
      imagePullSecrets: [{ name: `${text}/${text}` }],
    },
  } as unknown as Pod
}

function bindingNamed(text: string): SidecarSetResourceBinding {
  return {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: text, namespace: 'kube-system', labels: { [text]: text } },
    spec: {
      subjects: [
        { kind: 'SidecarSet', name: text, apiGroup: text },
        { kind: text, name: text },
      ],
      resourceRefs: [
        { kind: 'ConfigMap', name: text },
        { kind: 'Secret', name: text },
        { kind: text, name: text },
      ],
      [text]: text,
    },
  } as unknown as SidecarSetResourceBinding
}
