import { describe, expect, test } from 'vitest'
import type { InjectorConfig, SidecarSet, SidecarSetResourceBinding } from 'sidecarset'
import { agentSet, bothProfiles, codes, inject, names, podOf, setOf } from './subjects.js'

/** A SidecarSet whose agent mounts a Secret of that name. */
function mountsSecret(secretName: string, name = 'set'): SidecarSet {
  return setOf(
    {
      containers: [{ name: `agent-${name}`, image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      volumes: [{ name: 'v', secret: { secretName } }],
    },
    { name },
  )
}

function bindingOf(kind: string, name: string, subject = 'set'): SidecarSetResourceBinding {
  return {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { namespace: 'kube-system', name: 'b' },
    spec: { subjects: [{ kind: 'SidecarSet', name: subject }], resourceRefs: [{ kind, name }] },
  }
}

const other = agentSet({ name: 'other' }, { name: 'other' })
const run = (set: SidecarSet, config: Partial<InjectorConfig> = {}) => inject(podOf(), [set, other], config)

describe.each(bothProfiles)('%s: a reference to another namespace that no binding grants', (profile) => {
  const set = mountsSecret('kube-system/tls')

  test.each<[string, SidecarSetResourceBinding[], string]>([
    ['no binding there', [], 'no-binding'],
    ['the binding names another SidecarSet', [bindingOf('Secret', 'tls', 'else')], 'subject-not-bound'],
    ['it names another object', [bindingOf('Secret', 'else')], 'object-not-bound'],
    ['it names the name, of the other kind', [bindingOf('ConfigMap', 'tls')], 'kind-not-bound'],
  ])('is denied by default: %s', (_, resourceBindings, reason) => {
    const result = run(set, { profile, resourceBindings })
    expect(result).toMatchObject({ allowed: false, changed: false, patch: [] })
    expect(result.references).toMatchObject([
      {
        verdict: 'denied',
        reason,
        kind: 'Secret',
        namespace: 'kube-system',
        name: 'tls',
        text: 'kube-system/tls',
      },
    ])
    expect(codes(result.issues)).toEqual(['unauthorized-reference spec.volumes.0.secret.secretName'])
    expect(
      result.decisions.map(({ sidecarSet, outcome, reason: why }) => [sidecarSet, outcome, why]),
    ).toEqual([
      ['other', 'skipped', 'request-failed'],
      ['set', 'failed', 'unauthorized-reference'],
    ])
  })

  test("'skip' leaves that SidecarSet out, with a warning; others go in", () => {
    const result = run(set, { profile, unauthorizedReference: 'skip' })
    expect(names(result.pod)).toEqual(['other', 'app'])
    expect(result.issues).toMatchObject([{ code: 'unauthorized-reference', severity: 'warning' }])
    expect(result.decisions).toMatchObject([
      { outcome: 'injected' },
      { outcome: 'skipped', reason: 'unauthorized-reference' },
    ])
    expect(result.pod.spec).not.toHaveProperty('volumes')
  })

  test("'allow' injects it all the same, with a warning", () => {
    const result = run(set, { profile, unauthorizedReference: 'allow' })
    expect(names(result.pod)).toEqual(['other', 'agent-set', 'app'])
    expect(result.issues).toMatchObject([{ code: 'unauthorized-reference', severity: 'warning' }])
    expect(result.references).toMatchObject([{ verdict: 'denied' }])
  })

  test.each<[string, SidecarSet, SidecarSetResourceBinding[], string]>([
    ['the binding names both', set, [bindingOf('Secret', 'tls')], 'bound'],
    ["it is the Pod's own namespace", mountsSecret('default/tls'), [], 'same-namespace'],
  ])('is granted: %s', (_, one, resourceBindings, reason) => {
    const result = run(one, { profile, resourceBindings })
    expect(result).toMatchObject({ allowed: true, changed: true, issues: [] })
    expect(result.references).toMatchObject([{ verdict: 'granted', reason }])
  })

  test('the text stays in the Pod as it is written', () => {
    const { pod } = run(set, { profile, resourceBindings: [bindingOf('Secret', 'tls')] })
    expect(pod.spec?.volumes).toMatchObject([{ name: 'v', secret: { secretName: 'kube-system/tls' } }])
  })

  test('a plain name needs no decision', () => {
    expect(run(mountsSecret('tls'), { profile })).toMatchObject({ allowed: true, references: [] })
  })

  test('the namespace of the request counts where the Pod has none', () => {
    const pod = podOf({}, { namespace: '' })
    const result = inject(pod, [mountsSecret('web/tls')], { profile }, { namespace: 'web' })
    expect(result.references).toMatchObject([{ verdict: 'granted', reason: 'same-namespace' }])
  })

  test.each([['a/b/c'], ['/tls'], ['kube-system/'], ['Kube_System/tls']])(
    'a text that is no reference is refused: %s',
    (text) => {
      const result = run(mountsSecret(text), { profile })
      expect(result.allowed).toBe(false)
      expect(codes(result.issues)).toEqual(['invalid-reference spec.volumes.0.secret.secretName'])
    },
  )

  test('a volume that no container mounts brings nothing, so nothing is decided about it', () => {
    const { spec } = set
    const unmounted = { ...set, spec: { ...spec, containers: [{ name: 'x', image: 'x' }] } }
    expect(run(unmounted, { profile })).toMatchObject({ allowed: true, references: [] })
  })

  test('neither does one that a later volume of its name hides', () => {
    const { spec } = set
    const hidden = {
      ...set,
      spec: { ...spec, volumes: [...(spec?.volumes ?? []), { name: 'v', emptyDir: {} }] },
    }
    expect(run(hidden, { profile })).toMatchObject({ allowed: true, references: [] })
  })

  test('a SidecarSet that does not match asks for nothing', () => {
    const { spec } = set
    const elsewhere = { ...set, spec: { ...spec, selector: { matchLabels: { app: 'db' } } } }
    expect(run(elsewhere, { profile })).toMatchObject({ allowed: true, references: [] })
  })

  test('every denial is reported, not the first only', () => {
    const result = inject(podOf(), [set, mountsSecret('web/tls', 'z')], { profile })
    expect(codes(result.issues)).toHaveLength(2)
    expect(result.references).toHaveLength(2)
  })
})

describe('where nobody can tell', () => {
  const set = setOf({
    containers: [{ name: 'agent', image: 'a' }],
    namespaceSelector: { matchLabels: { team: 'x' } },
  })

  test("'skip', the default: left out, with a warning; others go in", () => {
    const result = run(set, { profile: 'v1.9.0' })
    expect(names(result.pod)).toEqual(['other', 'app'])
    expect(result.decisions).toMatchObject([
      { outcome: 'injected' },
      { outcome: 'unknown', reason: 'namespace-unknown' },
    ])
    expect(result.issues).toMatchObject([{ code: 'namespace-unknown', severity: 'warning' }])
  })

  test("'deny': the Pod is refused", () => {
    const result = run(set, { profile: 'v1.9.0', unknown: 'deny' })
    expect(result).toMatchObject({ allowed: false, changed: false })
    expect(result.decisions).toMatchObject([
      { outcome: 'skipped' },
      { outcome: 'failed', reason: 'namespace-unknown' },
    ])
    expect(result.issues).toMatchObject([{ code: 'namespace-unknown', severity: 'error' }])
  })

  test("'deny' is no matter where everybody can", () => {
    const namespaces = [{ metadata: { name: 'default', labels: { team: 'y' } } }]
    const result = run(set, { profile: 'v1.9.0', unknown: 'deny', namespaces })
    expect(result).toMatchObject({ allowed: true, decisions: [{ sidecarSet: 'other' }] })
  })

  test("'deny' holds for a partial revision without a random number as well", () => {
    const partial = setOf({
      containers: [{ name: 'agent', image: 'a' }],
      injectionStrategy: { revision: { revisionName: 'r', policy: 'Partial' } },
      updateStrategy: { partition: '50%' },
    })
    const controllerRevisions = [{ metadata: { name: 'r', namespace: 'kruise-system' }, data: { spec: {} } }]
    const result = run(partial, { profile: 'v1.9.0', unknown: 'deny', controllerRevisions })
    expect(result).toMatchObject({
      allowed: false,
      issues: [{ code: 'revision-undecided', severity: 'error' }],
    })
  })
})
