import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareSidecarSets,
  createInjector,
  type InjectionReport,
  type Pod,
  type SidecarSet,
} from 'sidecarset'
import { inspectPods, planSidecarUpdate, type PodInspection } from 'sidecarset/update'
import { injectorOf, scenarios, type Scenario } from './generators.js'
import { runs } from './runs.js'

/** Clusters with a Pod that runs: one that was created without its sidecars, with them, or with those of before. */
const clusters = fc.record({
  scenario: scenarios,
  history: fc.constantFrom('created-without', 'injected', 'injected-before'),
  image: fc.constantFrom('agent:1', 'agent:2'),
})
type Cluster = typeof clusters extends fc.Arbitrary<infer T> ? T : never

const now = '2026-01-01T00:00:00Z'

/** The Pod as the API server shows it. */
function runningPod({ scenario: { config, pod, request }, history, image }: Cluster): Pod {
  const earlier = config.sidecarSets.map((set): SidecarSet => {
    const containers = set.spec?.containers?.map((each) => ({ ...each, image }))
    return { ...set, spec: { ...set.spec, ...(containers === undefined ? {} : { containers }) } }
  })
  const sidecarSets = history === 'injected' ? config.sidecarSets : earlier
  const created =
    history === 'created-without'
      ? pod
      : createInjector({ ...config, sidecarSets }).inject(pod, { ...request, operation: 'CREATE', now }).pod
  const namespace = created.metadata?.namespace ?? request.namespace
  return {
    ...created,
    metadata: { ...created.metadata, ...(namespace === undefined ? {} : { namespace }), uid: 'u-1' },
    spec: { ...created.spec, nodeName: 'node-1' },
    status: { phase: 'Running' },
  }
}

interface Seen {
  readonly report: InjectionReport
  readonly set: SidecarSet
  readonly pod: Pod
  readonly inspection: PodInspection
  readonly options: Pick<Scenario['config'], 'profile' | 'namespaces' | 'hashes'>
}

function everySet(cluster: Cluster, look: (seen: Seen) => void): void {
  const { config, request } = cluster.scenario
  const pod = runningPod(cluster)
  const report = injectorOf(cluster.scenario).report(pod, { ...request, operation: 'CREATE' })
  const { profile, namespaces, hashes } = config
  for (const set of config.sidecarSets) {
    const [inspection] = inspectPods(set, [pod], { profile, namespaces, hashes })
    if (inspection !== undefined)
      look({ report, set, pod, inspection, options: { profile, namespaces, hashes } })
  }
}

const stateOf = ({ report, set }: Seen) =>
  report.running?.sidecarSets.find(({ sidecarSet }) => sidecarSet === set.metadata?.name)

test('a report decides as explain does', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const injector = createInjector(config)
      expect(injector.report(pod, request).decisions).toEqual(injector.explain(pod, request))
    }),
    runs(150),
  )
})

test('the verdict fits what injection does', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { verdict, allowed, changed, running, decisions } = injectorOf(scenario).report(
        scenario.pod,
        scenario.request,
      )
      if (running === undefined) {
        if (verdict === 'would-be-injected') expect([allowed, changed]).toEqual([true, true])
        expect(verdict === 'refused' || verdict === 'not-called').toBe(!allowed || verdict === 'not-called')
        expect(verdict).not.toMatch(/^running-/)
      } else expect(verdict).not.toMatch(/^(would-be-injected|refused|not-accepted)$/)
      if (verdict === 'unchanged')
        for (const { outcome } of decisions) if (running === undefined) expect(outcome).toBe('skipped')
    }),
    runs(200),
  )
})

test('a report, inspectPods and the planner say the same of a Pod that runs', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(clusters, (cluster) =>
      everySet(cluster, (each) => {
        const { inspection, set, pod, options } = each
        const found = stateOf(each)
        const state = found?.state ?? 'none'
        seen.set(state, (seen.get(state) ?? 0) + 1)
        if (state === 'missing') expect(inspection).toMatchObject({ selected: true, injected: false })
        if (state === 'up-to-date') expect(inspection).toMatchObject({ matched: true, updated: true })
        if (state === 'outdated') expect(inspection.matched && inspection.updated).toBe(false)
        const { status, next } = planSidecarUpdate(set, [pod], { ...options, now })
        expect(status.updatedPods === 1).toBe(inspection.matched && inspection.updated)
        if (state === 'missing') expect([status.matchedPods, next]).toEqual([0, []])
        if (state === 'up-to-date') expect([status.updatedPods, next]).toEqual([1, []])
        if (next.length > 0 && state !== 'none')
          expect(found).toMatchObject({ state: 'outdated', upgradable: true })
      }),
    ),
    runs(200),
  )
  for (const state of ['missing', 'up-to-date', 'outdated']) expect(seen.get(state) ?? 0).toBeGreaterThan(0)
})

test('a comparison promises no Pod an update that the planner does not make', () => {
  fc.assert(
    fc.property(clusters, (cluster) =>
      everySet(cluster, (each) => {
        const { set, pod, options } = each
        const next: SidecarSet = {
          ...set,
          spec: {
            ...set.spec,
            containers: set.spec?.containers?.map((one) => ({ ...one, image: 'next:9' })),
          },
        }
        const [compared] = compareSidecarSets(set, next, [pod], options).pods
        const [inspected] = inspectPods(next, [pod], options)
        if (compared?.needs === 'in-place' || compared?.needs === 'hot-upgrade') {
          expect(compared.effect).toBe('changes')
          expect(inspected?.reason).not.toMatch(/^(not-injected|containers-missing|needs-recreate)$/)
        }
        if (stateOf(each)?.state === 'missing' && compared?.effect === 'changes')
          expect(compared.needs).toMatch(/^(recreate|new-pods-only)$/)
      }),
    ),
    runs(120),
  )
})
