import type { IssueCollector } from '../../../issue/index.js'
import { byteLength, dnsSubdomainMistakes } from '../../../kubernetes/names/index.js'
import type { WindowsSecurityContextOptions } from '../../../manifest/api-types.js'
import { reportMistakes } from '../field-checks.js'

const largestCredentialSpec = 64 * 1024

/** Reports what is wrong with what a container asks of a Windows node. */
export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  issues: IssueCollector,
): void {
  if (options === undefined) return
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName, hostProcess } = options
  if (specName !== undefined)
    reportMistakes(issues.at('gmsaCredentialSpecName'), specName, dnsSubdomainMistakes(specName))
  if (spec !== undefined && (spec === '' || byteLength(spec) > largestCredentialSpec))
    issues.at('gmsaCredentialSpec').error('invalid', `must have 1 to ${largestCredentialSpec} bytes`)
  if (runAsUserName !== undefined)
    for (const mistake of userNameMistakes(runAsUserName))
      issues.at('runAsUserName').error('invalid', mistake)
  if (hostProcess === true)
    issues
      .at('hostProcess')
      .error('invalid', 'needs a Pod with hostNetwork: true, which a SidecarSet cannot ask for')
}

/** What keeps a text from being a Windows user, with or without a domain in front of a backslash. */
function userNameMistakes(name: string): readonly string[] {
  if (name === '') return ['must not be empty; leave it out']
  if (/[\u0000-\u001f\u007f]/.test(name)) return ['must not have control characters']
  const parts = name.split('\\', 3)
  if (parts.length > 2) return ['must have one backslash at most, between domain and user']
  const [first = '', second] = parts
  return second === undefined ? userMistakes(first) : [...domainMistakes(first), ...userMistakes(second)]
}

function domainMistakes(domain: string): readonly string[] {
  return [
    ...(byteLength(domain) >= 256 ? ['the domain must have less than 256 characters'] : []),
    ...(isNetBiosName(domain) || isDnsName(domain) ? [] : ['the domain must be a NetBIOS or a DNS name']),
  ]
}

function isNetBiosName(domain: string): boolean {
  return /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u.test(domain)
}

function isDnsName(domain: string): boolean {
  return domain.split('.').every((label) => /^[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(label))
}

function userMistakes(user: string): readonly string[] {
  const length = byteLength(user)
  return [
    ...(length < 1 || length > 104 ? ['the user must have 1 to 104 characters'] : []),
    ...(/^[. ]+$/.test(user) ? ['the user must not be made of dots and spaces only'] : []),
    ...(/["/\\:;|=,+*?<>@[\]]/.test(user) ? ['the user must have none of "/\\:;|=,+*?<>@[]'] : []),
  ]
}
