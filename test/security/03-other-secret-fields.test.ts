import { describe, expect, test } from 'vitest'
import { validateSidecarSet, type SidecarSet, type SidecarSetSpec } from 'sidecarset'
import { schemaOf } from '../../src/kubernetes/go-struct/index.js'
import { findNameFields } from '../../src/reference/index.js'
import { agentSet, bothProfiles, inject, names, podOf, setOf } from '../inject/subjects.js'

const slash = 'kube-system/x'

/** Every field of a container that names a Secret or ConfigMap. */
const containerFields = [
  'env.*.valueFrom.configMapKeyRef.name',
  'env.*.valueFrom.secretKeyRef.name',
  'envFrom.*.configMapRef.name',
  'envFrom.*.secretRef.name',
]

/** Every field of a volume that names a Secret or a claim, but for those that bindings are about. */
const volumeFields = [
  'azureFile.secretName',
  'cephfs.secretRef.name',
  'cinder.secretRef.name',
  'csi.nodePublishSecretRef.name',
  'ephemeral.volumeClaimTemplate.spec.dataSource.name',
  'ephemeral.volumeClaimTemplate.spec.dataSourceRef.name',
  'flexVolume.secretRef.name',
  'iscsi.secretRef.name',
  'persistentVolumeClaim.claimName',
  'rbd.secretRef.name',
  'scaleIO.secretRef.name',
  'storageos.secretRef.name',
]

const fields = [
  ...containerFields.flatMap((field) => [`containers.*.${field}`, `initContainers.*.${field}`]),
  'imagePullSecrets.*.name',
  ...volumeFields.map((field) => `volumes.*.${field}`),
]

test.each(bothProfiles)(
  '%s: the list made from the tables of the API types is the written one',
  (profile) => {
    const found = findNameFields(schemaOf(profile)).map((path) => path.join('.'))
    expect([...found].sort()).toEqual([...fields].sort())
  },
)

/** A spec with a name in one field, and whatever else that field needs. */
function specWith(field: string, name: string): SidecarSetSpec {
  const nested = field
    .split('.')
    .reduceRight<unknown>((value, key) => (key === '*' ? [value] : { [key]: value }), name)
  const spec = nested as Record<string, Record<string, unknown>[]>
  const mount = { volumeMounts: [{ name: 'v', mountPath: '/v' }] }
  const agent = { name: 'agent', image: 'agent:1', ...mount }
  const merged = (list: string, base: object): object[] => [{ ...base, ...spec[list]?.[0] }]
  return {
    ...spec,
    containers: merged('containers', agent),
    volumes: merged('volumes', { name: 'v' }),
    ...(spec['initContainers'] === undefined
      ? {}
      : { initContainers: merged('initContainers', { ...agent, name: 'init' }) }),
  } as SidecarSetSpec
}

const pathOf = (field: string): (string | number)[] => [
  'spec',
  ...field.split('.').map((key) => (key === '*' ? 0 : key)),
]

describe.each(bothProfiles)('%s', (profile) => {
  describe.each(fields)('%s', (field) => {
    const set = setOf(specWith(field, slash))
    const issue = { code: 'invalid-reference', path: pathOf(field) }

    test('a slash refuses the Pod', () => {
      const result = inject(podOf(), [set], { profile })
      expect(result).toMatchObject({ allowed: false, issues: [{ ...issue, severity: 'error' }] })
    })

    test("'skip' leaves the SidecarSet out, and 'allow' injects it; both with a warning", () => {
      const skipped = inject(podOf(), [set], { profile, unauthorizedReference: 'skip' })
      expect(skipped).toMatchObject({
        allowed: true,
        changed: false,
        issues: [{ ...issue, severity: 'warning' }],
      })
      const allowed = inject(podOf(), [set], { profile, unauthorizedReference: 'allow' })
      expect(allowed).toMatchObject({
        allowed: true,
        changed: true,
        issues: [{ ...issue, severity: 'warning' }],
      })
    })

    test('validateSidecarSet says so too', () => {
      expect(validateSidecarSet(set, { profile })).toContainEqual(expect.objectContaining(issue))
    })

    test('a name without a slash is nobody’s business', () => {
      const plain: SidecarSet = setOf(specWith(field, 'plain'))
      expect(inject(podOf(), [plain], { profile })).toMatchObject({
        allowed: true,
        changed: true,
        issues: [],
      })
    })
  })

  test('a volume that no container mounts never gets into a Pod', () => {
    const { volumes = [] } = specWith('volumes.*.azureFile.secretName', slash)
    const set = setOf({ containers: [{ name: 'agent', image: 'a' }], volumes })
    expect(inject(podOf(), [set], { profile }).allowed).toBe(true)
  })

  test('a variable that transferEnv hands on is judged where it arrives', () => {
    const set = agentSet({ transferEnv: [{ sourceContainerName: 'app', envName: 'KEY' }] })
    const podWith = (name: string) =>
      podOf({
        containers: [
          {
            name: 'app',
            image: 'app:1',
            env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name, key: 'k' } } }],
          },
        ],
      })
    expect(inject(podWith(slash), [set], { profile })).toMatchObject({
      allowed: false,
      issues: [{ code: 'invalid-reference', path: ['spec', 'containers', 0, 'transferEnv'] }],
    })
    expect(names(inject(podWith('plain'), [set], { profile }).pod)).toEqual(['agent', 'app'])
  })

  test('the four fields that bindings are about take namespace/name', () => {
    const bound = inject(
      podOf({}, { namespace: 'kube-system' }),
      [setOf(specWith('volumes.*.projected.sources.*.secret.name', slash))],
      { profile },
    )
    expect(bound.allowed).toBe(true)
  })
})
