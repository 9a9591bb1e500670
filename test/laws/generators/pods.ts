import fc from 'fast-check'
import type { Container, ObjectMeta, Pod, PodSpec } from 'sidecarset'
import { deviceList, envList, envVar, labels, mountList, resources } from './parts.js'
import {
  annotationKeys,
  distinct,
  images,
  namespaces,
  nullable,
  pick,
  podContainerNames,
  secretNames,
  setNames,
  sidecarNames,
} from './pools.js'
import { podVolumes } from './volumes.js'

const mark = { name: 'IS_INJECTED', value: 'true' }

/** A container of the author's, or one that an earlier injection left. */
function container(names: readonly string[]): fc.Arbitrary<Container> {
  return fc.record(
    {
      name: pick(names),
      image: pick(images),
      env: nullable(
        fc.oneof(
          { weight: 6, arbitrary: envList },
          { weight: 1, arbitrary: fc.array(envVar, { maxLength: 1 }).map((own) => [...own, mark]) },
        ),
      ),
      resources,
      restartPolicy: pick(['Always']),
      volumeMounts: nullable(mountList),
      volumeDevices: deviceList,
    },
    { requiredKeys: ['name', 'image'] },
  )
}

const byName = ({ name }: Container): unknown => name

/** The last one is Go's zero time, which it writes as null. */
const earlierTimes = [
  '2025-06-01T02:00:00+02:00',
  '2025-12-31T23:59:58Z',
  null,
  '0001-01-01T00:00:00Z',
] as const

const hashEntry = (name: string, index: number): object => ({
  updateTimestamp: earlierTimes[index % earlierTimes.length],
  hash: 'h',
  sidecarSetName: name,
  sidecarList: ['agent'],
  unknownKey: 1,
})

/** The hash annotation in the form of today, in the old form, empty, or unreadable. */
const hashText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .subarray([...setNames, 'other'])
      .map((names) =>
        JSON.stringify(Object.fromEntries(names.map((name, index) => [name, hashEntry(name, index)]))),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .subarray([...setNames, 'other'])
      .map((names) => JSON.stringify(Object.fromEntries(names.map((name) => [name, 'old-hash'])))),
  },
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: pick(['not json', 'null', '[]', '{"a":"h","b":{}}']) },
)

const earlierAnnotations = fc.record(
  {
    'kruise.io/sidecarset-hash': hashText,
    'kruise.io/sidecarset-hash-without-image': hashText,
    'kruise.io/sidecarset-injected-list': pick(['alpha', 'other,alpha', '', ' gamma']),
    'kruise.io/sidecarset-working-hotupgrade-container': pick([
      '{"logs":"logs-2"}',
      'bad',
      '[]',
      '{"agent":1}',
    ]),
  },
  { requiredKeys: [] },
)

const ownAnnotations = fc
  .array(fc.tuple(pick(annotationKeys), pick(['app', '{"a":1,"b":{"c":2}}', ''])), { maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs))

const annotations = fc.oneof(
  { weight: 4, arbitrary: ownAnnotations },
  {
    weight: 1,
    arbitrary: fc.tuple(ownAnnotations, earlierAnnotations).map(([own, earlier]) => ({ ...own, ...earlier })),
  },
)

const metadata: fc.Arbitrary<ObjectMeta> = fc.record(
  {
    name: fc.constant('p'),
    generateName: fc.constant('p-'),
    namespace: pick([...namespaces, '']),
    labels: nullable(labels),
    annotations: nullable(annotations),
    creationTimestamp: fc.constant(null as unknown as string),
  },
  { requiredKeys: ['labels'] },
)

const spec: fc.Arbitrary<PodSpec> = fc.record(
  {
    containers: nullable(
      fc.oneof(
        {
          weight: 9,
          arbitrary: distinct(container([...podContainerNames, ...sidecarNames]), byName, { maxLength: 3 }),
        },
        { weight: 1, arbitrary: fc.array(container(podContainerNames), { maxLength: 3 }) },
      ),
    ),
    initContainers: nullable(distinct(container(['setup', 'mesh']), byName, { maxLength: 2 })),
    volumes: nullable(podVolumes),
    imagePullSecrets: nullable(fc.array(fc.record({ name: pick(secretNames) }), { maxLength: 6 })),
    nodeName: fc.constant('virtual-kubelet'),
  },
  { requiredKeys: ['containers'] },
)

export const pods: fc.Arbitrary<Pod> = fc.record(
  {
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Pod'),
    metadata: fc.oneof({ weight: 19, arbitrary: metadata }, { weight: 1, arbitrary: fc.constant({}) }),
    spec: fc.oneof({ weight: 19, arbitrary: spec }, { weight: 1, arbitrary: fc.constant({}) }),
    status: fc.oneof(
      { weight: 9, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.record({ phase: pick(['Pending', 'Running', 'Failed']) }) },
    ),
  },
  { requiredKeys: ['metadata', 'spec'] },
)

/** Pods that have nothing of a name that a SidecarSet brings, in every shape: with and without each list and map. */
export const plainPods: fc.Arbitrary<Pod> = fc.record({
  metadata: fc.record(
    {
      namespace: pick([...namespaces, '']),
      labels: fc.constant({ app: 'web' }),
      annotations: nullable(fc.constant({ own: '1' })),
    },
    { requiredKeys: ['labels'] },
  ),
  spec: fc.record(
    {
      containers: fc.constant([{ name: 'own', image: 'own:1' }]),
      initContainers: nullable(fc.constant([{ name: 'own-init' }])),
      volumes: nullable(fc.constant([{ name: 'own-volume', emptyDir: {} }])),
      imagePullSecrets: nullable(fc.array(fc.record({ name: pick(['own', 'own-too']) }), { maxLength: 5 })),
    },
    { requiredKeys: ['containers'] },
  ),
})
