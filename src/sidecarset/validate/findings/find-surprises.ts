import type { IssueCollector } from '../../../issue/index.js'
import type { ProfileName } from '../../../profile.js'
import type { SidecarSetReading } from '../read-for-validation.js'
export function findSurprises(
  _r: SidecarSetReading,
  _i: IssueCollector,
  _c: { profile: ProfileName; namespaces?: unknown },
): void {}
