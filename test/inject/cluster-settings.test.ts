import { describe, expect, test } from 'vitest'
import { createInjector, type ControllerRevision } from 'sidecarset'
import { agentSet, bothProfiles, codes, container, inject, now, podOf } from './subjects.js'

describe.each(bothProfiles)('%s: kruiseNamespace', (profile) => {
  const set = agentSet()
  const pinned = {
    ...set,
    spec: { ...set.spec, injectionStrategy: { revision: { revisionName: 'old' } } },
  }
  const revision = (namespace: string, agent: string): ControllerRevision => ({
    metadata: { name: 'old', namespace, labels: { 'kruise.io/sidecarset-name': 'set' } },
    revision: 1,
    data: { spec: { $patch: 'replace', containers: [{ name: 'agent', image: agent }] } },
  })
  const both = [revision('kruise-system', 'default:1'), revision('kruise', 'own:1')]
  const injected = (kruiseNamespace?: string): string | undefined =>
    container(inject(podOf(), [pinned], { profile, controllerRevisions: both, kruiseNamespace }).pod, 'agent')
      .image

  test('kruise-system, where nothing is said', () => expect(injected()).toBe('default:1'))

  test('revisions of another namespace do not count', () => {
    expect(injected('kruise')).toBe('own:1')
    const result = inject(podOf(), [pinned], {
      profile,
      controllerRevisions: both,
      kruiseNamespace: 'elsewhere',
    })
    expect(codes(result.issues)).toEqual(['revision-not-found spec.injectionStrategy.revision'])
    expect(result.decisions).toMatchObject([{ facts: { name: 'old', namespace: 'elsewhere' } }])
    expect(result.issues[0]?.message).toContain('elsewhere')
  })
})

describe.each(bothProfiles)('%s: an operation that is neither CREATE nor UPDATE', (profile) => {
  const config = { profile, unauthorizedReference: 'deny' } as const
  // A Pod that is deleted is sent as it was; what is wrong with it is nobody's business any more.
  const pods = [podOf(), podOf({ containers: 'none' as never }), { metadata: { labels: 1 } } as never]

  test.each(['DELETE', 'CONNECT'] as const)('%s: inject does nothing', (operation) => {
    for (const pod of pods)
      expect(inject(pod, [agentSet()], config, { operation })).toEqual({
        allowed: true,
        changed: false,
        pod,
        patch: [],
        decisions: [],
        references: [],
        issues: [],
      })
  })

  test('explain and report say so', () => {
    const injector = createInjector({ sidecarSets: [agentSet()], ...config })
    const expected = [{ outcome: 'skipped', reason: 'other-request', facts: { name: 'DELETE' } }]
    expect(injector.explain(podOf(), { operation: 'DELETE' })).toMatchObject(expected)
    const report = injector.report(podOf(), { operation: 'DELETE' })
    expect(report).toMatchObject({ allowed: true, changed: false, decisions: expected })
  })

  test('any other word is a mistake of the caller', () => {
    const injector = createInjector({ sidecarSets: [], ...config })
    expect(() => injector.inject(podOf(), { now, operation: 'delete' as 'DELETE' })).toThrow(/operation/)
  })
})
