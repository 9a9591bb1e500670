import {
  createInjector,
  type ControllerRevision,
  type InjectionReport,
  type InjectionRequest,
  type Injector,
  type InjectorConfig,
  type Namespace,
  type Pod,
  type SidecarSet,
  type SidecarSetResourceBinding,
} from 'sidecarset'
import type { FixtureFolder } from './fixture-folder.js'

/** What `case.yaml` may say besides the manifests. A number as `random` is what chance yields. */
interface CaseSettings {
  readonly profile?: InjectorConfig['profile']
  readonly unauthorizedReference?: InjectorConfig['unauthorizedReference']
  readonly exposedReference?: InjectorConfig['exposedReference']
  readonly unknown?: InjectorConfig['unknown']
  readonly unreadable?: InjectorConfig['unreadable']
  readonly operation?: InjectionRequest['operation']
  readonly namespace?: string
  readonly mirrorPods?: InjectionRequest['mirrorPods']
  readonly now?: string
  readonly random?: number
}

/** Reads the inputs of a case and reports on its Pod. */
export function reportCase(folder: FixtureFolder): InjectionReport {
  const { injector, pod, request } = readReportCase(folder)
  return injector.report(pod, request)
}

/** What a case asks: of which injector, about which Pod, in which request. */
export interface ReportCase {
  readonly injector: Injector
  readonly pod: Pod
  readonly request: InjectionRequest
}

/** Reads the inputs of a case. */
export function readReportCase(folder: FixtureFolder): ReportCase {
  const { profile, unauthorizedReference, exposedReference, unknown, unreadable, ...request } =
    folder.documents<CaseSettings>('case.yaml')[0] ?? {}
  const { operation, namespace, mirrorPods, now = '2026-01-01T00:00:00Z', random } = request
  const injector = createInjector({
    profile,
    unauthorizedReference,
    exposedReference,
    unknown,
    unreadable,
    sidecarSets: folder.documents<SidecarSet>('sidecarsets.yaml'),
    resourceBindings: folder.documents<SidecarSetResourceBinding>('bindings.yaml'),
    namespaces: folder.documents<Namespace>('namespaces.yaml'),
    controllerRevisions: folder.documents<ControllerRevision>('revisions.yaml'),
  })
  const pod = podOf(folder.documents<Pod | PodList>('pod.yaml')[0])
  const asked = {
    operation,
    namespace,
    mirrorPods,
    now,
    random: random === undefined ? undefined : () => random,
  }
  return { injector, pod, request: asked }
}

/** A Pod as it is written, or as `kubectl get -o yaml` prints it. */
interface PodList {
  readonly items: readonly Pod[]
}

function podOf(document: Pod | PodList | undefined): Pod {
  return document !== undefined && 'items' in document ? (document.items[0] as Pod) : (document as Pod)
}
