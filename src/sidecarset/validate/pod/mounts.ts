import type { IssueCollector } from '../../../issue/index.js'
import { relativePathMistakes } from '../../../kubernetes/names/index.js'
import type { SidecarContainer, Volume, VolumeMount } from '../../../manifest/api-types.js'
import { reportMistakes, requireChoice, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import { describeMissingVolume } from './missing-volume.js'
import type { ContainerContext } from './judged-pod.js'

/** Reports what is wrong with where a container mounts its volumes. */
export function validateMounts(
  container: SidecarContainer,
  issues: IssueCollector,
  context: ContainerContext,
): void {
  const devices = new Map(
    container.volumeDevices?.map(({ name = '', devicePath = '' }) => [name, devicePath]),
  )
  const devicePaths = new Set(devices.values())
  const { volumes } = context
  const seen = new Set<string>()
  container.volumeMounts?.forEach((mount, index) => {
    const place = issues.at(index)
    const { name = '', mountPath = '' } = mount
    requireText(place.at('name'), name, 'name the volume to mount')
    if (!volumes.has(name)) place.at('name').error('not-found', describeMissingVolume(name, context))
    if (devices.has(name)) place.at('name').error('invalid', `${quote(name)} is among volumeDevices already`)
    requireText(place.at('mountPath'), mountPath, 'write where to mount the volume, such as /var/log/app')
    if (seen.has(mountPath))
      place
        .at('mountPath')
        .error('invalid', `${quote(mountPath)} is where an earlier mount of this container is`)
    if (devicePaths.has(mountPath))
      place.at('mountPath').error('invalid', `${quote(mountPath)} is the path of one of volumeDevices`)
    seen.add(mountPath)
    validateSubPaths(mount, volumes.get(name), place)
    validatePropagation(mount, container, place)
    validateRecursiveReadOnly(mount, place)
  })
}

function validateSubPaths(mount: VolumeMount, volume: Volume | undefined, issues: IssueCollector): void {
  const { subPath = '', subPathExpr = '' } = mount
  reportMistakes(issues.at('subPath'), subPath, relativePathMistakes(subPath))
  reportMistakes(issues.at('subPathExpr'), subPathExpr, relativePathMistakes(subPathExpr))
  if (subPath !== '' && subPathExpr !== '')
    issues
      .at('subPathExpr')
      .error('invalid', 'subPath and subPathExpr exclude each other; leave out one of the two')
  if (volume?.image === undefined) return
  for (const field of ['subPath', 'subPathExpr'] as const)
    if ((mount[field] ?? '') !== '')
      issues.at(field).error('invalid', 'a volume made of an image is mounted as a whole')
}

function validatePropagation(
  { mountPropagation: mode }: VolumeMount,
  { securityContext }: SidecarContainer,
  issues: IssueCollector,
): void {
  if (mode === undefined) return
  const place = issues.at('mountPropagation')
  requireChoice(place, mode, ['None', 'HostToContainer', 'Bidirectional'])
  if (mode === 'Bidirectional' && securityContext?.privileged !== true)
    place.error('forbidden', 'Bidirectional needs securityContext.privileged: true; HostToContainer does not')
}

function validateRecursiveReadOnly(mount: VolumeMount, issues: IssueCollector): void {
  const { recursiveReadOnly: mode, readOnly, mountPropagation = 'None' } = mount
  if (mode === undefined) return
  const place = issues.at('recursiveReadOnly')
  requireChoice(place, mode, ['Disabled', 'IfPossible', 'Enabled'])
  if (mode !== 'IfPossible' && mode !== 'Enabled') return
  if (readOnly !== true) place.error('forbidden', `${mode} needs readOnly: true`)
  if (mountPropagation !== 'None')
    place.error('forbidden', `${mode} needs mountPropagation None, or none given`)
}
