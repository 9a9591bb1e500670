import type { IssueCollector } from '../../../issue/index.js'
import type { SidecarContainer, SidecarSetSpec } from '../../../manifest/api-types.js'
import { quote } from '../../../text/quote.js'

/** Reports volumes that no container of the SidecarSet mounts: only mounted ones get into Pods. */
export function reportUnusedVolumes(spec: SidecarSetSpec, issues: IssueCollector): void {
  const used = new Set(
    containersOf(spec).flatMap(({ volumeMounts = [], volumeDevices = [] }) =>
      [...volumeMounts, ...volumeDevices].map(({ name = '' }) => name),
    ),
  )
  spec.volumes?.forEach(({ name = '' }, index) => {
    if (name !== '' && !used.has(name))
      issues
        .at('volumes', index)
        .warning(
          'unused-volume',
          `no container mounts ${quote(name)}, so no Pod gets it; add a volumeMount, or leave it out`,
        )
  })
}

/** Reports transfers of variables from containers that the SidecarSet brings: only those of the Pod's author are asked. */
export function reportOwnTransferSources(spec: SidecarSetSpec, issues: IssueCollector): void {
  const own = new Set(containersOf(spec).map(({ name = '' }) => name))
  for (const list of ['initContainers', 'containers'] as const)
    spec[list]?.forEach(({ transferEnv = [] }, index) =>
      transferEnv.forEach(({ sourceContainerName: source = '' }, at) => {
        if (source !== '' && own.has(source))
          issues
            .at(list, index, 'transferEnv', at, 'sourceContainerName')
            .warning(
              'own-transfer-source',
              `${quote(source)} is a container of this SidecarSet, and those are no source; name one of the Pod's own, or write the variable in env`,
            )
      }),
    )
}

function containersOf({ initContainers = [], containers = [] }: SidecarSetSpec): readonly SidecarContainer[] {
  return [...initContainers, ...containers]
}
