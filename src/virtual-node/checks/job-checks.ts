import { minorVersionOfAcsSidecars } from '../conventions/kubernetes-version.js'
import type { CheckedContainer, CheckSubject, Check } from './subject.js'

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
