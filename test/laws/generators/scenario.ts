import fc from 'fast-check'
import {
  createInjector,
  type InjectionRequest,
  type InjectionResult,
  type Injector,
  type InjectorConfig,
  type Pod,
  type ProfileName,
} from 'sidecarset'
import { asInCluster, controllerRevisions, knownNamespaces, resourceBindings } from './cluster.js'
import { namespaces, pick } from './pools.js'
import { pods } from './pods.js'
import { sidecarSets, staticSidecarSets } from './sidecar-sets.js'

/** All that one injection depends on. */
export interface Scenario {
  readonly config: InjectorConfig
  readonly pod: Pod
  readonly request: InjectionRequest
}

export const now = '2026-01-01T00:00:00Z'

export function configs(profile: ProfileName, sets = sidecarSets(profile)): fc.Arbitrary<InjectorConfig> {
  const config = fc.record({
    profile: fc.constant(profile),
    sidecarSets: sets,
    resourceBindings,
    namespaces: knownNamespaces,
    namespacesFrom: pick(['manifests', 'manifests', 'cluster'] as const),
    controllerRevisions,
    unauthorizedReference: pick(['allow', 'allow', 'skip', 'deny'] as const),
    unknown: pick(['skip', 'skip', 'deny'] as const),
  })
  return config.map((made) =>
    made.namespacesFrom === 'cluster' ? { ...made, namespaces: made.namespaces.map(asInCluster) } : made,
  )
}

const requests: fc.Arbitrary<InjectionRequest> = fc
  .record({
    operation: fc.oneof(
      { weight: 19, arbitrary: fc.constant('CREATE' as const) },
      { weight: 1, arbitrary: fc.constant('UPDATE' as const) },
    ),
    namespace: pick([...namespaces, '']),
    share: fc.option(pick([0, 0.3, 0.9])),
  })
  .map(({ operation, namespace, share }) => ({
    operation,
    namespace,
    now,
    ...(share === null ? {} : { random: () => share }),
  }))

const profiles = pick<ProfileName>(['v1.3.0', 'v1.9.0'])

/** Scenarios of both profiles. */
export const scenarios: fc.Arbitrary<Scenario> = profiles.chain((profile) => scenariosWith(configs(profile)))

/** Scenarios whose SidecarSets bring the same into every Pod: what is planned for one may do for others. */
export const staticScenarios: fc.Arbitrary<Scenario> = profiles.chain((profile) =>
  scenariosWith(configs(profile, staticSidecarSets(profile))),
)

function scenariosWith(config: fc.Arbitrary<InjectorConfig>): fc.Arbitrary<Scenario> {
  const parts = fc.record({ config, pod: pods, request: requests })
  return parts.map((made) => ({
    config: fresh(made.config),
    pod: fresh(made.pod),
    request: inNamespaceOf(made.pod, made.request),
  }))
}

/** An API server sends no request whose namespace is another one than the Pod's. */
export function inNamespaceOf(pod: Pod, request: InjectionRequest): InjectionRequest {
  const own = pod.metadata?.namespace ?? ''
  return own === '' || request.namespace === '' ? request : { ...request, namespace: own }
}

/** The value as a host gets it, from JSON: ordinary objects, none of which is shared with another value. */
function fresh<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Injects as the scenario says. */
export function run({ config, pod, request }: Scenario): InjectionResult {
  return createInjector(config).inject(pod, request)
}

const results = new Map<string, InjectionResult>()

/**
 * What `run` gives, remembered: properties with one seed draw the same scenarios, and most of the time goes into
 * compiling their SidecarSets. For laws about one result; those about two of them have to `run`.
 */
export function resultOf(scenario: Scenario): InjectionResult {
  const key = JSON.stringify([scenario, scenario.request.random?.()])
  const result = results.get(key) ?? run(scenario)
  results.set(key, result)
  return structuredClone(result)
}

export function injectorOf({ config }: Scenario): Injector {
  return createInjector(config)
}
