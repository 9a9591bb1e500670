import type { CompiledConfig } from '../inject/compile/compile-config.js'
import { reportInjection } from '../inject/report.js'
import type { InjectionReport, NotGiven, ReportedPlacement, ReportRequest } from '../inject/report-types.js'
import type { Pod } from '../manifest/api-types.js'
import { checkResult } from './check-result.js'
import { decideVerdict } from './decide-verdict.js'
import { findNotGiven } from './not-given.js'
import { choosePod, isDecidedByPlatform, placePod } from './place-pod.js'
import { describeRunning, isRunning } from './running-pod.js'

/**
 * All there is to say about one Pod: what injection does, whether the API server takes what comes out, what virtual nodes
 * make of it, where a Pod that exists stands, and the verdict.
 */
export function reportPod(config: CompiledConfig, pod: Pod, request: ReportRequest): InjectionReport {
  const placement = request.virtualNode === 'none' ? undefined : placePod(config, pod, request)
  const chosen = choosePod(pod, placement, request, isRunning(pod, request))
  const report = reportOne(config, chosen.pod, request, chosen.placement)
  if (chosen.otherwise === undefined || !isDecidedByPlatform(config)) return report
  const scheduled = chosen.otherwise
  const onVirtualNode = reportOne(config, scheduled.pod, request, scheduled.placement)
  return isDecidedAlike(report, onVirtualNode) ? report : { ...report, onVirtualNode }
}

function reportOne(
  config: CompiledConfig,
  pod: Pod,
  request: ReportRequest,
  placement: ReportedPlacement | undefined,
): InjectionReport {
  const injection = reportInjection(config, pod, request)
  const { report, namespace } = injection
  const running = isRunning(pod, request)
    ? describeRunning(config, pod, report.decisions, namespace)
    : undefined
  const checked = checkResult(config, injection, {
    pod,
    request,
    placement,
    isRunning: running !== undefined,
  })
  const { isUncalled, isUnacceptable } = checked
  const verdict = decideVerdict({ ...report, ...(running && { running }), isUncalled, isUnacceptable })
  const notGiven: readonly NotGiven[] = findNotGiven(config, { ...report, verdict, running, namespace })
  return {
    verdict,
    ...report,
    ...(running && { running }),
    ...(placement && { placement }),
    issues: [...report.issues, ...checked.issues, ...injection.undetermined],
    notGiven,
  }
}

function isDecidedAlike(a: InjectionReport, b: InjectionReport): boolean {
  const decided = ({ decisions }: InjectionReport): string =>
    JSON.stringify(decisions.map(({ sidecarSet, outcome }) => [sidecarSet, outcome]))
  return decided(a) === decided(b)
}
