// Clusters at random against a second, naive implementation of the security law: 200 of them, and 100,000 in
// `npm run test:security`. Each has a number, so that one that breaks the law can be made again:
// SECURITY_FIRST=1234 SECURITY_CLUSTERS=1 npx vitest run test/security/oracle.test.ts
import { createInjector, type InjectorConfig, type Pod as InjectedPod } from 'sidecarset'
import { describe, expect, test } from 'vitest'
import { foretell } from './oracle/foretell.js'
import { generateCluster } from './oracle/generate-cluster.js'
import { judge, type Trial } from './oracle/judge.js'

const first = Number(process.env['SECURITY_FIRST'] ?? 1)
const isLong = process.env['MODE'] === 'many-clusters'
const count = Number(process.env['SECURITY_CLUSTERS'] ?? (isLong ? 100_000 : 200))
const now = '2026-01-01T00:00:00Z'

const configurations = (['v1.3.0', 'v1.9.0'] as const).flatMap((profile) =>
  (['deny', 'skip', 'allow'] as const).flatMap((unauthorizedReference) =>
    (['warn', 'deny'] as const).map((exposedReference) => ({
      profile,
      unauthorizedReference,
      exposedReference,
    })),
  ),
)

interface Tally {
  pods: number
  injected: number
  refused: number
  readonly violations: string[]
}

function tryCluster(seed: number, tally: Tally): void {
  const cluster = generateCluster(seed)
  for (const configuration of configurations) {
    const config = { ...configuration, sidecarSets: cluster.sidecarSets, resourceBindings: cluster.bindings }
    const injector = createInjector(config as unknown as InjectorConfig)
    for (const { pod, requestNamespace } of cluster.pods) {
      const trial: Trial = { cluster, pod, requestNamespace, ...configuration }
      const request = { now, ...(requestNamespace === undefined ? {} : { namespace: requestNamespace }) }
      const result = injector.inject(pod as unknown as InjectedPod, request)
      const foretold = foretell(cluster, pod, pod.metadata.namespace ?? requestNamespace ?? '')
      const where = `cluster ${seed}, ${pod.metadata.name}, ${JSON.stringify(configuration)}`
      tally.violations.push(...judge(trial, foretold, result).map((what) => `${where}: ${what}`))
      tally.pods += 1
      if (result.changed) tally.injected += 1
      if (!result.allowed) tally.refused += 1
    }
  }
}

describe('what came out of generated clusters, judged by a second implementation of the law', () => {
  const tally: Tally = { pods: 0, injected: 0, refused: 0, violations: [] }

  test(`${count} clusters keep the law`, () => {
    for (let seed = first; seed < first + count; seed += 1) {
      tryCluster(seed, tally)
      if (tally.violations.length > 20) break
    }
    expect(tally.violations).toEqual([])
  }, 3_600_000)

  test.skipIf(count < 100)(
    'the clusters are worth the trial: many Pods are injected, many are refused',
    () => {
      expect(tally.injected / tally.pods).toBeGreaterThan(0.15)
      expect(tally.refused / tally.pods).toBeGreaterThan(0.15)
    },
  )
})
