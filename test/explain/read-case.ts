import {
  createInjector,
  type ControllerRevision,
  type InjectionReport,
  type InjectionRequest,
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
  readonly operation?: InjectionRequest['operation']
  readonly namespace?: string
  readonly mirrorPods?: InjectionRequest['mirrorPods']
  readonly now?: string | null
  readonly random?: number
}

/** Reads the inputs of a case and reports on its Pod. */
export function reportCase(folder: FixtureFolder): InjectionReport {
  const { profile, unauthorizedReference, exposedReference, unknown, ...request } =
    folder.documents<CaseSettings>('case.yaml')[0] ?? {}
  const { operation, namespace, mirrorPods, now = '2026-01-01T00:00:00Z', random } = request
  const injector = createInjector({
    profile,
    unauthorizedReference,
    exposedReference,
    unknown,
    sidecarSets: folder.documents<SidecarSet>('sidecarsets.yaml'),
    resourceBindings: folder.documents<SidecarSetResourceBinding>('bindings.yaml'),
    namespaces: folder.documents<Namespace>('namespaces.yaml'),
    controllerRevisions: folder.documents<ControllerRevision>('revisions.yaml'),
  })
  const pod = folder.documents<Pod>('pod.yaml')[0] as Pod
  return injector.report(pod, {
    operation,
    namespace,
    mirrorPods,
    now: now ?? undefined,
    random: random === undefined ? undefined : () => random,
  })
}
