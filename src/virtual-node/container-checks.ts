import { listAt, textAt } from '../read/index.js'
import type { Check, CheckSubject, CheckedContainer } from './check-subject.js'
import type { ConventionSetting, SettingProblem } from './container-order.js'
import { findVariable, minorVersionOfAcsSidecars, variableNames } from './conventions.js'
import { firstWithNativeSidecars } from './pod-order.js'

/** A sidecar that starts first and exits last has a positive launch and a negative exit priority. */
export const checkPriorities: Check = ({ platform, containers }, issues) => {
  if (platform === undefined || platform === 'acs') return
  for (const { order, path } of containers) {
    const { launchPriority, exitPriority, settings, container } = order
    if (launchPriority * exitPriority <= 0) continue
    const exit = settings.find(({ variable }) => variable === 'ECI_CONTAINER_EXIT_PRIORITY')
    const fate = launchPriority > 0 ? 'starts early and exits early too' : 'starts late and exits late too'
    const message = `container ${container} has launch priority ${launchPriority} and exit priority ${exitPriority}, so it ${fate}; a sidecar that outlives the application has opposite signs`
    issues.at(...(exit?.path ?? path)).warning('priorities-of-same-sign', message)
  }
}

const problems: Readonly<Record<Exclude<SettingProblem, 'not-text'>, string>> = {
  'not-an-integer': 'is no integer',
  'out-of-range': 'is out of range',
  'undocumented-value': 'has a value whose meaning is undocumented',
  'value-from': 'comes from elsewhere, and whether the platform reads that is undocumented',
}

/** Types, ranges and spellings of the values, and whether the variable is one of this platform. */
export const checkValues: Check = (subject, issues) => {
  for (const { order } of subject.containers) {
    for (const setting of order.settings) {
      const at = issues.at(...setting.path)
      const problem = 'problem' in setting ? setting.problem : undefined
      if (problem === 'not-text') {
        const message = `${setting.variable} is not text; put the value in quotes, or the API server refuses the Pod`
        at.at('value').error('convention-not-text', message)
      } else if (isOfOtherPlatform(setting, subject)) {
        const message = `${setting.variable} is a variable of the other platform and does nothing on ${nameOf(subject)}`
        at.at('name').warning('convention-of-other-platform', message)
      } else if (problem !== undefined && subject.platform !== undefined) {
        const code =
          problem === 'not-an-integer' || problem === 'out-of-range'
            ? 'convention-out-of-range'
            : 'convention-value-undocumented'
        at.at('value').warning(code, `${setting.variable} ${problems[problem]} (${allowed(setting)})`)
      }
    }
  }
}

function isOfOtherPlatform({ variable }: ConventionSetting, { platform }: CheckSubject): boolean {
  const own = findVariable(variable)?.platform
  return (platform === 'eci' && own === 'acs') || (platform === 'acs' && own === 'eci')
}

function nameOf({ platform }: CheckSubject): string {
  return platform === 'acs' ? 'ACS' : 'ECI'
}

function allowed({ variable }: ConventionSetting): string {
  const values = findVariable(variable)?.values
  switch (values?.kind) {
    case 'integer':
      return `from ${values.least} to ${values.most}`
    case 'choice':
      return values.choices.join(' or ')
    default:
      return `documented is ${JSON.stringify(values?.on ?? 'true')}`
  }
}

/** `__IS_SIDECAR__` is for Kubernetes up to 1.28, native sidecars are for later versions. */
export const checkVersions: Check = ({ minor, platform, containers }, issues) => {
  if (minor === undefined) return
  for (const { order, path } of containers) {
    const mark = order.settings.find(({ variable }) => variable === '__IS_SIDECAR__')
    const isAcs = platform === 'acs' || platform === 'unknown'
    if (order.isAcsSidecar && isAcs && minor >= firstWithNativeSidecars && mark !== undefined) {
      const message = `__IS_SIDECAR__ is for Kubernetes up to 1.28, and the cluster has 1.${minor}: make ${order.container} an init container with restartPolicy: Always`
      issues.at(...mark.path, 'name').warning('convention-kubernetes-version', message)
    }
    if (order.role === 'native-sidecar' && minor < firstWithNativeSidecars) {
      const message = `native sidecars need Kubernetes 1.29, and the cluster has 1.${minor}: ${order.container} is an init container there, which the application waits for to end`
      issues.at(...path, 'restartPolicy').warning('convention-kubernetes-version', message)
    }
  }
}

/** A variable that is called nearly as one of the platform's: it does nothing, and nobody says so. */
export const checkNames: Check = ({ platform, containers }, issues) => {
  if (platform === undefined) return
  for (const { value, path } of containers) {
    for (const [index, entry] of listAt(value, 'env').entries()) {
      const name = textAt(entry, 'name') ?? ''
      const meant = closestVariable(name)
      if (meant === undefined) continue
      const message = `no platform reads ${JSON.stringify(name)}; ${meant} is probably meant`
      issues.at(...path, 'env', index, 'name').warning('convention-name-unknown', message)
    }
  }
}

/** Only names that begin as the platform's do: an application may call its own variables as it likes. */
function closestVariable(name: string): string | undefined {
  if (name.length > 64 || !/^(?:eci|_)/i.test(name) || findVariable(name) !== undefined) return undefined
  return variableNames.find((known) => differsLittle(plainForm(name), plainForm(known)))
}

function plainForm(name: string): string {
  return name.toUpperCase().replace(/[_-]/g, '')
}

/** Whether two texts are equal but for at most two characters in one place. */
function differsLittle(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  let before = 0
  while (before < shorter && a[before] === b[before]) before++
  let after = 0
  while (after < shorter - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after++
  return Math.max(a.length, b.length) - before - after <= 2
}

/**
 * A Pod with restartPolicy Never or OnFailure ends once all its containers have. An injected one runs until something
 * ends it, unless it is known to end by itself.
 */
export const checkJobEnds: Check = (subject, issues) => {
  if (!subject.isJob) return
  for (const container of subject.containers) {
    if (container.injected === undefined || container.injected.terminates === true) continue
    if (container.path[1] !== 'containers' || isEnded(container, subject)) continue
    issues.at(...container.path).warning('job-never-ends', neverEnds(container, subject))
  }
}

/** Whether the platform ends the container when the others have ended. Not known which it is: either way will do. */
function isEnded({ order }: CheckedContainer, { platform, minor }: CheckSubject): boolean {
  const byEci = order.type === 'sidecar'
  const byAcs = order.isAcsSidecar && (minor === undefined || minor <= minorVersionOfAcsSidecars)
  switch (platform) {
    case 'eci':
      return byEci
    case 'acs':
      return byAcs
    case 'unknown':
      return byEci || byAcs
    case undefined:
      return false
  }
}

const remedies = {
  eci: 'ECI_CONTAINER_TYPE=sidecar does',
  acs: '__IS_SIDECAR__=true does up to Kubernetes 1.28, a native sidecar later (which SidecarSets of v1.3.0 cannot bring)',
  unknown: 'ECI_CONTAINER_TYPE=sidecar does on ECI, __IS_SIDECAR__=true or a native sidecar on ACS',
  none: 'a native sidecar is ended by Kubernetes 1.29 and later',
}

function neverEnds({ name, order, injected }: CheckedContainer, { platform }: CheckSubject): string {
  const from = injected?.sidecarSet === undefined ? '' : ` of SidecarSet ${injected.sidecarSet}`
  const orderOnly =
    order.isEciSidecar && platform !== 'acs' ? '; ECI_SIDECAR_CONTAINER is about the order only' : ''
  return `nothing ends sidecar ${name}${from} when the application has ended, so the Pod never does (${remedies[platform ?? 'none']}${orderOnly})`
}

/** What ECI terminates by force exits non-zero, and one such container fails the Pod. */
export const checkJobSucceeds: Check = ({ isJob, platform, containers }, issues) => {
  if (!isJob || (platform !== 'eci' && platform !== 'unknown')) return
  for (const { name, path, order } of containers) {
    if (order.role !== 'container' || order.type !== 'sidecar' || order.ignoresExitCode) continue
    const message = `ECI terminates sidecar ${name} by force, which counts as a failure of the Pod without ECI_CONTAINER_IGNORE_EXIT_CODE=true`
    issues.at(...path).warning('job-marked-failed', message)
  }
}
