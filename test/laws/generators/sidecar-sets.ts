import fc from 'fast-check'
import type {
  ProfileName,
  SidecarContainer,
  SidecarSet,
  SidecarSetPatchPodMetadata,
  SidecarSetSpec,
  TransferEnvVar,
} from 'sidecarset'
import { deviceList, envList, mountList, resources, selector } from './parts.js'
import {
  annotationKeys,
  distinct,
  envNames,
  images,
  namespaces,
  nullable,
  pick,
  podContainerNames,
  secretNames,
  setNames,
  sidecarNames,
  textMap,
  versions,
} from './pools.js'
import { sidecarSetVolumes } from './volumes.js'

const nameFrom = fc.record({
  fieldRef: fc.record({
    fieldPath: pick([
      "metadata.labels['app']",
      "metadata.annotations['main']",
      "metadata.annotations['__proto__']",
      'metadata.name',
    ]),
  }),
})

const transferEnv: fc.Arbitrary<TransferEnvVar> = fc.record(
  {
    sourceContainerName: pick([...podContainerNames, 'nope']),
    sourceContainerNameFrom: nameFrom,
    envName: pick([...envNames, '']),
    envNames: fc.array(pick(envNames), { maxLength: 2 }),
  },
  { requiredKeys: ['sourceContainerName'] },
)

const onOff = fc.record({ type: pick(['enabled', 'disabled']) })

const resourcesPolicy = fc.record({
  targetContainersMode: pick(['sum', 'max']),
  targetContainersNameRegex: pick(['.*', '^app$']),
  resourcesExpr: fc.record(
    {
      limits: fc.record({ cpu: pick(['cpu*50%', 'max(cpu, 100m)']), memory: pick(['memory/2', '200Mi']) }),
      requests: fc.record({ cpu: pick(['cpu', '0']), memory: pick(['min(memory, 1Gi)', '']) }),
    },
    { requiredKeys: [] },
  ),
})

const upgradeStrategy = fc.record(
  {
    upgradeType: pick(['HotUpgrade', 'ColdUpgrade']),
    hotUpgradeEmptyImage: pick(['reg.example/empty:1', '']),
  },
  { requiredKeys: ['upgradeType'] },
)

const sidecar: fc.Arbitrary<SidecarContainer> = fc.record(
  {
    name: pick(sidecarNames),
    image: pick(images),
    args: fc.constant(['sh', '-c', 'a && b']),
    env: nullable(envList),
    resources,
    volumeMounts: nullable(mountList),
    volumeDevices: deviceList,
    restartPolicy: pick(['Always']),
    podInjectPolicy: pick(['BeforeAppContainer', 'AfterAppContainer', 'Elsewhere']),
    upgradeStrategy,
    shareVolumePolicy: onOff,
    shareVolumeDevicePolicy: onOff,
    transferEnv: fc.array(transferEnv, { maxLength: 2 }),
  },
  { requiredKeys: ['name', 'image'] },
)

/** A resourcesPolicy that finds no target fails the request, so it is seldom there. */
const sidecarWithPolicy: fc.Arbitrary<SidecarContainer> = fc.oneof(
  { weight: 9, arbitrary: sidecar },
  {
    weight: 1,
    arbitrary: fc
      .tuple(sidecar, resourcesPolicy)
      .map(([one, policy]) => ({ ...one, resourcesPolicy: policy })),
  },
)

const byName = ({ name }: { readonly name?: string | undefined }): unknown => name

const patchPodMetadata: fc.Arbitrary<SidecarSetPatchPodMetadata> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        patchPolicy: pick(['Retain', 'Overwrite', 'Sometimes']),
        annotations: textMap(pick(annotationKeys), pick(['app', 'x', '']), 2),
      },
      { requiredKeys: ['annotations'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      patchPolicy: fc.constant('MergePatchJson'),
      annotations: textMap(
        pick(['conf', 'a.example/owner']),
        pick(['{"b":1,"a":null}', '{"a":{"c":[{"d":null}]}}', '[1,null]']),
        1,
      ),
    }),
  },
)

const revision = fc.oneof(
  fc.record(
    {
      revisionName: pick(setNames.map((name) => `${name}-1`)),
      policy: pick(['Always', 'Partial', 'Partial']),
    },
    { requiredKeys: ['revisionName'] },
  ),
  fc.record(
    { customVersion: pick(versions), policy: pick(['Always', 'Partial', 'Partial']) },
    { requiredKeys: ['customVersion'] },
  ),
)

const injectionStrategy = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.record({ revision }) },
  { weight: 1, arbitrary: fc.constant({ paused: true }) },
)

const updateStrategy = fc.record(
  {
    paused: pick([true, false, false, false]),
    partition: fc.oneof(
      { weight: 3, arbitrary: pick(['0%', '50%', '100%']) },
      { weight: 1, arbitrary: fc.nat(3) },
    ),
    selector,
  },
  { requiredKeys: [] },
)

const placeSpec = fc.oneof(
  { weight: 6, arbitrary: fc.constant<SidecarSetSpec>({}) },
  { weight: 1, arbitrary: fc.record({ namespace: pick(namespaces) }) },
  { weight: 1, arbitrary: fc.record({ namespaceSelector: selector }) },
  {
    weight: 1,
    arbitrary: fc.record({
      namespaceSelector: fc.record({
        matchLabels: fc.record({ 'kubernetes.io/metadata.name': pick(namespaces) }),
      }),
    }),
  },
)

const spec: fc.Arbitrary<SidecarSetSpec> = fc
  .tuple(
    placeSpec,
    injectionStrategy,
    fc.record(
      {
        selector,
        containers: nullable(distinct(sidecarWithPolicy, byName, { maxLength: 3 })),
        initContainers: nullable(distinct(sidecar, byName, { maxLength: 2 })),
        volumes: sidecarSetVolumes,
        updateStrategy,
        imagePullSecrets: fc.array(fc.record({ name: pick(secretNames) }), { maxLength: 2 }),
        patchPodMetadata: fc.array(patchPodMetadata, { maxLength: 2 }),
      },
      { requiredKeys: ['selector', 'volumes'] },
    ),
  )
  .map(([place, strategy, rest]) => ({
    ...place,
    ...(strategy === undefined ? {} : { injectionStrategy: strategy }),
    ...rest,
  }))

const apiVersions: Readonly<Record<ProfileName, readonly string[]>> = {
  'v1.3.0': ['apps.kruise.io/v1alpha1'],
  'v1.8.0': ['apps.kruise.io/v1alpha1'],
  'v1.9.0': ['apps.kruise.io/v1alpha1', 'apps.kruise.io/v1beta1'],
}

function sidecarSet(profile: ProfileName): fc.Arbitrary<SidecarSet> {
  return fc.record(
    {
      apiVersion: pick(apiVersions[profile]),
      kind: fc.constant('SidecarSet'),
      metadata: fc.record(
        {
          name: pick(setNames),
          annotations: fc.constant({ 'kruise.io/sidecarset-hash': 'of-an-older-state' }),
        },
        { requiredKeys: ['name'] },
      ),
      spec,
      status: fc.record({ latestRevision: pick(['rev-7', '']) }),
    },
    { requiredKeys: ['apiVersion', 'metadata', 'spec'] },
  )
}

/** The SidecarSet without what depends on the Pod it goes into: it brings the same into every Pod. */
function takingNothing({ spec, ...rest }: SidecarSet): SidecarSet {
  const strip = ({
    transferEnv: _transferEnv,
    shareVolumePolicy: _mounts,
    shareVolumeDevicePolicy: _devices,
    resourcesPolicy: _resources,
    ...container
  }: SidecarContainer): SidecarContainer => container
  const { patchPodMetadata: _patches, containers, initContainers, ...others } = spec ?? {}
  return {
    ...rest,
    spec: {
      ...others,
      ...(containers ? { containers: containers.map(strip) } : {}),
      ...(initContainers ? { initContainers: initContainers.map(strip) } : {}),
    },
  }
}

const byMetadataName = ({ metadata }: SidecarSet): unknown => metadata?.name

/** Up to three SidecarSets of different names, with every feature that the profile knows and some that it does not. */
export function sidecarSets(profile: ProfileName): fc.Arbitrary<SidecarSet[]> {
  const sets = distinct(sidecarSet(profile), byMetadataName, { minLength: 1, maxLength: 3 })
  return fc.oneof({ weight: 3, arbitrary: sets }, { weight: 1, arbitrary: staticSidecarSets(profile) })
}

/** Likewise, but they bring the same into every Pod. */
export function staticSidecarSets(profile: ProfileName): fc.Arbitrary<SidecarSet[]> {
  const set = sidecarSet(profile).map(takingNothing)
  return distinct(set, byMetadataName, { minLength: 1, maxLength: 2 })
}
