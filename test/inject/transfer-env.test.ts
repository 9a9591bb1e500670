import { describe, expect, test } from 'vitest'
import type { Container, EnvVar, ObjectMeta, TransferEnvVar } from 'sidecarset'
import { agentSet, app, bothProfiles, codes, container, inject, podOf, setOf } from './subjects.js'

const variable = (name: string, value: string): EnvVar => ({ name, value })

const web: Container = {
  name: 'web',
  env: [variable('A', 'web'), variable('B', 'web'), variable('A', 'last')],
}
const db: Container = {
  name: 'db',
  env: [variable('A', 'db'), { name: 'REF', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
}

describe.each(bothProfiles)('%s: transferEnv', (profile) => {
  const transfer = (
    transferEnv: TransferEnvVar[],
    metadata: ObjectMeta = {},
  ): { readonly env: readonly EnvVar[]; readonly codes: string[] } => {
    const { pod, issues } = inject(podOf({ containers: [web, db] }, metadata), [agentSet({ transferEnv })], {
      profile,
    })
    return { env: (container(pod, 'agent').env ?? []).slice(1), codes: codes(issues) }
  }
  const nameFrom = (fieldPath: string): TransferEnvVar => ({
    sourceContainerName: 'web',
    sourceContainerNameFrom: { fieldRef: { fieldPath } },
    envName: 'A',
  })

  test('entries in order; of each envName and envNames, every name once, sorted', () => {
    const { env } = transfer([
      { sourceContainerName: 'db', envName: 'REF' },
      { sourceContainerName: 'web', envName: 'B', envNames: ['B', 'A', 'A'] },
    ])
    expect(env.map(({ name }) => name)).toEqual(['REF', 'A', 'B'])
  })

  test('an empty envName is none', () => {
    expect(transfer([{ sourceContainerName: 'web', envName: '' }])).toEqual({ env: [], codes: [] })
  })

  test('of a name that the source lists twice the last one counts', () => {
    expect(transfer([{ sourceContainerName: 'web', envName: 'A' }]).env).toEqual([variable('A', 'last')])
  })

  test('of a name that two entries bring the first one counts', () => {
    const both = ['db', 'web'].map((sourceContainerName) => ({ sourceContainerName, envName: 'A' }))
    expect(transfer(both).env).toEqual([variable('A', 'db')])
  })

  test('valueFrom is copied as it stands, without a default apiVersion', () => {
    expect(transfer([{ sourceContainerName: 'db', envName: 'REF' }]).env).toEqual([db.env?.[1]])
  })

  describe('the source container by sourceContainerNameFrom', () => {
    test.each<[string, string, ObjectMeta, EnvVar[], warnings: number]>([
      [
        'a label',
        "metadata.labels['main']",
        { labels: { app: 'web', main: 'db' } },
        [variable('A', 'db')],
        0,
      ],
      [
        'an annotation',
        "metadata.annotations['main']",
        { annotations: { main: 'db' } },
        [variable('A', 'db')],
        0,
      ],
      [
        'a label with a prefix',
        "metadata.labels['x.io/main']",
        { labels: { app: 'web', 'x.io/main': 'db' } },
        [variable('A', 'db')],
        0,
      ],
      ['absent: no container has the empty name', "metadata.labels['main']", {}, [], 1],
      [
        'a key that is no qualified name',
        "metadata.labels['ma in']",
        { labels: { app: 'web', 'ma in': 'db' } },
        [],
        1,
      ],
      [
        'an annotation prefix in capitals, which is lower-cased for the check only',
        "metadata.annotations['X.io/Main']",
        { annotations: { 'X.io/Main': 'db' } },
        [variable('A', 'db')],
        0,
      ],
      [
        'a label prefix in capitals is no qualified name',
        "metadata.labels['X.io/main']",
        { labels: { app: 'web', 'X.io/main': 'db' } },
        [],
        1,
      ],
      ['another field', 'metadata.name', { name: 'db' }, [], 1],
      ['double quotes', 'metadata.labels["main"]', { labels: { app: 'web', main: 'db' } }, [], 1],
      [
        'something behind the bracket',
        "metadata.labels['main'].x",
        { labels: { app: 'web', main: 'db' } },
        [],
        1,
      ],
      ['an empty path', '', {}, [], 1],
    ])('%s', (_, fieldPath, metadata, env, warnings) => {
      const result = transfer([nameFrom(fieldPath)], metadata)
      expect(result.env).toEqual(env)
      expect(result.codes).toHaveLength(warnings)
    })

    test('it counts before sourceContainerName', () => {
      expect(
        transfer([nameFrom("metadata.annotations['main']")], { annotations: { main: 'db' } }).env,
      ).toEqual([variable('A', 'db')])
    })
  })

  test('annotations are read as patchPodMetadata left them', () => {
    const set = agentSet({ transferEnv: [nameFrom("metadata.annotations['main']")] })
    const patched = { ...set, spec: { ...set.spec, patchPodMetadata: [{ annotations: { main: 'db' } }] } }
    const { pod } = inject(podOf({ containers: [web, db] }), [patched], { profile })
    expect(container(pod, 'agent').env).toContainEqual(variable('A', 'db'))
  })

  test('containers that were injected before are sources too', () => {
    const injected = { ...web, env: [...(web.env ?? []), variable('IS_INJECTED', 'true')] }
    const set = agentSet({ transferEnv: [{ sourceContainerName: 'web', envName: 'B' }] })
    const { pod } = inject(podOf({ containers: [injected] }), [set], { profile })
    expect(container(pod, 'agent').env).toContainEqual(variable('B', 'web'))
  })

  test('init containers are none', () => {
    const pod = podOf({ initContainers: [web], containers: [app] })
    const result = inject(pod, [agentSet({ transferEnv: [{ sourceContainerName: 'web', envName: 'B' }] })], {
      profile,
    })
    expect(container(result.pod, 'agent').env).toHaveLength(1)
  })

  test('into init containers as well', () => {
    const init = { name: 'i', image: 'i', transferEnv: [{ sourceContainerName: 'web', envName: 'B' }] }
    const { pod } = inject(podOf({ containers: [web] }), [setOf({ initContainers: [init] })], { profile })
    expect(container(pod, 'i').env).toContainEqual(variable('B', 'web'))
  })

  test('names of the machinery are names like any other', () => {
    const odd: Container = { name: '__proto__', env: [variable('constructor', '1')] }
    const transferEnv = ['__proto__', 'toString'].map((sourceContainerName) => ({
      sourceContainerName,
      envNames: ['constructor', 'hasOwnProperty'],
    }))
    const { pod } = inject(podOf({ containers: [odd] }), [agentSet({ transferEnv })], { profile })
    expect(container(pod, 'agent').env?.slice(1)).toEqual([variable('constructor', '1')])
  })
})
