import { describe, expect, test } from 'vitest'
import { createInjector } from '../../src/report/create-injector.js'
import { SidecarSetError, toFieldPath, type Issue } from '../../src/issue/index.js'
import type { Pod, SidecarSet } from '../../src/manifest/api-types.js'
import { validateSidecarSet } from '../../src/validate/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const label = { 'serverless.alibabacloud.com/virtual-node': 'true' }
const pod: Pod = deepFreeze({
  metadata: { name: 'web', namespace: 'shop', labels: label },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
})
const container = { name: 'log', image: 'log:1' }
const setOf = (spec: object, apiVersion = 'apps.kruise.io/v1alpha1'): SidecarSet =>
  deepFreeze({
    apiVersion,
    kind: 'SidecarSet',
    metadata: { name: 'logs' },
    spec: {
      selector: { matchLabels: label },
      updateStrategy: { type: 'NotUpdate' },
      containers: [container],
      ...spec,
    },
  }) as SidecarSet

/** What virtual nodes do not have: everything that came after OpenKruise v1.3.0. */
const later: [feature: string, since: string, set: SidecarSet, path: string][] = [
  [
    'namespaceSelector',
    'v1.4',
    setOf({ namespaceSelector: { matchLabels: { a: 'b' } } }),
    'spec.namespaceSelector',
  ],
  [
    'priorityStrategy',
    'v1.5',
    setOf({ updateStrategy: { type: 'NotUpdate', priorityStrategy: {} } }),
    'spec.updateStrategy.priorityStrategy',
  ],
  [
    'native sidecars',
    'v1.7',
    setOf({ initContainers: [{ ...container, name: 'native', restartPolicy: 'Always' }] }),
    'spec.initContainers[0].restartPolicy',
  ],
  [
    'revision policy Partial',
    'v1.8',
    setOf({ injectionStrategy: { revision: { revisionName: 'r', policy: 'Partial' } } }),
    'spec.injectionStrategy.revision.policy',
  ],
  [
    'resourcesPolicy',
    'v1.9',
    setOf({ containers: [{ ...container, resourcesPolicy: { targetContainersMode: 'sum' } }] }),
    'spec.containers[0].resourcesPolicy',
  ],
  [
    'shareVolumeDevicePolicy',
    'v1.9',
    setOf({ containers: [{ ...container, shareVolumeDevicePolicy: { type: 'enabled' } }] }),
    'spec.containers[0].shareVolumeDevicePolicy',
  ],
]

const beyond = (issues: readonly Issue[]): string[] =>
  issues.filter(({ code }) => code === 'feature-beyond-profile').map(({ path }) => toFieldPath(path))

describe('features later than OpenKruise v1.3.0', () => {
  const controllerRevisions = [
    { metadata: { name: 'r', namespace: 'kruise-system' }, data: { spec: { containers: [container] } } },
  ]
  test.each(later)('%s came with %s', (_, since, set, path) => {
    const validated = validateSidecarSet(set)
    const injected = createInjector({ sidecarSets: [set], controllerRevisions }).inject(pod, {
      now: '2026-01-01T00:00:00Z',
    })
    expect([injected.allowed, beyond(injected.issues), beyond(validated)]).toEqual([true, [path], [path]])
    expect(validated.find(({ code }) => code === 'feature-beyond-profile')?.message).toContain(since)
  })

  test('v1beta1 is not read at all', () => {
    const set = setOf({}, 'apps.kruise.io/v1beta1')
    expect(() => createInjector({ sidecarSets: [set], unreadable: 'throw' })).toThrow(SidecarSetError)
    expect(createInjector({ sidecarSets: [set] }).issues.map(({ code }) => code)).toEqual([
      'unsupported-version',
    ])
    expect(validateSidecarSet(set).map(({ code }) => code)).toEqual(['unsupported-version'])
  })

  test('what v1.3.0 has draws nothing', () => expect(validateSidecarSet(setOf({}))).toEqual([]))
})
