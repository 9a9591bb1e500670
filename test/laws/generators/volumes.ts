import fc from 'fast-check'
import type { Volume } from 'sidecarset'
import { distinct, namespaces, objectNames, pick, volumeNames } from './pools.js'

/** `name` or `namespace/name`; one in twenty has slashes and is neither. */
const reference = fc.oneof(
  {
    weight: 19,
    arbitrary: fc
      .tuple(fc.option(pick(namespaces), { freq: 2 }), pick(objectNames))
      .map(([namespace, name]) => (namespace === null ? name : `${namespace}/${name}`)),
  },
  { weight: 1, arbitrary: pick(['web/conf/key', '/conf', 'Web/conf']) },
)

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

/** A volume that no container of the pools mounts. What it refers to concerns nobody. */
const unmounted: fc.Arbitrary<Volume> = source.map((rest): Volume => ({
  name: 'nobody-mounts-this',
  ...rest,
}))

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
  {
    weight: 3,
    arbitrary: fc
      .tuple(unmounted, ...volumeNames.map((name) => source.map((rest): Volume => ({ name, ...rest }))))
      .map((volumes) => [...volumes]),
  },
  { weight: 1, arbitrary: fc.array(volume, { maxLength: 5 }) },
)

/** The volume with the defaults written out that Kubernetes fills in when it stores one: the same volume to a cluster. */
export function spelledOut({ name, emptyDir, configMap, secret, projected, ...others }: Volume): Volume {
  const modeOf = <T extends { readonly defaultMode?: number | undefined }>(source: T): T => ({
    defaultMode: 420,
    ...source,
  })
  const hasSource = emptyDir ?? configMap ?? secret ?? projected ?? Object.keys(others).length > 0
  const spelled = {
    emptyDir: hasSource ? emptyDir : {},
    configMap: configMap && modeOf(configMap),
    secret: secret && modeOf(secret),
    projected: projected && {
      ...modeOf(projected),
      sources: projected.sources?.map(({ serviceAccountToken: token, ...source }) => ({
        ...source,
        ...(token && { serviceAccountToken: { expirationSeconds: 3600, ...token } }),
      })),
    },
  }
  return JSON.parse(JSON.stringify({ name, ...spelled, ...others })) as Volume
}
