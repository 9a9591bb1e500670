// Row 10: a body of a few megabytes must not make an answer of a hundred.
import {
  checkManifests,
  createInjector,
  formatIssues,
  reviewPod,
  reviewSidecarSet,
  validateSidecarSet,
  type AdmissionReview,
  type Issue,
  type Pod,
  type SidecarSet,
} from 'sidecarset'
import { expect, test } from 'vitest'
import { reviewOf } from './cluster.js'
import { now } from './calls.js'

const many = 50_000

/** A SidecarSet in which every volume is a mistake. */
const broken = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'logs', image: 'logs:1' }],
    volumes: Array.from({ length: many }, () => ({ name: '', secret: { secretName: 1 } })),
  },
}

/** How many mistakes a list of issues speaks of: those it has, and those that the last one counts. */
function mistakesOf(issues: readonly Issue[]): number {
  const rest = issues.filter(({ code }) => code === 'more-issues')
  const omitted = rest.flatMap(({ omitted }) => [omitted?.error ?? 0, omitted?.warning ?? 0])
  return issues.length - rest.length + omitted.reduce((sum, count) => sum + count, 0)
}

test('validation keeps a hundred mistakes of an object, and counts the others', () => {
  const issues = validateSidecarSet(broken as unknown as SidecarSet)
  expect(issues.length).toBeLessThan(300)
  expect(mistakesOf(issues)).toBeGreaterThan(many)
  expect(formatIssues(issues).length).toBeLessThan(200_000)
})

test('so do manifests', () => {
  const issues = checkManifests(JSON.stringify(broken))
  expect(issues.length).toBeLessThan(300)
  expect(mistakesOf(issues)).toBeGreaterThan(many)
})

test('a SidecarSet is refused in less than 4 kB, with the number of mistakes that did not fit', () => {
  const request = {
    resource: { group: 'apps.kruise.io', version: 'v1alpha1', resource: 'sidecarsets' },
    object: broken,
  }
  const { response } = reviewSidecarSet(reviewOf({}, request), {}) as AdmissionReview
  expect(response?.allowed).toBe(false)
  expect(Buffer.byteLength(response?.status?.message ?? '')).toBeLessThan(4096)
  expect(response?.status?.message).toMatch(/\d more/)
  expect(JSON.stringify(response).length).toBeLessThan(20_000)
})

test('a Pod with tens of thousands of findings gets an answer of a few kilobytes', () => {
  const sidecarSet = {
    ...broken,
    spec: {
      ...broken.spec,
      containers: [{ name: 'logs', image: 'logs:1', volumeMounts: [{ name: 'conf', mountPath: '/c' }] }],
      volumes: [{ name: 'conf', secret: { secretName: 'kube-system/tls' } }],
    },
  } as unknown as SidecarSet
  const mounts = [{ name: 'conf', mountPath: '/c' }]
  const containers = Array.from({ length: 10_000 }, (_, index) => ({
    name: `app-${index}`,
    volumeMounts: mounts,
  }))
  const pod = { metadata: { name: 'web', labels: { app: 'web' } }, spec: { containers } } as Pod
  const injector = createInjector({ sidecarSets: [sidecarSet], unauthorizedReference: 'allow' })
  const { response } = reviewPod(reviewOf(pod, { namespace: 'shop' }), injector, { now })
  expect(response?.allowed).toBe(true)
  const runes = (response?.warnings ?? []).reduce((sum, text) => sum + [...text].length, 0)
  expect(runes).toBeGreaterThan(0)
  expect(runes).toBeLessThanOrEqual(4096)
  expect(injector.inject(pod, { namespace: 'shop', now }).issues.length).toBeLessThan(300)
})
