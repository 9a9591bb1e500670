import fc from 'fast-check'
import type { Volume } from 'sidecarset'
import { distinct, namespaces, objectNames, pick, volumeNames } from './pools.js'

/** `name` or `namespace/name`. */
const reference = fc
  .tuple(fc.option(pick(namespaces), { freq: 2 }), pick(objectNames))
  .map(([namespace, name]) => (namespace === null ? name : `${namespace}/${name}`))

const projected = fc.record({
  sources: fc.array(
    fc.oneof(
      fc.record({ configMap: fc.record({ name: reference }) }),
      fc.record({ secret: fc.record({ name: reference }) }),
      fc.constant({ serviceAccountToken: { path: 'token' } }),
    ),
    { minLength: 1, maxLength: 2 },
  ),
})

const source: fc.Arbitrary<Volume> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Volume>({ emptyDir: {} }, { emptyDir: { sizeLimit: '1Gi' } }, {}) },
  { weight: 2, arbitrary: fc.record({ configMap: fc.record({ name: reference }) }) },
  { weight: 1, arbitrary: fc.record({ secret: fc.record({ secretName: reference }) }) },
  { weight: 1, arbitrary: fc.record({ projected }) },
  { weight: 1, arbitrary: fc.constant<Volume>({ csi: { driver: 'stdlogplugin.csi.alibabacloud.com' } }) },
  {
    weight: 1,
    // The only part of a volume that is kept as it is written, whatever stands in it.
    arbitrary: fc.constant<Volume>({
      ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } },
    }),
  },
)

const volume: fc.Arbitrary<Volume> = fc
  .tuple(pick(volumeNames), source)
  .map(([name, rest]): Volume => ({ name, ...rest }))

const byName = ({ name }: Volume): unknown => name

/** Volumes of a Pod: some, each name once. */
export const podVolumes = distinct(volume, byName, { maxLength: 3 })

/** Volumes of a SidecarSet: mostly all that its containers could mount, since a missing one fails v1.3.0. */
export const sidecarSetVolumes: fc.Arbitrary<Volume[]> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(...volumeNames.map((name) => source.map((rest): Volume => ({ name, ...rest }))))
      .map((volumes) => [...volumes]),
  },
  { weight: 1, arbitrary: fc.array(volume, { maxLength: 5 }) },
)
