/** Labels that ACK adds to a Pod once the scheduler has put it on a virtual node. Users do not set them. */
const platformLabels: ReadonlySet<string> = new Set(['serverless.alibabacloud.com/virtual-node'])

/** Whether a label is set by the platform and not by the author of a Pod. */
export function isPlatformLabel(key: string): boolean {
  return platformLabels.has(key)
}
