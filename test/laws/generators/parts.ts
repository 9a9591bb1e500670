import fc from 'fast-check'
import type { EnvVar, LabelSelector, ResourceRequirements, VolumeDevice, VolumeMount } from 'sidecarset'
import { envNames, paths, pick, textMap, volumeNames } from './pools.js'

/** Parts that Pods and SidecarSets have alike. */

export const envVar: fc.Arbitrary<EnvVar> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name: pick(envNames), value: pick(['1', '', 'é <&>']) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      name: pick(envNames),
      valueFrom: fc.record({ fieldRef: fc.record({ fieldPath: pick(['metadata.name', 'status.podIP']) }) }),
    }),
  },
)

export const envList = fc.array(envVar, { maxLength: 3 })

export const volumeMount: fc.Arbitrary<VolumeMount> = fc.record(
  {
    name: pick(volumeNames),
    mountPath: pick(paths),
    readOnly: fc.boolean(),
    subPath: pick(['', 'a', 'b']),
    subPathExpr: pick(['$(A)', 'x/$(POD_NAME)/$(LEVEL)', '$$(A)', 'plain']),
  },
  { requiredKeys: ['name', 'mountPath'] },
)

export const mountList = fc.array(volumeMount, { maxLength: 2 })

export const volumeDevice: fc.Arbitrary<VolumeDevice> = fc.record({
  name: pick(volumeNames),
  devicePath: pick(paths),
})

export const deviceList = fc.array(volumeDevice, { maxLength: 1 })

const amounts = textMap(pick(['cpu', 'memory']), pick(['100m', '0.5', '1Gi', '2']), 2)

export const resources: fc.Arbitrary<ResourceRequirements> = fc.record(
  { limits: amounts, requests: amounts },
  { requiredKeys: [] },
)

/** Labels of Pods and of Namespaces. Two keys and two values: a selector has an even chance. */
export const labels = fc.record(
  { app: pick(['web', 'web', 'db']), tier: pick(['front', 'back']) },
  { requiredKeys: ['app'] },
)

const expression = fc.oneof(
  fc.record({
    key: pick(['app', 'tier']),
    operator: pick(['In', 'NotIn']),
    values: fc.subarray(['web', 'db', 'front'], { minLength: 1 }),
  }),
  fc.record({ key: pick(['app', 'tier']), operator: pick(['Exists', 'DoesNotExist']) }),
)

/** Selectors, most of which fit many of `labels`; a few have an operator that does not exist. */
export const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<LabelSelector>({ matchLabels: { app: 'web' } }) },
  {
    weight: 12,
    arbitrary: fc.constant<LabelSelector>({ matchExpressions: [{ key: 'app', operator: 'Exists' }] }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ matchExpressions: fc.array(expression, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 4, arbitrary: fc.constant<LabelSelector>({}) },
  {
    weight: 1,
    arbitrary: fc.record({
      matchLabels: labels,
      matchExpressions: fc.constant([{ key: 'app', operator: 'Nonsense' }]),
    }),
  },
)
