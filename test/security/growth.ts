import { createInjector, formatReport, reviewPod, type Pod } from 'sidecarset'
import { copyReferences, resolveReferences } from 'sidecarset/virtual-node'
import { reviewOf } from './cluster.js'

/** Work whose cost is to grow no faster than what it is done on. */
export interface Growth {
  readonly title: string
  /** Makes the input of a size, and returns the work. */
  readonly prepare: (size: number) => () => unknown
}

const now = '2026-01-01T00:00:00Z'
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

/** Takes whatever a Pod can give: variables, volumes, devices, resources, annotations. */
const greedy = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'greedy' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [
      {
        name: 'agent',
        image: 'agent:1',
        shareVolumePolicy: { type: 'enabled' },
        transferEnv: [{ sourceContainerName: 'app-0', envNames: ['NAME_0', 'NAME_1'] }],
        volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
      },
    ],
    volumes: [{ name: 'conf', secret: { secretName: 'kube-system/tls' } }],
    imagePullSecrets: [{ name: 'pull' }],
    patchPodMetadata: [{ patchPolicy: 'MergePatchJson', annotations: { merged: '{"a":1}' } }],
  },
} as const

const injectors = (['v1.3.0', 'v1.9.0'] as const).map((profile) =>
  createInjector({ sidecarSets: [greedy as never], profile, unauthorizedReference: 'allow' }),
)

const variable = (index: number) => ({ name: `NAME_${index}`, value: `$(NAME_${index + 1})` })
const mount = (index: number) => ({
  name: `volume-${index}`,
  mountPath: `/path-${index}`,
  subPathExpr: '$(NAME_0)',
})

/** Parts of a Pod that whoever writes it can make as large as the API server lets a body be. */
const pods: Readonly<Record<string, (size: number) => { metadata?: object; spec?: object }>> = {
  containers: (size) => ({ spec: { containers: times(size, (i) => ({ name: `app-${i}`, env: [variable(i)], volumeMounts: [mount(i)] })) } }),
  'init containers': (size) => ({ spec: { initContainers: times(size, (i) => ({ name: `init-${i}`, volumeMounts: [mount(i)] })) } }),
  'ephemeral containers': (size) => ({ spec: { ephemeralContainers: times(size, (i) => ({ name: `debug-${i}`, volumeMounts: [{ name: 'conf', mountPath: '/c' }] })) } }),
  variables: (size) => ({ spec: { containers: [{ name: 'app-0', env: times(size, variable), volumeMounts: times(20, mount) }] } }),
  mounts: (size) => ({ spec: { containers: [{ name: 'app-0', env: times(20, variable), volumeMounts: times(size, mount) }] } }),
  'mounts of one volume': (size) => ({ spec: { containers: [{ name: 'app-0', volumeMounts: times(size, (i) => ({ name: 'conf', mountPath: `/c-${i}` })) }] } }),
  volumes: (size) => ({ spec: { volumes: times(size, (i) => ({ name: `volume-${i}`, secret: { secretName: `other/tls-${i}` } })) } }),
  'volumes of one name': (size) => ({ spec: { volumes: times(size, () => ({ name: 'conf', secret: { secretName: 'other/tls' } })) } }),
  'sources of a volume': (size) => ({ spec: { volumes: [{ name: 'conf', projected: { sources: times(size, (i) => ({ secret: { name: `other/tls-${i}` } })) } }] } }),
  'pull secrets': (size) => ({ spec: { imagePullSecrets: times(size, () => ({ name: 'pull' })) } }),
  annotations: (size) => ({ metadata: { annotations: Object.fromEntries(times(size, (i) => [`key-${i}`, 'value'])) } }),
  labels: (size) => ({ metadata: { labels: { app: 'web', ...Object.fromEntries(times(size, (i) => [`key-${i}`, 'value'])) } } }),
  'an annotation that is merged': (size) => ({ metadata: { annotations: { merged: JSON.stringify(Object.fromEntries(times(size, (i) => [`key-${i}`, i]))) } } }),
  'an annotation of an earlier injection': (size) => ({
    metadata: { annotations: { 'kruise.io/sidecarset-hash': JSON.stringify(Object.fromEntries(times(size, (i) => [`set-${i}`, { hash: 'h', sidecarSetName: `set-${i}`, sidecarList: [] }]))) } },
  }),
  'a long text': (size) => ({ spec: { containers: [{ name: 'app-0', image: 'a'.repeat(size * 50), volumeMounts: [{ name: 'conf', mountPath: '/c', subPathExpr: '$('.repeat(size * 20) }] }] } }),
  nesting: (size) => ({ spec: { affinity: JSON.parse(`${'{"a":['.repeat(size / 4)}${']}'.repeat(size / 4)}`) as object } }),
} // prettier-ignore

function podOf({ metadata = {}, spec = {} }: { metadata?: object; spec?: object }): Pod {
  const app = { name: 'app-0', env: [variable(0)], volumeMounts: [{ name: 'conf', mountPath: '/conf' }] }
  return {
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, ...metadata },
    spec: { containers: [app], ...spec },
  } as Pod
}

export const growths: readonly Growth[] = [
  ...Object.entries(pods).map(([title, make]) => ({
    title: `reviewPod: ${title}`,
    prepare: (size: number) => {
      const review = reviewOf(podOf(make(size)))
      return () => injectors.map((injector) => reviewPod(review, injector, { now }))
    },
  })),
  ...Object.entries(pods).map(([title, make]) => ({
    title: `report: ${title}`,
    prepare: (size: number) => {
      const pod = podOf(make(size))
      return () => injectors.map((injector) => formatReport(injector.report(pod, { namespace: 'shop' })))
    },
  })),
  ...(['volumes', 'sources of a volume'] as const).map((title) => ({
    title: `copies and objects: ${title}`,
    prepare: (size: number) => {
      const pod = podOf(pods[title]?.(size) ?? {})
      return () => [copyReferences({ pod, references: [] }, {}), resolveReferences(pod, {})]
    },
  })),
]

/** What eight times the size costs, as a multiple of the cost of the size; the least of several tries. */
export function eightfoldCost({ prepare }: Growth, size: number = 250): number {
  const costOf = (factor: number): number => {
    const work = prepare(size * factor)
    work()
    return Math.min(...times(3, () => cpuTime(work)))
  }
  return costOf(8) / costOf(1)
}

function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  return Math.max(process.cpuUsage(before).user, 100)
}
