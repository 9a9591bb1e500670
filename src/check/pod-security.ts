import type { IssueCollector } from '../issue/index.js'
import { isJsonObject, listAt, objectAt, textAt, textsAt, valueAt } from '../read/index.js'
import { quote } from '../text/visible.js'
import type { PodSubject, SubjectContainer } from './subject.js'
import { windowsBy } from './windows.js'

type Level = 'baseline' | 'restricted'

const enforceLabel = 'pod-security.kubernetes.io/enforce'

/**
 * What an injected container or volume has that the Namespace does not allow: the API server refuses the Pod. What the
 * author's part of the Pod has is the author's to know.
 *
 * @see Kubernetes, Pod Security Standards
 */
export function checkPodSecurity(subject: PodSubject, issues: IssueCollector): void {
  checkNonRoot(subject, issues)
  const level = subject.namespace?.labels[enforceLabel]
  if (level !== 'baseline' && level !== 'restricted') return
  const where = `namespace ${quote(subject.namespace?.name ?? '')} enforces ${level}`
  for (const container of subject.containers) {
    const found = container.isInjected ? violations(container, subject.pod, level) : []
    if (found.length > 0)
      issues
        .at(...container.path)
        .error('pod-security', `${container.title}: ${found.join('; ')}; ${where}, and refuses the Pod`)
  }
  for (const { isInjected, value, path, title } of subject.volumes) {
    const source = isInjected ? forbiddenSource(value, level) : undefined
    if (source !== undefined)
      issues
        .at(...path, source)
        .error('pod-security', `${title} is a ${source} volume; ${where}, and refuses the Pod`)
  }
}

/** Where the Pod wants no root, a sidecar that does not say who it runs as starts only if its image does. */
function checkNonRoot({ pod, containers }: PodSubject, issues: IssueCollector): void {
  const isForbidden = valueAt(pod, 'spec', 'securityContext', 'runAsNonRoot') === true
  if (!isForbidden || typeof valueAt(pod, 'spec', 'securityContext', 'runAsUser') === 'number') return
  for (const { value, path, title, isInjected } of containers) {
    const own = objectAt(value, 'securityContext')
    const saysNothing = typeof own['runAsNonRoot'] !== 'boolean' && typeof own['runAsUser'] !== 'number'
    if (isInjected && saysNothing)
      issues
        .at(...path, 'securityContext')
        .warning(
          'pod-security',
          `${title} says nothing about its user, and the Pod has runAsNonRoot: true; the kubelet does not start it if its image runs as root; write runAsUser`,
        )
  }
}

const baselineCapabilities = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
)
const seLinuxTypes: readonly string[] = [
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]

function violations({ value }: SubjectContainer, pod: unknown, level: Level): readonly string[] {
  const own = objectAt(value, 'securityContext')
  const found = baselineViolations(value, own)
  return level === 'baseline' ? found : [...found, ...restrictedViolations(own, pod)]
}

function baselineViolations(container: unknown, own: Readonly<Record<string, unknown>>): readonly string[] {
  const added = textsAt(own, 'capabilities', 'add').filter((name) => !baselineCapabilities.has(name))
  const seLinux = objectAt(own, 'seLinuxOptions')
  const hasHostPort = listAt(container, 'ports').some((port) => (valueAt(port, 'hostPort') ?? 0) !== 0)
  const rules: readonly (readonly [boolean, string])[] = [
    [valueAt(own, 'windowsOptions', 'hostProcess') === true, 'hostProcess'],
    [own['privileged'] === true, 'privileged'],
    [added.length > 0, `capabilities ${added.join(', ')}`],
    [hasHostPort, 'a hostPort'],
    [(textAt(own, 'procMount') ?? 'Default') !== 'Default', 'procMount'],
    [textAt(own, 'seccompProfile', 'type') === 'Unconfined', 'seccompProfile Unconfined'],
    [textAt(own, 'appArmorProfile', 'type') === 'Unconfined', 'appArmorProfile Unconfined'],
    [
      !seLinuxTypes.includes(textAt(seLinux, 'type') ?? '') ||
        (textAt(seLinux, 'user') ?? '') !== '' ||
        (textAt(seLinux, 'role') ?? '') !== '',
      'seLinuxOptions',
    ],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, what]) => what)
}

/** A field of the container counts before that of the Pod. On Windows, what only Linux has is not asked for. */
function restrictedViolations(own: Readonly<Record<string, unknown>>, pod: unknown): readonly string[] {
  const isLinux = windowsBy(pod) !== 'os'
  const podContext = objectAt(pod, 'spec', 'securityContext')
  const seccomp = textAt(own, 'seccompProfile', 'type') ?? textAt(podContext, 'seccompProfile', 'type')
  const added = textsAt(own, 'capabilities', 'add').filter((name) => name !== 'NET_BIND_SERVICE')
  const rules: readonly (readonly [boolean, string])[] = [
    [isLinux && own['allowPrivilegeEscalation'] !== false, 'allowPrivilegeEscalation is not false'],
    [(own['runAsNonRoot'] ?? podContext['runAsNonRoot']) !== true, 'runAsNonRoot is not true'],
    [(own['runAsUser'] ?? podContext['runAsUser']) === 0, 'runAsUser is 0'],
    [isLinux && seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost', 'no seccompProfile'],
    [isLinux && !textsAt(own, 'capabilities', 'drop').includes('ALL'), 'capabilities do not drop ALL'],
    [
      isLinux && added.every((name) => baselineCapabilities.has(name)) && added.length > 0,
      `capabilities ${added.join(', ')}`,
    ],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, what]) => what)
}

const restrictedSources: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
])

function forbiddenSource(volume: unknown, level: Level): string | undefined {
  const source = isJsonObject(volume)
    ? Object.keys(volume).find((key) => key !== 'name' && isJsonObject(volume[key]))
    : undefined
  if (source === undefined) return undefined
  const isAllowed = level === 'restricted' ? restrictedSources.has(source) : source !== 'hostPath'
  return isAllowed ? undefined : source
}
