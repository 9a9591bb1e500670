import type { FieldPath, IssueCollector } from '../issue/index.js'
import { listAt, textAt } from '../read/index.js'
import { quote } from '../text/visible.js'
import type { PodSubject, SubjectContainer } from './subject.js'

/** Init containers, containers and ephemeral containers share one set of names. */
export function checkContainerNames({ containers }: PodSubject, issues: IssueCollector): void {
  const seen = new Map<string, SubjectContainer>()
  for (const container of containers) {
    const first = seen.get(container.name)
    if (first === undefined) seen.set(container.name, container)
    else
      issues
        .at(...container.path, 'name')
        .error(
          'duplicate-container-name',
          `${container.title} has the name of ${first.title}, so the API server refuses the Pod; rename one of them`,
        )
  }
}

/** The volumes of a Pod have different names. */
export function checkVolumeNames({ volumes }: PodSubject, issues: IssueCollector): void {
  const seen = new Set<string>()
  for (const { name, path, title } of volumes) {
    if (seen.has(name))
      issues
        .at(...path, 'name')
        .error('duplicate-volume', `${title} comes twice, so the API server refuses the Pod; leave one out`)
    seen.add(name)
  }
}

/** Each container mounts volumes that there are, each at a path of its own. */
export function checkMounts({ containers, volumes }: PodSubject, issues: IssueCollector): void {
  const names = new Set(volumes.map(({ name }) => name))
  for (const container of containers) {
    const mountPaths = new Set<string>()
    const devicePaths = new Set<string>()
    listAt(container.value, 'volumeMounts').forEach((mount, index) => {
      const at = issues.at(...container.path, 'volumeMounts', index)
      requireVolume(container, mount, names, at)
      const path = textAt(mount, 'mountPath') ?? ''
      if (mountPaths.has(path))
        at.at('mountPath').error('duplicate-mount-path', twice(container, 'mounts two volumes at', path))
      mountPaths.add(path)
    })
    listAt(container.value, 'volumeDevices').forEach((device, index) => {
      const at = issues.at(...container.path, 'volumeDevices', index)
      requireVolume(container, device, names, at)
      const path = textAt(device, 'devicePath') ?? ''
      if (devicePaths.has(path) || mountPaths.has(path))
        at.at('devicePath').error('duplicate-device-path', twice(container, 'has two things at', path))
      devicePaths.add(path)
    })
  }
}

function requireVolume(
  { title }: { readonly title: string },
  mount: unknown,
  names: ReadonlySet<string>,
  issues: { at(...path: FieldPath): IssueCollector },
): void {
  const name = textAt(mount, 'name') ?? ''
  if (!names.has(name))
    issues
      .at('name')
      .error(
        'missing-volume',
        `${title} mounts volume ${quote(name)}, which the Pod does not have, so the API server refuses the Pod; add the volume`,
      )
}

function twice({ title }: { readonly title: string }, what: string, path: string): string {
  return `${title} ${what} ${quote(path)}, so the API server refuses the Pod; leave one out`
}
