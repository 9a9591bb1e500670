import type { IssueCollector } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { profiles } from '../profile.js'
import { isJsonObject, listAt, objectAt, ownValue, textAt } from '../read/index.js'
import { classifyPlacement } from '../virtual-node/classify-placement.js'
import { readContainer } from '../virtual-node/container-order.js'
import { endsForGood } from '../virtual-node/pod-order.js'
import { placeKey, type PodSubject, type SubjectContainer } from './subject.js'

/** The variable of a sidecar that OpenKruise ends with the other containers of a Job. */
const terminator = 'KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT'

/**
 * A Pod with restartPolicy Never or OnFailure ends once all its containers have, and an ordinary injected one does not end
 * by itself.
 *
 * 1. On virtual nodes variables of the platform end it; on other nodes nothing reads them.
 * 2. `KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT` ends it since OpenKruise v1.4, with the feature gate SidecarTerminator. Where
 *    the gate is not known, it is an info.
 */
export function checkJobEnds(subject: PodSubject, issues: IssueCollector): void {
  const pod = subject.pod as Pod
  if (!endsForGood(pod)) return
  const isVirtual = classifyPlacement(pod).placement !== 'no'
  for (const container of subject.containers) {
    if (!container.isInjected || container.list !== 'containers') continue
    const { type, isAcsSidecar } = readContainer(container.value, container.path)
    if (isVirtual && (type === 'sidecar' || isAcsSidecar)) continue
    const found = describeJob(container, subject, isVirtual)
    if (found !== undefined)
      issues.at(...container.path)[found.severity]('job-never-ends', `${container.title}: ${found.message}`)
  }
}

const onVirtualNode =
  ', or on a virtual node set ECI_CONTAINER_TYPE: sidecar (ECI) or __IS_SIDECAR__: "true" (ACS)'

interface Finding {
  readonly severity: 'warning' | 'info'
  readonly message: string
}

function describeJob(
  { value }: SubjectContainer,
  subject: PodSubject,
  isVirtual: boolean,
): Finding | undefined {
  const { hasNativeSidecars, hasTerminator } = capabilities(subject)
  const native = hasNativeSidecars
    ? 'make it a native sidecar (initContainers with restartPolicy: Always)'
    : 'let its image end by itself'
  const variable = listAt(value, 'env').find((entry) => textAt(entry, 'name') === terminator)
  const never = 'nothing ends it, so a Pod that is to end never does'
  if (textAt(variable, 'value') !== 'true') {
    const gate = hasTerminator ? `, or set ${terminator}=true, with the feature gate SidecarTerminator` : ''
    return { severity: 'warning', message: `${never}; ${native}${gate}${isVirtual ? onVirtualNode : ''}` }
  }
  if (!hasTerminator)
    return {
      severity: 'warning',
      message: `${never}: ${terminator} came with OpenKruise v1.4, and ${subject.profile} does not read it; ${native}`,
    }
  if (subject.sidecarTerminator === true) return undefined
  return subject.sidecarTerminator === false
    ? { severity: 'warning', message: `${never}: ${terminator} needs the feature gate SidecarTerminator` }
    : {
        severity: 'info',
        message: `${terminator} ends it if the feature gate SidecarTerminator is on; without it the Pod never ends`,
      }
}

/** What the version can end a sidecar by. The versions before v1.4 have no SidecarTerminator, and no native sidecars. */
function capabilities({ profile }: PodSubject): {
  readonly hasNativeSidecars: boolean
  readonly hasTerminator: boolean
} {
  const { hasNativeSidecars, hasSidecarTerminator } = profiles[profile].injection
  return { hasNativeSidecars, hasTerminator: hasSidecarTerminator }
}

/** An injected native sidecar starts when the init containers in front of it have ended. */
export function checkNativeSidecars({ containers }: PodSubject, issues: IssueCollector): void {
  const init = containers.filter(({ list }) => list === 'initContainers')
  init.forEach((sidecar, index) => {
    if (!sidecar.isInjected || !sidecar.isNative) return
    const before = init.slice(0, index).filter(({ isInjected, isNative }) => !isInjected && !isNative)
    const [first] = before
    if (first === undefined) return
    const others = before.length > 1 ? ` and ${before.length - 1} more` : ''
    issues
      .at(...sidecar.path)
      .warning(
        'native-sidecar-late',
        `${sidecar.title} starts after ${first.title}${others}, so it is not up while they run; podInjectPolicy: BeforeAppContainer puts it in front`,
      )
  })
}

/** The worst that injection can do to an application: run something else under its name. */
export function checkReplaced({ containers, replaced }: PodSubject, issues: IssueCollector): void {
  for (const container of containers)
    if (container.isInjected && replaced.has(placeKey(container)))
      issues
        .at(...container.path)
        .warning(
          'app-container-replaced',
          `${container.title} takes the place of the application's own container of that name, which does not run; rename one of them`,
        )
}

/** The kubelet runs a static Pod from a file of its own, whatever its mirror says. */
export function checkMirror({ pod, containers, volumes }: PodSubject, issues: IssueCollector): void {
  const annotations = objectAt(pod, 'metadata', 'annotations')
  const hasInjected = containers.some(({ isInjected }) => isInjected)
  if (!Object.hasOwn(annotations, mirrorAnnotation) || !hasInjected) return
  issues
    .at('metadata', 'annotations', mirrorAnnotation)
    .warning(
      'mirror-pod',
      'this is the mirror of a static Pod, which the kubelet runs from a file of its own: what is injected never runs; write the sidecar into that file',
    )
  for (const { value, path, title } of volumes)
    if (isJsonObject(ownValue(isJsonObject(value) ? value : {}, 'secret')))
      issues
        .at(...path, 'secret')
        .error('mirror-pod', `${title} refers to a Secret, and the API server refuses a mirror that does`)
}

const mirrorAnnotation = 'kubernetes.io/config.mirror'
