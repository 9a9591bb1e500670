import { describe, expect, test } from 'vitest'
import { createInjector, reviewPod, type Issue, type PodSpec } from 'sidecarset'
import { agentSet, app, inject, now, podOf } from './subjects.js'

const code = 'pod-field-beyond-profile'
const found = (issues: readonly Issue[]): string[] =>
  issues.flatMap((issue) => (issue.code === code ? [`${issue.severity} ${issue.path.join('.')}`] : []))

describe(code, () => {
  test.each<[string, PodSpec, string[], string[]]>([
    [
      'a native sidecar of the app',
      { initContainers: [{ name: 'i', image: 'i', restartPolicy: 'Always' }] },
      ['warning spec.initContainers.0.restartPolicy'],
      [],
    ],
    [
      'image volumes came later than others',
      { volumes: [{ name: 'v', image: { reference: 'r' } }] },
      ['warning spec.volumes.0.image'],
      ['warning spec.volumes.0.image'],
    ],
    [
      'fields of the Pod itself',
      { os: { name: 'linux' }, hostUsers: false },
      ['warning spec.os', 'warning spec.hostUsers'],
      [],
    ],
    [
      'one field in many places, once',
      {
        containers: [
          { ...app, resizePolicy: [] },
          { ...app, name: 'b', resizePolicy: [] },
        ],
      },
      ['warning spec.containers.0.resizePolicy'],
      [],
    ],
    ['nothing later', { hostNetwork: true }, [], []],
  ])('%s', (_, spec, in13, in18) => {
    const pod = podOf(spec)
    for (const [profile, expected] of [
      ['v1.3.0', in13],
      ['v1.8.0', in18],
      ['v1.9.0', []],
    ] as const) {
      const injector = createInjector({ sidecarSets: [agentSet()], profile })
      expect(found(injector.inject(pod, { now }).issues)).toEqual(expected)
      expect(found(injector.report(pod).issues)).toEqual(expected)
    }
  })

  test('the field stays', () => {
    const { pod } = inject(podOf({ hostUsers: false }), [agentSet()], { profile: 'v1.3.0' })
    expect(pod.spec?.hostUsers).toBe(false)
  })

  test('not of a Pod that nothing changes', () => {
    const other = podOf({ hostUsers: false }, { labels: { app: 'other' } })
    expect(inject(other, [agentSet()]).issues).toEqual([])
    expect(createInjector({ sidecarSets: [agentSet()] }).report(other).issues).toEqual([])
  })

  test('a webhook does not say it: where this library answers, the field stays', () => {
    const request = {
      uid: 'u',
      operation: 'CREATE',
      resource: { group: '', version: 'v1', resource: 'pods' },
      object: podOf({ hostUsers: false }),
    }
    const told: readonly Issue[][] = []
    const { response } = reviewPod({ request }, createInjector({ sidecarSets: [agentSet()] }), {
      now,
      onResult: ({ issues }) => (told as Issue[][]).push([...issues]),
    })
    expect(response?.patch).toBeDefined()
    expect(response?.warnings).toBeUndefined()
    expect(told).toEqual([[]])
  })
})
