import { describe, expect, test } from 'vitest'
import type { Container, SidecarContainer, Volume, VolumeDevice, VolumeMount } from 'sidecarset'
import { agentSet, app, bothProfiles, codes, container, envNames, inject, podOf, setOf } from './subjects.js'

const mount = (name: string, mountPath: string, rest: Partial<VolumeMount> = {}): VolumeMount => ({
  name,
  mountPath,
  ...rest,
})
const device = (name: string, devicePath: string): VolumeDevice => ({ name, devicePath })
const volumeNames = (list: readonly Volume[] | undefined): unknown => list?.map(({ name }) => name)

describe.each(bothProfiles)('%s: volumes', (profile) => {
  const bring = (containers: SidecarContainer[], volumes: Volume[], own: Volume[] = []): unknown =>
    volumeNames(
      inject(podOf({ volumes: own }), [setOf({ containers, volumes })], { profile }).pod.spec?.volumes,
    )
  const agent = (...volumeMounts: VolumeMount[]): SidecarContainer => ({
    name: 'agent',
    image: 'a',
    volumeMounts,
  })

  test('those that an injected container mounts come along, in the order of mounting', () => {
    const volumes = ['a', 'b', 'c'].map((name) => ({ name, emptyDir: {} }))
    expect(bring([agent(mount('c', '/c'), mount('a', '/a'), mount('c', '/c2'))], volumes)).toEqual(['c', 'a'])
  })

  test('those that none mounts are not copied', () => {
    expect(bring([agent()], [{ name: 'a' }])).toEqual([])
  })

  test('the last one counts if the SidecarSet lists a name twice', () => {
    const volumes = [
      { name: 'a', hostPath: { path: '/1' } },
      { name: 'a', hostPath: { path: '/2' } },
    ]
    const { pod } = inject(podOf(), [setOf({ containers: [agent(mount('a', '/a'))], volumes })], { profile })
    expect(pod.spec?.volumes).toEqual([{ name: 'a', hostPath: { path: '/2', type: '' } }])
  })

  test("the Pod's own volume of the name wins", () => {
    const own = { name: 'a', hostPath: { path: '/own' } }
    const set = setOf({ containers: [agent(mount('a', '/a'))], volumes: [{ name: 'a', emptyDir: {} }] })
    const result = inject(podOf({ volumes: [own] }), [set], { profile })
    expect(result.pod.spec?.volumes).toEqual([own])
    expect(codes(result.issues)).toEqual(['volume-shadowed spec.volumes.0'])
  })

  test('so does that of an earlier sidecar', () => {
    const set = (name: string, volume: Volume) =>
      setOf({ containers: [{ ...agent(mount('a', '/a')), name }], volumes: [volume] }, { name })
    const sets = [set('1', { name: 'a', emptyDir: {} }), set('2', { name: 'a', hostPath: { path: '/2' } })]
    const result = inject(podOf(), sets, { profile })
    expect(result.pod.spec?.volumes).toEqual([{ name: 'a', emptyDir: {} }])
    expect(result.issues).toMatchObject([{ code: 'volume-shadowed', resource: { name: '2' } }])
  })

  describe('shareVolumePolicy enabled', () => {
    const shared = (
      containers: Container[],
      own: SidecarContainer = {},
    ): { readonly mounts: unknown; readonly env: string[] } => {
      const set = { ...agentSet({ shareVolumePolicy: { type: 'enabled' }, ...own }) }
      const volumes = ['a', 'b', 'own'].map((name) => ({ name }))
      const { pod } = inject(podOf({ containers }), [{ ...set, spec: { ...set.spec, volumes } }], { profile })
      return { mounts: container(pod, 'agent').volumeMounts, env: envNames(pod, 'agent').slice(1) }
    }

    test('appends every mount of every container that is not injected, in order', () => {
      const two = { ...app, name: 'two', volumeMounts: [mount('b', '/b', { readOnly: true })] }
      const one = { ...app, volumeMounts: [mount('a', '/a'), mount('a', '/a2')] }
      expect(shared([one, two]).mounts).toEqual([
        mount('a', '/a'),
        mount('a', '/a2'),
        mount('b', '/b', { readOnly: true }),
      ])
    })

    test('unless its path is taken by the sidecar, whose own doubles stay, or by one before it', () => {
      const one = { ...app, volumeMounts: [mount('a', '/own'), mount('a', '/x')] }
      const two = { ...app, name: 'two', volumeMounts: [mount('b', '/x')] }
      const own = [mount('own', '/own'), mount('own', '/own', { readOnly: true })]
      expect(shared([one, two], { volumeMounts: own }).mounts).toEqual([...own, mount('a', '/x')])
    })

    test('copies the first env var that a subPathExpr names, also of a mount that is left out', () => {
      const env = [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
        { name: 'B.c-d', value: '3' },
      ]
      const volumeMounts = [
        mount('a', '/own', { subPathExpr: 'x/$(A)' }),
        mount('a', '/y', { subPathExpr: '$(B.c-d)/$(MISSING)/$(1no)/$A' }),
      ]
      const { env: copied } = shared([{ ...app, env, volumeMounts }], {
        volumeMounts: [mount('own', '/own')],
      })
      expect(copied).toEqual(['A', 'B.c-d'])
    })

    test('does not share the mounts of init containers', () => {
      const initContainers = [{ name: 'setup', volumeMounts: [mount('a', '/a')] }]
      const set = agentSet({ shareVolumePolicy: { type: 'enabled' } })
      const { pod } = inject(podOf({ initContainers }), [set], { profile })
      expect(container(pod, 'agent').volumeMounts).toBeUndefined()
    })

    test.each(['disabled', 'Enabled', ''])('any other type means disabled: %j', (type) => {
      const source = { ...app, volumeMounts: [mount('a', '/a')] }
      expect(shared([source], { shareVolumePolicy: { type } }).mounts).toBeUndefined()
    })
  })
})

describe('a mount whose volume the SidecarSet lacks', () => {
  const set = setOf({ containers: [{ name: 'agent', image: 'a', volumeMounts: [mount('gone', '/x')] }] })
  const withVolume = podOf({ volumes: [{ name: 'gone', emptyDir: {} }] })

  test.each([
    ['the Pod has none either', podOf()],
    ['even if the Pod has one', withVolume],
  ])('v1.3.0 crashes, so the request is refused: %s', (_, pod) => {
    const result = inject(pod, [set])
    expect(result).toMatchObject({
      allowed: false,
      changed: false,
      issues: [{ code: 'missing-volume', severity: 'error' }],
    })
  })

  test('v1.3.0 in an init container as well', () => {
    const init = setOf({ initContainers: [{ name: 'i', image: 'i', volumeMounts: [mount('gone', '/x')] }] })
    expect(codes(inject(podOf(), [init]).issues)).toEqual([
      'missing-volume spec.initContainers.0.volumeMounts',
    ])
  })

  test('v1.9.0 goes on without it, and a warning says so', () => {
    const result = inject(podOf(), [set], { profile: 'v1.9.0' })
    expect(result).toMatchObject({
      allowed: true,
      changed: true,
      issues: [{ code: 'missing-volume', severity: 'warning' }],
    })
    expect(result.pod.spec?.volumes).toBeUndefined()
  })
})

describe('volumeDevices', () => {
  const source = {
    ...app,
    volumeMounts: [mount('m', '/m')],
    volumeDevices: [device('d', '/dev/d'), device('e', '/own')],
  }
  const spec = {
    containers: [
      {
        name: 'agent',
        image: 'a',
        volumeDevices: [device('own', '/own')],
        volumeMounts: [mount('data', '/data')],
        shareVolumePolicy: { type: 'enabled' },
        shareVolumeDevicePolicy: { type: 'enabled' },
      },
    ],
    volumes: [{ name: 'data' }, { name: 'own', persistentVolumeClaim: { claimName: 'x' } }],
  }

  test('v1.9.0: their volumes come along behind those of the mounts, and devices are shared by devicePath', () => {
    const { pod } = inject(podOf({ containers: [source] }), [setOf(spec)], { profile: 'v1.9.0' })
    expect(volumeNames(pod.spec?.volumes)).toEqual(['data', 'own'])
    expect(container(pod, 'agent')).toMatchObject({
      volumeMounts: [mount('data', '/data'), mount('m', '/m')],
      volumeDevices: [device('own', '/own'), device('d', '/dev/d')],
    })
  })

  test("v1.9.0: a shared mount keeps clear of the sidecar's devices, and a shared device of all its mounts", () => {
    const clash = {
      ...app,
      volumeMounts: [mount('m', '/own'), mount('m', '/x')],
      volumeDevices: [device('d', '/x')],
    }
    const { pod } = inject(podOf({ containers: [clash] }), [setOf(spec)], { profile: 'v1.9.0' })
    expect(container(pod, 'agent')).toMatchObject({
      volumeMounts: [mount('data', '/data'), mount('m', '/x')],
      volumeDevices: [device('own', '/own')],
    })
  })

  test('v1.3.0: the devices stay, but bring no volume and share nothing', () => {
    const { pod } = inject(podOf({ containers: [source] }), [setOf(spec)])
    expect(volumeNames(pod.spec?.volumes)).toEqual(['data'])
    expect(container(pod, 'agent').volumeDevices).toEqual([device('own', '/own')])
  })
})
