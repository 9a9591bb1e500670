// A Pod of each library's type goes in, and the same type comes out: nothing here may need a cast.
import type {
  KubernetesObject,
  makeInformer,
  V1CronJob,
  V1Deployment,
  V1Node,
  V1Pod,
} from '@kubernetes/client-node'
import { type a, type PeprMutateRequest } from 'pepr'
import { type kind } from 'kubernetes-fluent-client'
import type { IDeployment } from 'kubernetes-models/apps/v1'
import { type Pod as ModelPod, type IPod } from 'kubernetes-models/v1'
import type { Deployment } from 'kubernetes-types/apps/v1'
import type { Pod as TypesPod } from 'kubernetes-types/core/v1'
import {
  applyPatch,
  createInjector,
  findMatchingPods,
  injectSidecars,
  injectWorkload,
  type InjectorConfig,
  type Pod,
  type SidecarSet,
  type Workload,
} from 'sidecarset'
import { simulateScheduling } from 'sidecarset/virtual-node'
import { planSidecarUpdate, simulateRollout } from 'sidecarset/update'

declare const config: InjectorConfig
declare const set: SidecarSet
const now = '2026-01-01T00:00:00Z'

/** Every function that takes a Pod and gives it back. */
function roundTrip<P extends Pod>(pod: P): P[] {
  const injected: P = createInjector(config).inject(pod, { now }).pod
  const { pod: single, patch } = injectSidecars(pod, config, { now })
  const scheduled: P = simulateScheduling(pod, 'eci')
  const patched: P = applyPatch(pod, patch)
  const [match] = findMatchingPods(set, [pod]).matching
  const plan = planSidecarUpdate(set, [pod], { now })
  const written = [...plan.flips, ...plan.upgrades].flatMap((change): P[] =>
    'pod' in change ? [change.pod] : [],
  )
  const { pods } = simulateRollout(set, [pod], { now })
  return [injected, single, scheduled, patched, ...(match ? [match.pod] : []), ...written, ...pods]
}

function throughTemplate<W extends Workload>(workload: W): W {
  const injection = injectWorkload(workload, createInjector(config), { now })
  return injection.ok ? injection.workload : workload
}

type IsAny<T> = 0 extends 1 & T ? true : false

/** What the compiler cannot find becomes `any`, and would fit everywhere. */
export const areFound: IsAny<V1Pod | TypesPod>[] & IsAny<IPod>[] & IsAny<kind.Pod>[] & IsAny<a.Pod>[] = [
  false,
]

export const ofClientNode = (pod: V1Pod): V1Pod[] => roundTrip(pod)
export const ofTypes = (pod: TypesPod): TypesPod[] => roundTrip(pod)
export const ofModels = (pod: IPod): IPod[] => roundTrip(pod)
export const ofModelClass = (pod: ModelPod): ModelPod[] => roundTrip(pod)
export const ofFluentClient = (pod: kind.Pod): kind.Pod[] => roundTrip(pod)
export const ofPepr = (pod: a.Pod): a.Pod[] => roundTrip(pod)

export const deploymentOfClientNode = (workload: V1Deployment): V1Deployment => throughTemplate(workload)
export const cronJobOfClientNode = (workload: V1CronJob): V1CronJob => throughTemplate(workload)
export const deploymentOfTypes = (workload: Deployment): Deployment => throughTemplate(workload)
export const deploymentOfModels = (workload: IDeployment): IDeployment => throughTemplate(workload)
export const deploymentOfFluentClient = (workload: kind.Deployment): kind.Deployment =>
  throughTemplate(workload)

/** As a Pepr capability does it: the injected Pod is merged into the request. */
export function mutate(request: PeprMutateRequest<a.Pod>): void {
  request.Merge(createInjector(config).inject(request.Raw, { now }).pod)
}

/** With the Node that an informer of client-node holds. */
export const onNode = (pod: V1Pod, node: V1Node): V1Pod =>
  simulateScheduling(pod, 'acs', { node, namespace: { metadata: { name: 'shop' } } })

/** As docs/embedding.md has it: what an injector is kept up to date by. */
interface Informer<T> {
  list(): readonly T[]
  on(event: 'add' | 'update' | 'delete', listener: () => void): unknown
}

/** What `makeInformer` gives is taken as it is. */
export const informerOfClientNode = (
  informer: ReturnType<typeof makeInformer<SidecarSet & KubernetesObject>>,
): Informer<SidecarSet> => informer
