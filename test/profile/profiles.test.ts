import { describe, expect, test } from 'vitest'
import {
  createInjector,
  defaultSidecarSet,
  detectProfile,
  hashSidecarSet,
  parseManifests,
  type Pod,
  type SidecarSet,
} from '../../src/index.js'
import { schemaOf, structOf } from '../../src/kubernetes/go-struct/index.js'
import { parseImageReference } from '../../src/kubernetes/image-reference.js'
import { profileNames, profiles } from '../../src/profile.js'
import { adviceByMinor } from '../../src/profile/detect-profile.js'

const request = { operation: 'CREATE', namespace: 'shop', now: '2026-01-01T00:00:00Z' } as const
const pod: Pod = {
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx' }] },
}

function setWith(spec: Partial<SidecarSet['spec']>, apiVersion = 'apps.kruise.io/v1alpha1'): SidecarSet {
  const selector = { matchLabels: { app: 'web' } }
  return { apiVersion, kind: 'SidecarSet', metadata: { name: 'logs' }, spec: { selector, ...spec } }
}

describe('the records', () => {
  test('are listed by their own names, oldest first', () => {
    expect(Object.keys(profiles)).toEqual(profileNames)
    expect(profileNames.map((name) => profiles[name].name)).toEqual(profileNames)
  })

  test('have one set of switches', () => {
    const switches = profileNames.map((name) => {
      const { injection, updates, sidecarSets, kubernetes } = profiles[name]
      return [injection, updates, sidecarSets, kubernetes].map((part) => Object.keys(part).sort())
    })
    expect(new Set(switches.map((each) => JSON.stringify(each))).size).toBe(1)
  })

  test('v1.8.0 injects like v1.9.0 but for four switches', () => {
    const [older, newer] = [profiles['v1.8.0'].injection, profiles['v1.9.0'].injection]
    const keys = Object.keys(newer) as (keyof typeof newer)[]
    expect(keys.filter((key) => older[key] !== newer[key]).sort()).toEqual([
      'computesResources',
      'failsOnMissingVolume',
      'handlesVolumeDevices',
      'hasSortGate',
    ])
  })
})

describe('v1.8.0', () => {
  const profile = 'v1.8.0'

  test('refuses a Pod whose sidecar mounts a volume that the SidecarSet lacks', () => {
    const set = setWith({
      containers: [{ name: 'shipper', image: 's:1', volumeMounts: [{ name: 'none', mountPath: '/x' }] }],
    })
    const allowed = (name: typeof profile | 'v1.9.0'): boolean =>
      createInjector({ sidecarSets: [set], profile: name }).inject(pod, request).allowed
    expect([allowed(profile), allowed('v1.9.0')]).toEqual([false, true])
  })

  test('has namespaceSelector and native sidecars, as v1.9.0 has', () => {
    const set = setWith({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
      initContainers: [{ name: 'shipper', image: 's:1', restartPolicy: 'Always' }],
    })
    const injected = createInjector({ sidecarSets: [set], profile }).inject(pod, request)
    expect(injected.pod.spec?.initContainers?.[0]).toMatchObject({ name: 'shipper', restartPolicy: 'Always' })
    expect(hashSidecarSet(set, { profile })).toEqual(hashSidecarSet(set, { profile: 'v1.9.0' }))
  })

  test('drops what Kubernetes 1.30 and OpenKruise 1.8 do not have', () => {
    const volumes = [{ name: 'data', image: { reference: 'data:1' } }]
    const containers = [
      { name: 'shipper', image: 's:1', shareVolumeDevicePolicy: { type: 'enabled' }, stdin: true },
    ]
    const { spec } = defaultSidecarSet(setWith({ volumes, containers }), { profile })
    expect(spec?.volumes).toEqual([{ name: 'data', emptyDir: {} }])
    expect(spec?.containers?.[0]).not.toHaveProperty('shareVolumeDevicePolicy')
    expect(spec?.containers?.[0]).toMatchObject({ stdin: true })
  })

  test('says which version brought a field that it lacks', () => {
    const set = setWith({
      containers: [{ name: 'shipper', image: 's:1', volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
      volumes: [{ name: 'data', image: { reference: 'data:1' } }],
    })
    const { issues } = createInjector({ sidecarSets: [set], profile }).inject(pod, request)
    const later = issues.filter(({ code }) => code === 'feature-beyond-profile')
    expect(later.map(({ path }) => path)).toEqual([['spec', 'volumes', 0, 'image']])
    expect(later[0]?.message).toContain('v1.9.0')
  })

  test('does not serve v1beta1', () => {
    const set = setWith({ containers: [] }, 'apps.kruise.io/v1beta1')
    expect(() => hashSidecarSet(set, { profile })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code: 'unsupported-version' })] }),
    )
  })

  test('fills in the defaults of disks, as v1.3.0 does and v1.9.0 no longer', () => {
    const set = setWith({ volumes: [{ name: 'disk', iscsi: { targetPortal: 'p', iqn: 'i', lun: 0 } }] })
    const interfaceIn = (name: 'v1.3.0' | 'v1.8.0' | 'v1.9.0'): unknown =>
      defaultSidecarSet(set, { profile: name }).spec?.volumes?.[0]?.iscsi?.iscsiInterface
    expect(profileNames.map(interfaceIn)).toEqual(['default', 'default', undefined])
  })

  test('has claims of devices where Kubernetes 1.30 had them', () => {
    const fieldsOf = (name: 'v1.8.0' | 'v1.9.0'): string[] =>
      structOf(schemaOf(name), 'PodResourceClaim').fields.map((field) => field.name)
    expect(fieldsOf('v1.8.0')).toEqual(['name', 'source'])
    expect(fieldsOf('v1.9.0')).toEqual(['name', 'resourceClaimName', 'resourceClaimTemplateName'])
  })

  test('counts the host of an image towards its length', () => {
    const image = `registry.example.com/${'a'.repeat(250)}`
    const isImage = profileNames.map((name) => parseImageReference(image, name) !== undefined)
    expect(isImage).toEqual([false, false, true])
  })
})

describe('detectProfile', () => {
  test.each([
    ['1.8.4', '1.8.4', 'v1.8.0', true],
    ['v1.7', '1.7', 'v1.8.0', true],
    [' v1.3.0\n', '1.3.0', 'v1.3.0', true],
    ['openkruise/kruise-manager:v1.9.0', '1.9.0', 'v1.9.0', true],
    ['registry:5000/kruise-manager:v1.5.2@sha256:abc', '1.5.2', 'v1.9.0', true],
    ['v1.9.0-rc.1', '1.9.0', 'v1.9.0', true],
    ['1.2.0', '1.2.0', 'v1.3.0', false],
    ['1.12.1', '1.12.1', 'v1.9.0', false],
  ])('%s', (text, version, profile, isKnown) => {
    expect(detectProfile(text)).toMatchObject({ version, profile, isKnown })
  })

  test.each([['latest'], ['2.0.0'], ['openkruise/kruise-manager@sha256:abc'], [''], [null], [{}], [7]])(
    'finds none in %j',
    (source) => expect(detectProfile(source)).toBeUndefined(),
  )

  test('finds the manager among manifests', () => {
    const manifests = parseManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: kruise-controller-manager, namespace: kruise-system}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: proxy, image: 'proxy:v1.0'}, {name: manager, image: 'openkruise/kruise-manager:v1.8.4'}]}
`)
    expect(detectProfile(manifests)?.profile).toBe('v1.8.0')
  })

  test('an object that contains itself ends', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    expect(detectProfile(loop)).toBeUndefined()
  })

  test('the table has a row for every minor version', () => {
    expect(Object.keys(adviceByMinor)).toEqual(['3', '4', '5', '6', '7', '8', '9'])
  })
})
