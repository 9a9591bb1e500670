import {
  createInjector,
  type InjectionReport,
  type Injector,
  type Manifests,
  type ReportRequest,
  reportWorkload,
} from '../../index.js'
import type { Context } from '../context.js'
import { objectOf, type Subject } from '../input/choose-subjects.js'
import { formatEach } from '../output/one-issue.js'
import type { KnownManifests } from '../input/read-known.js'

/** An injector of all that is known, with the options of the command line. What it leaves out is said on stderr. */
export function injectorOf(known: KnownManifests, context: Context): Injector {
  const { options, io } = context
  const { webhookNamespaceSelector, profile } = known
  const { sidecarSets, resourceBindings, namespaces, controllerRevisions } = known.manifests
  const injector = createInjector({
    sidecarSets,
    resourceBindings,
    namespaces,
    controllerRevisions,
    namespacesFrom: known.isCluster ? 'cluster' : 'manifests',
    hashes: known.isCluster ? 'carried' : 'computed',
    profile: options.profile ?? profile,
    webhookNamespaceSelector,
    unauthorizedReference: options.unauthorized,
  })
  if (injector.issues.length > 0) io.log(formatEach(injector.issues))
  return injector
}

/** The report of a Pod or workload. undefined where its template cannot be read, which is said on stderr. */
export function reportOn(
  subject: Subject,
  injector: Injector,
  context: Context,
  manifests?: Pick<Manifests, 'configMaps' | 'secrets'>,
): InjectionReport | undefined {
  const { options, namespace, now, io } = context
  const request: ReportRequest = {
    namespace: objectOf(subject).metadata?.namespace ?? namespace,
    now,
    virtualNode: options['virtual-node'] ?? 'auto',
    ...(manifests === undefined ? {} : { configMaps: manifests.configMaps, secrets: manifests.secrets }),
  }
  if (subject.kind === 'Pod') return injector.report(subject.pod, request)
  const read = reportWorkload(subject.workload, injector, request)
  if (read.ok) return read.report
  io.log(formatEach(read.issues))
  return undefined
}

/** Reports of all that can be read. */
export function reportAll(
  subjects: readonly Subject[],
  injector: Injector,
  context: Context,
  manifests?: Pick<Manifests, 'configMaps' | 'secrets'>,
): readonly InjectionReport[] {
  return subjects.flatMap((subject) => reportOn(subject, injector, context, manifests) ?? [])
}

/** Whether a Pod would not come into being. */
export function isRefusal({ verdict }: InjectionReport): boolean {
  return verdict === 'refused' || verdict === 'not-accepted'
}
