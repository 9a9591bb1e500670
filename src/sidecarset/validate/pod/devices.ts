import type { IssueCollector } from '../../../issue/index.js'
import { hasParentElement } from '../../../kubernetes/names/index.js'
import type { SidecarContainer, Volume, VolumeDevice } from '../../../manifest/api-types.js'
import { requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'
import type { ContainerContext } from './judged-pod.js'
import { describeMissingVolume } from './missing-volume.js'

/** Reports what is wrong with the volumes that a container takes as raw devices. */
export function validateDevices(
  container: SidecarContainer,
  issues: IssueCollector,
  context: ContainerContext,
): void {
  const { volumes, rules } = context
  const mounts = new Map(container.volumeMounts?.map(({ name = '', mountPath = '' }) => [name, mountPath]))
  const mountPaths = new Set(mounts.values())
  const taken: TakenByDevices = { names: new Set(), paths: new Set() }
  container.volumeDevices?.forEach((device, index) => {
    const { name = '' } = device
    const place = issues.at(index, 'name')
    requireText(place, name, 'name the volume to use as a device')
    if (taken.names.has(name)) place.error('invalid', `${quote(name)} is an earlier device of this container`)
    const volume = volumes.get(name)
    if (volume === undefined) place.error('not-found', describeMissingVolume(name, context))
    else if (!canBeDevice(volume, rules))
      place.error('invalid', 'only a persistentVolumeClaim can be a device')
    if (mounts.has(name)) place.error('invalid', `${quote(name)} is among volumeMounts already`)
    if (name !== '') taken.names.add(name)
    validateDevicePath(device, mountPaths, taken, issues.at(index, 'devicePath'))
  })
}

interface TakenByDevices {
  readonly names: Set<string>
  readonly paths: Set<string>
}

function validateDevicePath(
  { devicePath: path = '' }: VolumeDevice,
  mountPaths: ReadonlySet<string>,
  taken: TakenByDevices,
  issues: IssueCollector,
): void {
  requireText(issues, path, 'write the path of the device in the container, such as /dev/disk')
  if (taken.paths.has(path)) issues.error('invalid', `${quote(path)} is the path of an earlier device`)
  if (hasParentElement(path)) issues.error('invalid', `${quote(path)}: must not contain '..'`)
  else taken.paths.add(path)
  if (mountPaths.has(path)) issues.error('invalid', `${quote(path)} is the path of one of volumeMounts`)
}

function canBeDevice(volume: Volume, rules: ValidationRules): boolean {
  return (
    volume.persistentVolumeClaim !== undefined ||
    (rules.ephemeralVolumesMayBeDevices && volume.ephemeral !== undefined)
  )
}
