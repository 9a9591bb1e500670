import { describe, expect, test } from 'vitest'
import {
  createInjector,
  findMatchingPods,
  injectSidecars,
  reviewPod,
  SidecarSetError,
  type ControllerRevision,
  type InjectorConfig,
  type Namespace,
  type Pod,
  type SidecarSet,
  type SidecarSetResourceBinding,
} from 'sidecarset'
import { agentSet, codes, names, now, podOf, setOf } from './subjects.js'

const broken = (spec: object = {}, manifest: object = {}): SidecarSet => ({
  ...setOf(
    { containers: [{ name: 'broken', image: 'b:1', env: [{ value: true as never }] }] },
    { name: 'bad' },
  ),
  ...manifest,
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'broken', image: 'b:1', env: [{ value: true as never }] }],
    ...spec,
  } as never,
})

const beta = setOf({}, { name: 'beta' })
const betaSet: SidecarSet = { ...beta, apiVersion: 'apps.kruise.io/v1beta1' }
const good = agentSet({}, { name: 'good' })

const other = podOf({}, { labels: { app: 'db' } })

const about = (injector: { issues: readonly { message: string }[] }): string =>
  injector.issues.map(({ message }) => message).join('\n')

describe('a SidecarSet that cannot be read', () => {
  const injector = createInjector({ sidecarSets: [broken(), good] })
  const result = injector.inject(podOf(), { now })

  test('does not stop the others', () => {
    expect(result.allowed).toBe(true)
    expect(names(result.pod)).toContain('agent')
  })

  test('is listed with the place, and what it means', () => {
    expect(codes(injector.issues)).toEqual(['wrong-type spec.containers.0.env.0.value'])
    expect(injector.issues[0]).toMatchObject({
      severity: 'error',
      resource: { kind: 'SidecarSet', name: 'bad' },
      message: expect.stringMatching(/Pods that it selects get nothing of it$/) as string,
    })
  })

  test('is unknown, with a warning, to a Pod that it may be for', () => {
    expect(result.decisions).toMatchObject([
      { sidecarSet: 'good', outcome: 'injected' },
      { sidecarSet: 'bad', outcome: 'unknown', reason: 'sidecar-set-unreadable' },
    ])
    expect(result.issues).toMatchObject([
      { code: 'sidecar-set-unreadable', severity: 'warning', resource: { kind: 'SidecarSet', name: 'bad' } },
    ])
  })

  test('is nothing to a Pod that its labels rule out, and explain says which', () => {
    expect(injector.inject(other, { now })).toMatchObject({ decisions: [], issues: [] })
    expect(injector.explain(other)).toMatchObject([
      { sidecarSet: 'good', reason: 'selector-mismatch' },
      { sidecarSet: 'bad', outcome: 'skipped', reason: 'selector-mismatch' },
    ])
  })

  test('is in explain and report', () => {
    const bad = { sidecarSet: 'bad', outcome: 'unknown', reason: 'sidecar-set-unreadable' }
    expect(injector.explain(podOf())).toMatchObject([{ sidecarSet: 'good' }, bad])
    expect(injector.report(podOf()).decisions).toMatchObject([{ sidecarSet: 'good' }, bad])
    expect(injector.explain(null as never)).toMatchObject([
      { sidecarSet: 'good', reason: 'pod-unreadable' },
      { sidecarSet: 'bad', reason: 'pod-unreadable' },
    ])
  })

  test('means nothing to an UPDATE', () => {
    const denying = createInjector({ sidecarSets: [broken()], unreadable: 'deny' })
    expect(denying.inject(podOf(), { now, operation: 'UPDATE' })).toMatchObject({
      allowed: true,
      decisions: [],
    })
    expect(denying.explain(podOf(), { operation: 'UPDATE' })).toMatchObject([{ reason: 'update-request' }])
  })

  test('is named where the Pod is passed over', () => {
    const inactive = { ...podOf(), status: { phase: 'Failed' } } as Pod
    const { issues } = createInjector({ sidecarSets: [broken()] }).inject(inactive, { now })
    expect(issues).toMatchObject([
      { code: 'pod-inactive', message: expect.stringContaining('bad') as string },
    ])
  })

  test('leaves the list of issues to the caller', () => {
    const [first] = [injector.issues]
    ;(first as unknown[]).length = 0
    expect(injector.issues).toHaveLength(1)
    expect({ ...injector }.issues).toHaveLength(1)
  })

  test('is among the issues of injectSidecars, and throws where one SidecarSet is all that is asked about', () => {
    const once = injectSidecars(podOf(), { sidecarSets: [broken(), good] }, { now })
    expect(codes(once.issues)).toEqual([
      'sidecar-set-unreadable ',
      'wrong-type spec.containers.0.env.0.value',
    ])
    expect(() => findMatchingPods(broken(), [podOf()])).toThrow(SidecarSetError)
  })

  test('is none where all can be read', () => {
    expect(createInjector({ sidecarSets: [good] }).issues).toEqual([])
    expect(injectSidecars(podOf(), { sidecarSets: [good] }, { now }).issues).toEqual([])
  })

  test('is compiled again by an injector with `previous`', () => {
    const fixed = agentSet({}, { name: 'bad' })
    const next = createInjector({ sidecarSets: [fixed, good], previous: injector })
    expect(next.issues).toEqual([])
    expect(codes(createInjector({ sidecarSets: [broken(), good], previous: next }).issues)).toEqual(
      codes(injector.issues),
    )
  })
})

describe('the profile that would read it', () => {
  const hint = "pass profile: 'v1.9.0' to read it"

  test('is said for v1beta1 under an older profile', () => {
    const injector = createInjector({ sidecarSets: [betaSet] })
    expect(codes(injector.issues)).toEqual(['unsupported-version apiVersion'])
    expect(about(injector)).toContain(hint)
    expect(injector.inject(podOf(), { now }).issues[0]?.message).toContain(hint)
  })

  test('is not said where none does, nor of an older profile that does not know the field', () => {
    expect(about(createInjector({ sidecarSets: [broken()] }))).not.toContain('profile')
    const policy = broken({ containers: [{ name: 'a', image: 'a:1', resourcesPolicy: 'text' }] })
    expect(about(createInjector({ sidecarSets: [policy], profile: 'v1.9.0' }))).not.toContain('profile')
    expect(createInjector({ sidecarSets: [betaSet], profile: 'v1.9.0' }).issues).toEqual([])
  })
})

describe('deny', () => {
  const allows = (set: unknown, pod = podOf(), config: Partial<InjectorConfig> = {}): boolean =>
    createInjector({ sidecarSets: [set as SidecarSet], unreadable: 'deny', ...config }).inject(pod, { now })
      .allowed

  test('refuses a Pod that the SidecarSet may be for, and says which', () => {
    const injector = createInjector({ sidecarSets: [broken(), good], unreadable: 'deny' })
    const result = injector.inject(podOf(), { now })
    expect(result).toMatchObject({ allowed: false, changed: false })
    expect(result.decisions).toMatchObject([
      { sidecarSet: 'good', outcome: 'skipped', reason: 'request-failed' },
      { sidecarSet: 'bad', outcome: 'failed', reason: 'sidecar-set-unreadable' },
    ])
    expect(result.issues).toMatchObject([{ code: 'sidecar-set-unreadable', severity: 'error' }])
    expect(about(injector)).toContain('refused')
    expect(injector.explain(podOf())).toMatchObject([{ sidecarSet: 'good' }, { outcome: 'failed' }])
  })

  test('is a 403 of reviewPod', () => {
    const injector = createInjector({ sidecarSets: [broken()], unreadable: 'deny' })
    const review = (object: Pod): unknown => ({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: {
        uid: 'u',
        operation: 'CREATE',
        resource: { group: '', version: 'v1', resource: 'pods' },
        kind: { group: '', version: 'v1', kind: 'Pod' },
        namespace: 'default',
        object,
      },
    })
    expect(reviewPod(review(podOf()), injector, { now }).response).toMatchObject({
      allowed: false,
      status: { code: 403 },
    })
    expect(reviewPod(review(other), injector, { now }).response).toEqual({ uid: 'u', allowed: true })
  })

  test.each<[string, unknown]>([
    ['no object', 'text'],
    ['null', null],
    ['its spec is a text', { ...broken(), spec: 'text' }],
    ['its selector is a text', broken({ selector: 'app=web' })],
    ['the only label is a number', broken({ selector: { matchLabels: { app: 1 } } })],
    ['the only expression is a text', broken({ selector: { matchExpressions: ['app in (web)'] } })],
    [
      'the values are a text',
      broken({ selector: { matchExpressions: [{ key: 'a', operator: 'In', values: 'b' }] } }),
    ],
    [
      'one label fits and another is a number',
      broken({ selector: { matchLabels: { app: 'web', tier: 1 } } }),
    ],
    ['an operator is unknown', broken({ selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } })],
    ['the namespace is a number', broken({ namespace: 1 })],
    [
      'the namespace of an unknown API version',
      broken({ namespace: 'x' }, { apiVersion: 'apps.kruise.io/v2' }),
    ],
    [
      'the namespaceSelector of a version without',
      broken({ namespaceSelector: { matchLabels: { team: 'x' } } }),
    ],
    ['paused is a text', broken({ injectionStrategy: { paused: 'true' } })],
  ])('refuses where %s', (_, set) => expect(allows(set)).toBe(false))

  test.each<[string, unknown]>([
    ['the labels do not fit', broken({ selector: { matchLabels: { app: 'db' } } })],
    ['a readable label does not fit', broken({ selector: { matchLabels: { app: 'db', tier: 1 } } })],
    [
      'a readable expression does not hold',
      broken({ selector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }, 'text'] } }),
    ],
    ['the selector is missing', broken({ selector: undefined })],
    ['the selector is empty', broken({ selector: {} })],
    ['it is for another namespace', broken({ namespace: 'shop' })],
    ['it is paused', broken({ injectionStrategy: { paused: true } })],
  ])('lets through where %s', (_, set) => expect(allows(set)).toBe(true))

  test('follows a namespaceSelector that can be read', () => {
    const selecting = (namespaceSelector: object, extra: object = {}): SidecarSet =>
      broken({ namespaceSelector, ...extra }, { apiVersion: 'apps.kruise.io/v1beta1' })
    const namespaces = [{ kind: 'Namespace', metadata: { name: 'default', labels: { team: 'web' } } }]
    const team = (value: unknown): object => ({ matchLabels: { team: value } })
    expect(allows(selecting(team('db')), podOf(), { namespaces })).toBe(true)
    expect(allows(selecting(team('web')), podOf(), { namespaces })).toBe(false)
    expect(allows(selecting(team('db')))).toBe(false)
    expect(allows(selecting(team(1)), podOf(), { namespaces })).toBe(false)
    const alpha = broken({ namespaceSelector: team('db'), namespace: 1 })
    expect(allows(alpha, podOf(), { namespaces, profile: 'v1.9.0' })).toBe(false)
    const unset = broken({ namespaceSelector: team('db') })
    expect(allows(unset, podOf(), { namespaces, profile: 'v1.9.0' })).toBe(true)
  })

  test('refuses nothing where all can be read', () => expect(allows(good)).toBe(true))
})

describe('throw', () => {
  test('throws with all that cannot be read', () => {
    const make = (): unknown =>
      createInjector({
        sidecarSets: [broken(), betaSet, good, good],
        resourceBindings: [null as never],
        namespaces: [null as never],
        controllerRevisions: [null as never],
        unreadable: 'throw',
      })
    expect(make).toThrow(SidecarSetError)
    try {
      make()
    } catch (error) {
      const { stage, issues } = error as SidecarSetError
      expect(stage).toBe('injection')
      expect(issues.map(({ resource, code }) => `${resource?.kind ?? ''} ${code}`)).toEqual([
        'SidecarSet wrong-type',
        'SidecarSet unsupported-version',
        'SidecarSet duplicate',
        'SidecarSetResourceBinding wrong-type',
        'Namespace wrong-type',
        'ControllerRevision wrong-type',
      ])
    }
  })

  test('throws nothing where all can be read', () => {
    expect(createInjector({ sidecarSets: [good], unreadable: 'throw' }).issues).toEqual([])
  })
})

describe('SidecarSets of one name', () => {
  const database = setOf({ selector: { matchLabels: { app: 'db' } } }, { name: 'good' })

  test('are all left out, with one issue', () => {
    const injector = createInjector({ sidecarSets: [good, database, agentSet({}, { name: 'z' })] })
    expect(codes(injector.issues)).toEqual(['duplicate metadata.name'])
    expect(injector.inject(podOf(), { now }).decisions).toMatchObject([
      { sidecarSet: 'z', outcome: 'injected' },
      { sidecarSet: 'good', outcome: 'unknown', reason: 'sidecar-set-unreadable' },
    ])
  })

  test.each([podOf(), other])('refuse the Pods of either under deny', (pod) => {
    const injector = createInjector({ sidecarSets: [good, database], unreadable: 'deny' })
    expect(injector.inject(pod, { now }).allowed).toBe(false)
    expect(injector.inject(podOf({}, { labels: {} }), { now }).allowed).toBe(true)
  })

  test('are left out also where only one of them can be read', () => {
    const injector = createInjector({ sidecarSets: [broken(), agentSet({}, { name: 'bad' })] })
    expect(codes(injector.issues)).toEqual([
      'wrong-type spec.containers.0.env.0.value',
      'duplicate metadata.name',
    ])
    expect(injector.inject(podOf(), { now }).changed).toBe(false)
  })
})

describe('a binding that cannot be read', () => {
  const certs = setOf({
    containers: [{ name: 'agent', image: 'a:1', volumeMounts: [{ name: 'tls', mountPath: '/tls' }] }],
    volumes: [{ name: 'tls', secret: { secretName: 'kube-system/tls' } }],
  })
  const binding: SidecarSetResourceBinding = {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: 'tls', namespace: 'kube-system' },
    spec: {
      subjects: [{ kind: 'SidecarSet', name: 'set' }],
      resourceRefs: [{ kind: 'Secret', name: 'tls' }],
    },
  }
  const run = (bindings: readonly unknown[], config: Partial<InjectorConfig> = {}): [boolean, string[]] => {
    const resourceBindings = bindings as readonly SidecarSetResourceBinding[]
    const injector = createInjector({ sidecarSets: [certs], resourceBindings, ...config })
    return [injector.inject(podOf(), { now }).allowed, codes(injector.issues)]
  }
  const withSpec = (spec: object): unknown => ({ ...binding, spec: { ...binding.spec, ...spec } })

  test.each<[string, unknown, string]>([
    ['spec is a text', { ...binding, spec: 'x' }, 'wrong-type spec'],
    ['subjects is a mapping', withSpec({ subjects: {} }), 'wrong-type spec.subjects'],
    [
      'a second subject is a text',
      withSpec({ subjects: [{ kind: 'SidecarSet', name: 'set' }, 'set'] }),
      'wrong-type spec.subjects.1',
    ],
    [
      'a second name is a number',
      withSpec({
        resourceRefs: [
          { kind: 'Secret', name: 'tls' },
          { kind: 'Secret', name: 1 },
        ],
      }),
      'wrong-type spec.resourceRefs.1.name',
    ],
    [
      'its namespace is a number',
      { ...binding, metadata: { name: 'tls', namespace: 1 } },
      'wrong-type metadata.namespace',
    ],
  ])('grants nothing and is listed: %s', (_, given, issue) => {
    expect(run([given])).toEqual([false, [issue]])
    expect(run([given], { unreadable: 'deny' })).toEqual([false, [issue]])
    expect(() => run([given], { unreadable: 'throw' })).toThrow(SidecarSetError)
  })

  test('takes its name all the same: another of that name grants nothing', () => {
    expect(run([binding, { ...binding, spec: 'x' }])).toEqual([
      false,
      ['wrong-type spec', 'duplicate metadata.name'],
    ])
  })

  test('does not stop the others; null is absent, and what is no binding is none', () => {
    expect(run([null, binding])).toEqual([true, ['wrong-type ']])
    expect(run([withSpec({ subjects: [null, { kind: 'SidecarSet', name: 'set' }] })])).toEqual([true, []])
    expect(run([binding, { kind: 'Foo', spec: 5 }])).toEqual([true, []])
  })
})

describe('a Namespace that cannot be read', () => {
  const set = agentSet({}, {})
  const selecting = { ...set, spec: { ...set.spec, namespaceSelector: { matchLabels: { team: 'web' } } } }
  const run = (namespaces: readonly unknown[]): [string | undefined, string[]] => {
    const injector = createInjector({
      sidecarSets: [selecting],
      namespaces: namespaces as readonly Namespace[],
      profile: 'v1.9.0',
    })
    return [injector.inject(podOf(), { now }).decisions[0]?.reason, codes(injector.issues)]
  }
  const namespace = (labels: unknown): unknown => ({
    kind: 'Namespace',
    metadata: { name: 'default', labels },
  })

  test('counts as not given', () => {
    expect(run([namespace({ team: 'web', cost: 5 })])).toEqual([
      'namespace-unknown',
      ['wrong-type metadata.labels.cost'],
    ])
    expect(run([null, namespace({ team: 'web' })])).toEqual(['matched', ['wrong-type ']])
    expect(run([namespace({ team: 'web', cost: null })])).toEqual(['matched', []])
  })

  test('leaves it open whether a cluster has others', () => {
    const run = (namespaces: readonly unknown[]): string | undefined =>
      createInjector({
        sidecarSets: [selecting],
        namespaces: namespaces as readonly Namespace[],
        namespacesFrom: 'cluster',
        profile: 'v1.9.0',
      }).explain(podOf())[0]?.reason
    expect(run([namespace({ cost: 5 })])).toBe('namespace-unknown')
    expect(run([])).toBe('namespace-selector-mismatch')
  })
})

describe('a ControllerRevision that cannot be read', () => {
  const set = agentSet({}, {})
  const pinned: SidecarSet = {
    ...set,
    spec: { ...set.spec, injectionStrategy: { revision: { revisionName: 'set-1' } } },
  }
  const revision = (metadata: object = {}, more: object = {}): unknown => ({
    metadata: { name: 'set-1', namespace: 'kruise-system', ...metadata },
    data: { spec: {} },
    revision: 1,
    ...more,
  })
  const run = (...controllerRevisions: unknown[]): [string | undefined, string[]] => {
    const injector = createInjector({
      sidecarSets: [pinned],
      controllerRevisions: controllerRevisions as readonly ControllerRevision[],
    })
    return [injector.inject(podOf(), { now }).decisions[0]?.reason, codes(injector.issues)]
  }

  test('counts as missing', () => {
    expect(run(revision({ labels: 'x' }))).toEqual(['revision-not-found', ['wrong-type metadata.labels']])
    expect(run(revision({}, { revision: '1' }))).toEqual(['revision-not-found', ['wrong-type revision']])
    expect(run(null, revision())).toEqual(['matched', ['wrong-type ']])
  })

  test('is none of the business where it is of another namespace', () => {
    expect(run(revision(), revision({ namespace: 'shop', labels: 5 }))).toEqual(['matched', []])
  })
})

describe('what throws when it is read', () => {
  const throwing = (): never => {
    throw new Error('from a getter')
  }
  const inSpec = Object.defineProperty({ ...good, metadata: { name: 'trap' } }, 'spec', {
    enumerable: true,
    get: throwing,
  })
  const { proxy: revoked, revoke } = Proxy.revocable<SidecarSet>({} as SidecarSet, {})
  revoke()

  test.each([
    ['a getter', inSpec],
    ['a revoked Proxy', revoked],
  ])('a SidecarSet with %s is left out, and may be for every Pod', (_, trap) => {
    const injector = createInjector({ sidecarSets: [trap, good] })
    expect(codes(injector.issues)).toEqual(['wrong-type '])
    const { pod, decisions } = injector.inject(podOf(), { now })
    expect(names(pod)).toContain('agent')
    expect(decisions).toMatchObject([{ sidecarSet: 'good' }, { reason: 'sidecar-set-unreadable' }])
    const denying = createInjector({ sidecarSets: [trap, good], unreadable: 'deny' })
    expect(denying.inject(other, { now }).allowed).toBe(false)
  })

  test.each(['resourceBindings', 'namespaces', 'controllerRevisions'] as const)(
    'one of %s is left out',
    (list) => {
      const [kind, apiVersion] = ['SidecarSetResourceBinding', 'sidecarset.alibabacloud.com/v1alpha1']
      const trap = Object.defineProperty({ kind, apiVersion }, 'metadata', {
        enumerable: true,
        get: throwing,
      })
      const injector = createInjector({ sidecarSets: [good], [list]: [trap] })
      expect(codes(injector.issues)).toEqual(['wrong-type '])
      expect(injector.inject(podOf(), { now }).allowed).toBe(true)
    },
  )
})
