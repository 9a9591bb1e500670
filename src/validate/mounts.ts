import type { IssueCollector } from '../issue/index.js'
import { hasParentElement, relativePathMistakes } from '../kubernetes/names/index.js'
import type { SidecarContainer, Volume, VolumeDevice, VolumeMount } from '../manifest/api-types.js'
import { closestWord } from '../text/suggestions.js'
import { quote } from '../text/visible.js'
import { reportMistakes, requireChoice, requireText } from '../kubernetes/field-checks.js'
import type { ContainerContext, ValidationRules } from './rules.js'

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

/** Says of a name that no volume of the SidecarSet counts for it, and what to do about that. */
function describeMissingVolume(name: string, { volumes, declared }: ContainerContext): string {
  if (name !== '' && declared.has(name))
    return `volume ${quote(name)} does not count, since it has mistakes of its own; mend those`
  const meant = closestWord(name, [...volumes.keys()])
  const hint =
    meant === undefined
      ? "declare it under spec.volumes (to see what the Pod's own containers mount, write shareVolumePolicy: {type: enabled})"
      : `did you mean ${quote(meant)}?`
  return `this SidecarSet has no volume ${quote(name)}; ${hint}`
}
