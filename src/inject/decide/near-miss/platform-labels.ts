import { virtualNodeLabel } from '../../../sidecarset/annotation-names.js'

/** Labels that ACK adds to a Pod once the scheduler has put it on a virtual node. Users do not set them. */
const platformLabels: ReadonlyMap<string, string> = new Map([[virtualNodeLabel, 'true']])

/** Whether a label is the platform's to set: of this key, and, where a value is given, with this value. */
export function isPlatformLabel(key: string, value?: string): boolean {
  const set = platformLabels.get(key)
  return set !== undefined && (value === undefined || value === set)
}
