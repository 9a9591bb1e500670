import { createIssueCollector, type Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { readOptions } from '../options/index.js'
import {
  type Check,
  readCheckSubject,
  type VirtualNodeCheckOptions,
  type VirtualNodeContext,
} from './check-subject.js'
import {
  checkJobEnds,
  checkJobSucceeds,
  checkNames,
  checkPriorities,
  checkValues,
  checkVersions,
} from './container-checks.js'
import { checkDaemonSet, checkFloors, checkHostAccess, checkLimits } from './limit-checks.js'
import { podId } from './objects.js'
import { checkOptions, virtualNodeContext } from './options.js'
import {
  checkEnvReferences,
  checkExposure,
  checkOrdinaryNode,
  checkOwnVolumes,
  checkPullSecrets,
  checkShadowing,
} from './reference-checks.js'
import { findMissing } from './resolve-references.js'
import { checkStandardOutputPaths } from './standard-output.js'

/** Every check, in the order in which issues are reported. */
const checks: readonly Check[] = [
  checkFloors,
  checkDaemonSet,
  checkHostAccess,
  checkLimits,
  checkEnvReferences,
  checkPullSecrets,
  checkOwnVolumes,
  checkOrdinaryNode,
  checkExposure,
  checkShadowing,
  checkValues,
  checkNames,
  checkPriorities,
  checkVersions,
  checkJobEnds,
  checkJobSucceeds,
  checkStandardOutputPaths,
]

/**
 * Looks for what goes wrong with a Pod on a virtual node, or because it is not on one: after injection, with what was
 * injected as plain data.
 *
 * 1. An `error` is what the API server or the platform refuses, a `warning` what will surprise somebody, an `info` what
 *    depends on something undocumented or undecided.
 * 2. What the vendor does not document is never asserted; the message says so.
 * 3. What is not given is not checked: versions without `kubernetesVersion` and `components`, missing objects without
 *    `configMaps` and `secrets`, whose a volume is without `injected`.
 *
 * @param pod as it is after injection
 * @example checkVirtualNodePod(pod, { injected: describeInjected(before, result), references: result.references })
 * // [{ code: 'job-never-ends', severity: 'warning', path: ['spec', 'containers', 0], ... }]
 */
export function checkVirtualNodePod(
  pod: Pod,
  given: VirtualNodeContext = {},
  options: VirtualNodeCheckOptions = {},
): Issue[] {
  const context = readOptions('checkVirtualNodePod', virtualNodeContext, given)
  const { disable = [] } = readOptions('checkVirtualNodePod', checkOptions, options)
  const subject = readCheckSubject(pod, context)
  const issues = createIssueCollector(podId(pod))
  for (const check of checks) check(subject, issues)
  const found = [...issues.list, ...findMissing(pod, context)]
  const disabled = new Set<string>(disable)
  return disabled.size === 0 ? found : found.filter(({ code }) => !disabled.has(code))
}
