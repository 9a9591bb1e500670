import { findPodIssues } from '../check/check-pod.js'
import { namespaceOf } from '../check/subject.js'
import { isWebhookAsked } from '../check/webhook.js'
import type { CompiledConfig } from '../inject/compile/compile-config.js'
import type { ReportedInjection } from '../inject/report.js'
import type { ReportedPlacement, ReportRequest } from '../inject/report-types.js'
import { formatIssue } from '../issue/format.js'
import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { checkVirtualNodePod } from '../virtual-node/check-virtual-node-pod.js'
import type { InjectedParts } from '../virtual-node/check-subject.js'

/** What a result is checked against. */
interface CheckedPod {
  readonly pod: Pod
  readonly request: ReportRequest
  readonly placement: ReportedPlacement | undefined
  readonly isRunning: boolean
}

/** What was found about the Pod that comes out of injection, and what it means for the verdict. */
export interface CheckedResult {
  readonly issues: readonly Issue[]
  readonly isUncalled: boolean
  readonly isUnacceptable: boolean
}

/** Checks the Pod that comes out of injection: would the API server take it, and would it work where it goes? */
export function checkResult(
  config: CompiledConfig,
  injection: ReportedInjection,
  checked: CheckedPod,
): CheckedResult {
  const { report, namespace } = injection
  const isMeant = report.decisions.some(({ outcome }) => outcome !== 'skipped')
  const found = checkAnywhere(config, injection, checked).filter(
    ({ code }) => isMeant || code !== 'webhook-not-called',
  )
  const own = withoutTwins(report.issues, found)
  const onVirtualNode = withoutTwins([...report.issues, ...own], checkOnVirtualNode(injection, checked))
  const labels = config.namespaces.get(namespace)
  return {
    issues: [...own, ...onVirtualNode],
    isUncalled: labels !== undefined && isWebhookAsked({ ...config, labels }).answer === 'no',
    isUnacceptable: found.some(({ severity }) => severity === 'error'),
  }
}

/** What the API server refuses, and what goes wrong on any node. Of a Pod that injection refuses, whether it is asked. */
function checkAnywhere(
  config: CompiledConfig,
  { after, report, namespace }: ReportedInjection,
  { pod }: CheckedPod,
): readonly Issue[] {
  const { profile, webhookNamespaceSelector, sidecarTerminator } = config
  const found = findPodIssues(after, {
    profile,
    webhookNamespaceSelector,
    sidecarTerminator,
    before: pod,
    injected: injectedParts(report.provenance),
    namespace: namespaceOf(config, namespace),
  })
  return report.allowed ? found : found.filter(({ code }) => code === 'webhook-not-called')
}

/** What goes wrong on virtual nodes, for a Pod that is there or sure to get there. */
function checkOnVirtualNode(
  { after, report, namespace }: ReportedInjection,
  { request, placement }: CheckedPod,
): readonly Issue[] {
  const isBound = placement?.placement === 'virtual-node' || placement?.placement === 'will-be'
  if (placement === undefined || !report.allowed || !(isBound || placement.scheduled === true)) return []
  return checkVirtualNodePod(after, {
    placement: placement.scheduled === true ? 'virtual-node' : placement.placement,
    platform: placement.platform,
    injected: injectedParts(report.provenance),
    references: report.references,
    podNamespace: namespace === '' ? undefined : namespace,
    configMaps: request.configMaps,
    secrets: request.secrets,
    kubernetesVersion: request.kubernetesVersion,
  })
}

/** What injection has put in; undefined where nothing is known to be from it. */
function injectedParts(provenance: ReportedInjection['report']['provenance']): InjectedParts | undefined {
  if (provenance === undefined) return undefined
  const { contributions } = provenance
  return {
    containers: contributions.flatMap(({ sidecarSet, containers }) =>
      containers
        .filter(({ place }) => place !== 'overridden')
        .map(({ name, kind }) => ({ name, sidecarSet, list: listOfKind[kind] })),
    ),
    volumes: contributions.flatMap(({ sidecarSet, volumes }) =>
      volumes.filter(({ place }) => place === 'added').map(({ name }) => ({ name, sidecarSet })),
    ),
  }
}

const listOfKind = { container: 'containers', 'init-container': 'initContainers' } as const

/** Those of the second list that say something new. */
function withoutTwins(told: readonly Issue[], found: readonly Issue[]): readonly Issue[] {
  const known = new Set(told.map(formatIssue))
  const placeOf = ({ code, path }: Issue): string => JSON.stringify([code, path])
  const places = new Set(told.filter(({ resource }) => resource?.kind === 'Pod').map(placeOf))
  return found.filter((issue) => !known.has(formatIssue(issue)) && !places.has(placeOf(issue)))
}
