import { describe, expect, test } from 'vitest'
import {
  createInjector,
  injectWorkload,
  type ControllerRevision,
  type Namespace,
  type Pod,
  type ProfileName,
  type SidecarSet,
  type Workload,
} from 'sidecarset'
import { deepFreeze } from '../laws/deep-freeze.js'
import { readRecorded } from '../recorded/read-recorded.js'

interface RecordedInjection {
  readonly name: string
  readonly profile: ProfileName
  readonly request: { readonly operation: 'CREATE' | 'UPDATE'; readonly namespace: string }
  readonly pod: Pod
  readonly sidecarSets: readonly SidecarSet[]
  readonly namespaces: readonly Namespace[]
  readonly controllerRevisions: readonly ControllerRevision[]
}

const now = '2026-01-01T00:00:00Z'

describe.each(['inject-v1.3.0.jsonl', 'inject-v1.9.0.jsonl'])('the Pods of %s as templates', (file) => {
  test.each(readRecorded<RecordedInjection>(file))('$name', (recorded) => {
    const { profile, sidecarSets, namespaces, controllerRevisions, pod, request } = recorded
    const config = {
      profile,
      sidecarSets,
      namespaces,
      controllerRevisions,
      unauthorizedReference: 'allow',
    } as const
    const injector = createInjector(config)
    const { labels, annotations } = pod.metadata ?? {}
    const template = { metadata: { labels, annotations }, spec: pod.spec }
    const workload: Workload = deepFreeze({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'shop', ...(pod.metadata?.namespace ? { namespace: pod.metadata.namespace } : {}) },
      spec: { replicas: 2, template },
    })
    const injection = injectWorkload(workload, injector, { ...request, now })
    if (!injection.ok) throw new Error('a ReplicaSet has a template')
    const { result } = injection
    if (!result.changed) {
      expect(injection.workload).toStrictEqual(workload)
      return
    }
    expect(injection.workload).toEqual({
      ...workload,
      spec: {
        replicas: 2,
        template: {
          metadata: { labels, annotations: result.pod.metadata?.annotations },
          spec: result.pod.spec,
        },
      },
    })
  })
})

test('what is rendered is not injected twice: its Pods stay as they are', () => {
  const sidecarSets: SidecarSet[] = [
    {
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name: 'logs' },
      spec: { selector: { matchLabels: { app: 'shop' } }, containers: [{ name: 'logs', image: 'logs:1' }] },
    },
  ]
  const workload: Workload = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', namespace: 'web' },
    spec: { template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'app' }] } } },
  }
  const injector = createInjector({ sidecarSets })
  const once = injectWorkload(workload, injector, { now })
  const twice = once.ok ? injectWorkload(once.workload, injector, { now }) : once
  expect(twice).toMatchObject({ ok: true, result: { changed: false } })
})
