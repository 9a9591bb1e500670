import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPatch, createInjector, type Injector, type Pod, type SidecarSet } from 'sidecarset'
import { agentSet, bothProfiles, codes, inject, now, podOf, setOf } from './subjects.js'

describe.each(bothProfiles)('%s: a Pod of a bad shape is refused, with the place', (profile) => {
  const refused = (pod: unknown): string[] => {
    const result = inject(pod as Pod, [agentSet()], { profile })
    expect(result).toMatchObject({ allowed: false, changed: false, patch: [] })
    expect(result.pod).toStrictEqual(pod)
    expect(result.issues.every(({ severity }) => severity === 'error')).toBe(true)
    return codes(result.issues)
  }
  const withMetadata = (metadata: object): unknown => ({
    ...podOf(),
    metadata: { ...podOf().metadata, ...metadata },
  })
  const withSpec = (spec: object): unknown => ({ ...podOf(), spec: { ...podOf().spec, ...spec } })

  test.each<[string, unknown, string[]]>([
    ['a list', [], ['wrong-type ']],
    ['a text', 'pod', ['wrong-type ']],
    ['a number', 7, ['wrong-type ']],
    ['null', null, ['wrong-type ']],
    ['undefined', undefined, ['wrong-type ']],
    ['metadata a list', { metadata: [] }, ['wrong-type metadata']],
    ['status a text', { ...podOf(), status: 'Running' }, ['wrong-type status']],
    ['labels a list', withMetadata({ labels: ['app=web'] }), ['wrong-type metadata.labels']],
    ['a number as label', withMetadata({ labels: { app: 'web', n: 1 } }), ['wrong-type metadata.labels.n']],
    ['a namespace that is a number', withMetadata({ namespace: 1 }), ['wrong-type metadata.namespace']],
    ['annotations a text', withMetadata({ annotations: 'a=b' }), ['wrong-type metadata.annotations']],
    [
      'numbers and booleans as annotations, all of them told',
      withMetadata({ annotations: { a: 1, b: true, c: 'x' } }),
      ['wrong-type metadata.annotations.a', 'wrong-type metadata.annotations.b'],
    ],
    ['a name that is a list', withMetadata({ name: [] }), ['wrong-type metadata.name']],
    ['spec a list', { ...podOf(), spec: [] }, ['wrong-type spec']],
    ['containers a text', withSpec({ containers: 'app' }), ['wrong-type spec.containers']],
    ['containers a mapping', withSpec({ containers: { 0: {} } }), ['wrong-type spec.containers']],
    ['a null element', withSpec({ containers: [null] }), ['wrong-type spec.containers.0']],
    [
      'an element that is a text',
      withSpec({ initContainers: ['init'] }),
      ['wrong-type spec.initContainers.0'],
    ],
    [
      'a container name that is a number',
      withSpec({ containers: [{ name: 1 }] }),
      ['wrong-type spec.containers.0.name'],
    ],
    ['env a mapping', withSpec({ containers: [{ env: { A: '1' } }] }), ['wrong-type spec.containers.0.env']],
    ['a null in env', withSpec({ containers: [{ env: [null] }] }), ['wrong-type spec.containers.0.env']],
    [
      'volumeMounts of texts',
      withSpec({ containers: [{ volumeMounts: ['/x'] }] }),
      ['wrong-type spec.containers.0.volumeMounts'],
    ],
    [
      'volumeDevices a number',
      withSpec({ containers: [{ volumeDevices: 1 }] }),
      ['wrong-type spec.containers.0.volumeDevices'],
    ],
    ['volumes a boolean', withSpec({ volumes: true }), ['wrong-type spec.volumes']],
    ['a volume that is a list', withSpec({ volumes: [[]] }), ['wrong-type spec.volumes.0']],
    [
      'imagePullSecrets of texts',
      withSpec({ imagePullSecrets: ['pull'] }),
      ['wrong-type spec.imagePullSecrets.0'],
    ],
    [
      'several mistakes at once',
      withSpec({ containers: [null], volumes: 1 }),
      ['wrong-type spec.containers.0', 'wrong-type spec.volumes'],
    ],
  ])('%s', (_, pod, expected) => {
    expect(refused(pod)).toEqual(expected)
  })

  test('explain says the same of every SidecarSet', () => {
    const injector = createInjector({ sidecarSets: [agentSet()], profile })
    for (const pod of [7, withSpec({ containers: 'app' })]) {
      expect(injector.explain(pod as Pod)).toMatchObject([{ sidecarSet: 'set', reason: 'pod-unreadable' }])
    }
  })

  test.each<[string, unknown]>([
    ['null where a mapping may stand', { ...podOf(), spec: null, status: null }],
    [
      'null where a list may stand',
      withSpec({ containers: null, initContainers: null, volumes: null, imagePullSecrets: null }),
    ],
    ['null where a text may stand', withMetadata({ name: null, annotations: { a: null } })],
    [
      'null inside containers',
      withSpec({ containers: [{ name: null, env: null, volumeMounts: null, volumeDevices: null }] }),
    ],
    ['no spec', { metadata: podOf().metadata }],
    ['fields that nobody knows', withSpec({ nonsense: [1, { a: null }] })],
  ])('is none: %s', (_, pod) => {
    const result = inject(pod as Pod, [agentSet()], { profile })
    expect(result).toMatchObject({ allowed: true, changed: true, issues: [] })
    expect(applyPatch(pod, result.patch)).toEqual(result.pod)
  })

  test('a Pod without a spec gets none where only its metadata changes', () => {
    const pod: Pod = { metadata: podOf().metadata }
    const result = inject(pod, [setOf({ patchPodMetadata: [{ annotations: { a: '1' } }] })], { profile })
    expect(result.pod).not.toHaveProperty('spec')
    expect(applyPatch(pod, result.patch)).toStrictEqual(result.pod)
  })

  test('keys of the machinery are keys like any other', () => {
    const text = '{"__proto__":"1","constructor":"2","toString":"3"}'
    const annotations = JSON.parse(text) as Record<string, string>
    const result = inject(podOf({}, { annotations }), [agentSet()], { profile })
    const after = JSON.stringify(result.pod.metadata?.annotations)
    expect(after.startsWith(text.slice(0, -1))).toBe(true)
    expect(JSON.stringify(applyPatch(podOf({}, { annotations }), result.patch).metadata?.annotations)).toBe(
      after,
    )
  })
})

/** A SidecarSet that reads whatever can be read of a Pod, as a container and as an init container. */
const curious: SidecarSet = ((): SidecarSet => {
  const sidecar = {
    image: 'x',
    shareVolumePolicy: { type: 'enabled' },
    shareVolumeDevicePolicy: { type: 'enabled' },
    upgradeStrategy: { upgradeType: 'HotUpgrade' },
    restartPolicy: 'Always',
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    transferEnv: [
      { sourceContainerName: 'app', envNames: ['A', '__proto__'] },
      { sourceContainerNameFrom: { fieldRef: { fieldPath: "metadata.annotations['a']" } }, envName: 'A' },
    ],
    resourcesPolicy: {
      targetContainersMode: 'sum',
      targetContainersNameRegex: '.*',
      resourcesExpr: { limits: { cpu: 'cpu' }, requests: { memory: 'memory' } },
    },
  }
  return setOf({
    // Matches whatever the labels are.
    selector: { matchExpressions: [{ key: 'no-such-label', operator: 'DoesNotExist' }] },
    containers: [{ ...sidecar, name: 'one' }],
    initContainers: [{ ...sidecar, name: 'two' }],
    volumes: [{ name: 'data', emptyDir: {} }],
    imagePullSecrets: [{ name: 'pull' }],
    patchPodMetadata: [{ patchPolicy: 'MergePatchJson', annotations: { a: '{"b":1}' } }],
  })
})()

const injectors: Injector[] = bothProfiles.map((profile) =>
  createInjector({ sidecarSets: [curious], profile }),
)

function survives(pod: unknown): void {
  for (const injector of injectors) {
    const result = injector.inject(pod as Pod, { now, namespace: 'web' })
    injector.explain(pod as Pod, { now })
    expect(result.allowed).toBe(!result.issues.some(({ severity }) => severity === 'error'))
    expect(applyPatch(pod ?? null, result.patch)).toEqual(result.pod ?? null)
  }
}

/** A Pod in which any value may be any JSON. */
const mangledPods: fc.Arbitrary<unknown> = fc.letrec<{ container: unknown; pod: unknown }>((tie) => {
  const any = fc.jsonValue({ maxDepth: 2 })
  const or = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 9, arbitrary }, { weight: 1, arbitrary: any })
  const record = (shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
    or(fc.record(shape, { requiredKeys: [] }))
  const list = (element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    or(fc.array(element, { maxLength: 2 }))
  const name = or(fc.constantFrom('app', 'one-1', 'two', 'data', 'A', '__proto__', 'IS_INJECTED'))
  const texts = or(
    fc.dictionary(
      fc.constantFrom('a', 'b', '__proto__', 'kruise.io/sidecarset-hash'),
      or(fc.constantFrom('', '{}', '{"a":1}', 'null')),
    ),
  )
  return {
    container: record({
      name,
      env: list(record({ name, value: or(fc.string()), valueFrom: any })),
      volumeMounts: list(
        record({
          name,
          mountPath: or(fc.constantFrom('/data', '/x')),
          subPathExpr: or(fc.constantFrom('$(A)', '$(__proto__)')),
        }),
      ),
      volumeDevices: list(record({ name, devicePath: any })),
      resources: record({ limits: or(fc.dictionary(fc.constantFrom('cpu', 'memory'), any)), requests: any }),
      restartPolicy: or(fc.constant('Always')),
    }),
    pod: record({
      metadata: record({
        name,
        generateName: name,
        namespace: name,
        labels: texts,
        annotations: texts,
        deletionTimestamp: any,
      }),
      spec: record({
        containers: list(tie('container')),
        initContainers: list(tie('container')),
        volumes: list(record({ name, emptyDir: any, configMap: any })),
        imagePullSecrets: list(record({ name })),
      }),
      status: record({ phase: any }),
    }),
  }
}).pod

test('any JSON as a Pod gives a result and never an exception', () => {
  fc.assert(fc.property(fc.jsonValue(), survives), { numRuns: 200 })
})

test('neither does a Pod in which any value is any JSON', () => {
  fc.assert(
    fc.property(mangledPods, (pod) => survives(JSON.parse(JSON.stringify(pod)))),
    { numRuns: 500 },
  )
})

describe('nesting deeper than any stack', () => {
  const makeDeep = (): never => JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as never
  const withApp = (app: object): Pod => podOf({ containers: [{ name: 'app', ...app }] })

  test.each<[string, (deep: never) => Pod]>([
    ['the Pod itself', (deep) => deep],
    ['a label', (deep) => podOf({}, { labels: { app: deep } })],
    ['an annotation', (deep) => podOf({}, { annotations: { a: deep } })],
    ['an unknown field', (deep) => podOf({ nonsense: deep } as object)],
    ['a volume of the name of a sidecar’s', (deep) => podOf({ volumes: [{ name: 'data', emptyDir: deep }] })],
    ['an env var that is transferred', (deep) => withApp({ env: [{ name: 'A', valueFrom: deep }] })],
    [
      'a mount that is shared',
      (deep) => withApp({ volumeMounts: [{ name: 'v', mountPath: '/v', more: deep }] }),
    ],
    ['the resources of a target', (deep) => withApp({ resources: { limits: { cpu: deep } } })],
  ])('%s', (_, podWith) => {
    for (const injector of injectors) {
      const first = injector.inject(podWith(makeDeep()), { now })
      // Sidecars that hold the like are there already: what comes in is compared with them.
      const sidecars = (first.pod.spec?.containers ?? []).filter(({ name }) => name !== 'app')
      const containers = [...(podWith(makeDeep()).spec?.containers ?? []), ...sidecars]
      injector.inject({ ...first.pod, spec: { ...first.pod.spec, containers } }, { now })
    }
  })
})
