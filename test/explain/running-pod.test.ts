import { describe, expect, test } from 'vitest'
import { createInjector, type InjectionReport, type OwnerReference, type Pod } from 'sidecarset'

const set = (createdAt?: string) => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs', ...(createdAt === undefined ? {} : { creationTimestamp: createdAt }) },
  spec: { selector: { matchLabels: { app: 'web' } }, containers: [{ name: 'logs', image: 'logs:1' }] },
})

const running = (metadata: Pod['metadata'] = {}): Pod => ({
  metadata: { name: 'web-x1', namespace: 'shop', uid: 'u-1', labels: { app: 'web' }, ...metadata },
  spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'app:1' }] },
  status: { phase: 'Running' },
})

const report = (pod: Pod, createdAt?: string): InjectionReport =>
  createInjector({ sidecarSets: [set(createdAt)] }).report(pod)

describe('a Pod exists', () => {
  const { uid: _uid, ...metadata } = { ...running().metadata }
  test.each<[string, Pod, boolean]>([
    ['with a uid, a phase and a node', running(), true],
    ['with a uid and a phase', { ...running(), spec: { containers: [] } }, true],
    ['with a uid and a node', { ...running(), status: {} }, true],
    ['not with a uid alone', { ...running(), spec: { containers: [] }, status: {} }, false],
    ['not with a phase and a node alone', { ...running(), metadata }, false],
    [
      'without its uid, where it says when it was created',
      { ...running(), metadata: { ...metadata, creationTimestamp: '2026-01-01T00:00:00Z' } },
      true,
    ],
  ])('%s', (_title, pod, exists) => expect(report(pod).running !== undefined).toBe(exists))

  test('where the request updates it', () => {
    const injector = createInjector({ sidecarSets: [set()] })
    const found = injector.report({ ...running(), metadata }, { operation: 'UPDATE' })
    expect(found.verdict).toBe('running-without')
  })
})

describe('why it runs without its sidecars', () => {
  const at = (day: number) => `2026-01-0${day}T00:00:00Z`
  test.each([
    ['it is older', at(1), at(2), 'created-before'],
    ['it is younger', at(3), at(2), 'not-asked'],
    ['both are of one second', at(2), at(2), 'cannot-tell'],
    ['the age of the SidecarSet is not given', at(2), undefined, 'cannot-tell'],
  ])('%s', (_title, podAt, setAt, cause) => {
    const found = report(running({ creationTimestamp: podAt }), setAt)
    expect(found).toMatchObject({
      verdict: 'running-without',
      running: { sidecarSets: [{ state: 'missing', cause }] },
    })
    const asks = found.notGiven.map(({ what }) => what)
    expect(asks.includes('sidecar-set-age')).toBe(setAt === undefined)
  })
})

describe('how to recreate it', () => {
  const owned = (
    kind: string,
    name: string,
    apiVersion = 'apps/v1',
  ): { ownerReferences: OwnerReference[] } => ({
    ownerReferences: [{ apiVersion, kind, name, uid: 'o-1', controller: true }],
  })
  const hash = { labels: { app: 'web', 'pod-template-hash': '5f6d' } }
  test.each<[string, Pod['metadata'], string]>([
    [
      'a Deployment',
      { ...owned('ReplicaSet', 'web-5f6d'), ...hash },
      'kubectl rollout restart deployment/web -n shop',
    ],
    ['a StatefulSet', owned('StatefulSet', 'web'), 'kubectl rollout restart statefulset/web -n shop'],
    [
      'a ReplicaSet',
      owned('ReplicaSet', 'web'),
      'kubectl delete pod web-x1 -n shop # ReplicaSet web makes a new one',
    ],
    ['a Job', owned('Job', 'web', 'batch/v1'), 'kubectl delete pod web-x1 -n shop # Job web makes a new one'],
    ['nothing', {}, 'kubectl delete pod web-x1 -n shop # then create it again from its manifest'],
    [
      'a name that is none',
      { ...owned('StatefulSet', 'a; rm b') },
      'kubectl delete pod web-x1 -n shop # its owner makes a new one',
    ],
  ])('where its owner is %s', (_title, metadata, command) =>
    expect(report(running(metadata)).running?.recreate).toBe(command),
  )
})
