import type { IssueCollector } from '../../../issue/index.js'
import { byteLength } from '../../../kubernetes/names/index.js'
import type { NFSVolumeSource, QuobyteVolumeSource } from '../../../manifest/api-types.js'
import { requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

const longestTenant = 64

/** Reports a missing server, and a path that is not absolute. */
export function validateNfs({ server, path = '' }: NFSVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('server'), server, 'this kind of volume needs server')
  requireText(issues.at('path'), path, 'this kind of volume needs path')
  if (!path.startsWith('/')) issues.at('path').error('invalid', `${quote(path)}: must start with /`)
}

/** Reports a registry that is no list of addresses, a tenant that is too long, and a missing volume. */
export function validateQuobyte(source: QuobyteVolumeSource, issues: IssueCollector): void {
  const { registry, tenant = '', volume } = source
  if (
    requireText(issues.at('registry'), registry, 'write the registry as host:port, several joined by commas')
  ) {
    if (byteLength(tenant) > longestTenant)
      issues.at('tenant').error('too-long', `must be no more than ${longestTenant} characters`)
    else reportAddresses(registry, issues.at('registry'))
  }
  requireText(issues.at('volume'), volume, 'this kind of volume needs volume')
}

function reportAddresses(registry: string, issues: IssueCollector): void {
  for (const address of registry.split(','))
    if (!isHostAndPort(address)) issues.error('invalid', `${quote(address)} is not of the form host:port`)
}

/** `host:port` as Go splits it: one colon, or an IPv6 address in brackets. Both sides may be empty. */
function isHostAndPort(address: string): boolean {
  return /^[^:[\]]*:[^:[\]]*$/.test(address) || /^\[[^[\]]*\]:[^:[\]]*$/.test(address)
}
