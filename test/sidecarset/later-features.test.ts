import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { createInjector, formatIssues, validateSidecarSet } from '../../src/index.js'
import type { Issue, SidecarSet } from '../../src/index.js'
import { toFieldPath } from '../../src/issue/index.js'

const set = load(`
apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata: {name: early}
spec:
  selector: {matchLabels: {app: till}}
  updateStrategy: {type: NotUpdate}
  initContainers:
  - name: peek
    image: peek:1
    restartPolicy: Always
    podInjectPolicy: BeforeAppContainer
    shareVolumePolicy: {type: enabled}
    upgradeStrategy: {upgradeType: HotUpgrade, hotUpgradeEmptyImage: 'empty:1'}
  containers:
  - name: watch
    image: watch:1
    livenessProbe: {grpc: {port: 8080}}
    securityContext: {appArmorProfile: {type: RuntimeDefault}}
    lifecycle: {preStop: {sleep: {seconds: 5}}, postStart: {sleep: {seconds: 1}}}
    resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]
    volumeMounts: [{name: scratch, mountPath: /s}]
  volumes:
  - name: scratch
    ephemeral:
      volumeClaimTemplate:
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
          dataSourceRef: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: s, namespace: backups}
`) as SidecarSet

const expected: readonly (readonly [path: string, version: string])[] = [
  ['spec.initContainers[0].restartPolicy', 'OpenKruise v1.7.0'],
  ['spec.initContainers[0].podInjectPolicy', 'OpenKruise v1.7.0'],
  ['spec.initContainers[0].shareVolumePolicy', 'OpenKruise v1.5.0'],
  ['spec.initContainers[0].upgradeStrategy', 'OpenKruise v1.7.0'],
  ['spec.containers[0].livenessProbe.grpc', 'OpenKruise v1.5.0'],
  ['spec.containers[0].securityContext.appArmorProfile', 'OpenKruise v1.8.0'],
  ['spec.containers[0].lifecycle.preStop.sleep', 'OpenKruise v1.8.0'],
  ['spec.containers[0].lifecycle.postStart.sleep', 'OpenKruise v1.8.0'],
  ['spec.containers[0].resizePolicy', 'OpenKruise v1.7.0'],
  [
    'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.namespace',
    'a later version, v1.9.0 has it',
  ],
]

const laterIn = (issues: readonly Issue[]): Map<string, string> =>
  new Map(
    issues
      .filter(({ code }) => code === 'feature-beyond-profile')
      .map(({ path, message }) => [toFieldPath(path), message]),
  )

test.each(expected)('%s came with %s', (path, version) => {
  expect(laterIn(validateSidecarSet(set)).get(path)).toContain(`came with ${version}; in v1.3.0`)
})

test('and nothing else is said of them, whose types have been renamed since', () => {
  const issues = validateSidecarSet(set)
  expect([...laterIn(issues).keys()].sort()).toEqual(expected.map(([path]) => path).sort())
  const codes = issues.map(({ code }) => code)
  expect(codes, formatIssues(issues)).not.toContain('misplaced-field')
  expect(codes).not.toContain('unknown-field')
})

test('an injection warns of the same fields', () => {
  const pod = {
    metadata: { name: 'p', namespace: 'shop', labels: { app: 'till' } },
    spec: { containers: [{ name: 'a' }] },
  }
  const { issues } = createInjector({ sidecarSets: [set] }).inject(pod, { now: '2026-01-01T00:00:00Z' })
  expect([...laterIn(issues).keys()].sort()).toEqual(expected.map(([path]) => path).sort())
})

test('the newest version has them all', () => {
  expect(laterIn(validateSidecarSet(set, { profile: 'v1.9.0' })).size).toBe(0)
})
