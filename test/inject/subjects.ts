import {
  createInjector,
  type Container,
  type InjectionRequest,
  type InjectionResult,
  type InjectorConfig,
  type Issue,
  type ObjectMeta,
  type Pod,
  type PodSpec,
  type SidecarContainer,
  type SidecarSet,
  type SidecarSetSpec,
} from 'sidecarset'

/** The time of every injection in these tests. */
export const now = '2026-01-01T00:00:00Z'

export const app: Container = { name: 'app', image: 'app:1' }

/** A Pod of namespace `default` with label `app=web` and one container `app`. */
export function podOf(spec: PodSpec = {}, metadata: ObjectMeta = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', labels: { app: 'web' }, ...metadata },
    spec: { containers: [app], ...spec },
  }
}

/** A SidecarSet for `app=web` with the volumes that the tests mount. */
export function setOf(spec: SidecarSetSpec, metadata: ObjectMeta = {}): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: 'set', ...metadata },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  }
}

/** A SidecarSet with one container `agent`. */
export function agentSet(agent: SidecarContainer = {}, metadata: ObjectMeta = {}): SidecarSet {
  return setOf({ containers: [{ name: 'agent', image: 'agent:1', ...agent }] }, metadata)
}

/** Both versions, for what holds in both. */
export const bothProfiles = ['v1.3.0', 'v1.9.0'] as const

export function inject(
  pod: Pod,
  sidecarSets: readonly SidecarSet[],
  config: Partial<InjectorConfig> = {},
  request: Partial<InjectionRequest> = {},
): InjectionResult {
  return createInjector({ sidecarSets, ...config }).inject(pod, { now, ...request } as InjectionRequest)
}

/** The names of a Pod's containers, in order. */
export function names(pod: Pod, list: 'containers' | 'initContainers' = 'containers'): string[] {
  return (pod.spec?.[list] ?? []).map(({ name }) => name ?? '')
}

/** A container of a Pod by its name. */
export function container(pod: Pod, name: string): Container {
  const all = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
  const found = all.find((one) => one.name === name)
  if (found === undefined) throw new Error(`the Pod has no container ${name}`)
  return found
}

/** The names of a container's env vars, in order. */
export function envNames(pod: Pod, name: string): string[] {
  return (container(pod, name).env ?? []).map((variable) => variable.name ?? '')
}

export function annotation(pod: Pod, name: string): string | undefined {
  return pod.metadata?.annotations?.[name]
}

/** What an annotation holds, as JSON. */
export function annotationJson(pod: Pod, name: string): unknown {
  return JSON.parse(annotation(pod, name) ?? 'null')
}

export const hashes = 'kruise.io/sidecarset-hash'
export const hashesWithoutImage = 'kruise.io/sidecarset-hash-without-image'
export const injectedList = 'kruise.io/sidecarset-injected-list'
export const workingMap = 'kruise.io/sidecarset-working-hotupgrade-container'

/** Issues as code and path: what a test asserts. */
export function codes(issues: readonly Issue[]): string[] {
  return issues.map(({ code, path }) => `${code} ${path.join('.')}`)
}
