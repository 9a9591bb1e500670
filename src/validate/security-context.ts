import type { IssueCollector } from '../issue/index.js'
import { dnsSubdomainMistakes, isUserOrGroupId, relativePathMistakes } from '../kubernetes/names/index.js'
import { byteLength } from '../kubernetes/utf8.js'
import type {
  AppArmorProfile,
  SeccompProfile,
  SecurityContext,
  WindowsSecurityContextOptions,
} from '../manifest/api-types.js'
import { hasOuterSpace } from '../text/visible.js'
import { reportMistakes, requireChoice, requireText } from '../kubernetes/field-checks.js'
import type { ValidationRules } from './rules.js'

const profileTypes: readonly string[] = ['RuntimeDefault', 'Unconfined', 'Localhost']
const longestAppArmorProfile = 4095

/** Reports what is wrong with a container's security context. */
export function validateSecurityContext(
  context: SecurityContext | undefined,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (context === undefined) return
  for (const field of ['runAsUser', 'runAsGroup'] as const) {
    const id = context[field]
    if (id !== undefined && !isUserOrGroupId(id))
      issues.at(field).error('invalid', `${id} is no id; ids are from 0 to 2147483647`)
  }
  if (context.privileged === true && rules.refusesPrivileged === true)
    issues.at('privileged').error('forbidden', 'this cluster allows no privileged containers')
  validateProcMount(context.procMount, issues.at('procMount'), rules)
  validateEscalation(context, issues)
  validateSeccomp(context.seccompProfile, issues.at('seccompProfile'))
  validateAppArmor(context.appArmorProfile, issues.at('appArmorProfile'))
  validateWindowsOptions(context.windowsOptions, issues.at('windowsOptions'))
}

function validateProcMount(type: string | undefined, issues: IssueCollector, rules: ValidationRules): void {
  if (type === undefined) return
  requireChoice(issues, type, ['Default', 'Unmasked'])
  if (type === 'Unmasked' && rules.refusesUnmaskedProcMount)
    issues.error('invalid', 'Unmasked needs a Pod with hostUsers: false, which a SidecarSet cannot ask for')
}

function validateEscalation(context: SecurityContext, issues: IssueCollector): void {
  if (context.allowPrivilegeEscalation !== false) return
  if (context.privileged === true)
    issues.error('invalid', 'allowPrivilegeEscalation: false and privileged: true contradict each other')
  for (const capability of context.capabilities?.add ?? [])
    if (capability === 'CAP_SYS_ADMIN')
      issues.error(
        'invalid',
        'allowPrivilegeEscalation: false and capability CAP_SYS_ADMIN contradict each other',
      )
}

function validateSeccomp(profile: SeccompProfile | undefined, issues: IssueCollector): void {
  if (profile === undefined) return
  const { type = '', localhostProfile: file } = profile
  const place = issues.at('localhostProfile')
  requireProfileType(type, issues.at('type'))
  if (type !== 'Localhost') {
    if (file !== undefined) place.error('invalid', 'is only for type Localhost; leave it out')
  } else if (file === undefined) place.error('required', 'type Localhost needs the file of the profile')
  else reportMistakes(place, file, relativePathMistakes(file))
}

function validateAppArmor(profile: AppArmorProfile | undefined, issues: IssueCollector): void {
  if (profile === undefined) return
  const { type = '', localhostProfile: name } = profile
  const place = issues.at('localhostProfile')
  requireProfileType(type, issues.at('type'))
  if (type === 'RuntimeDefault' || type === 'Unconfined') {
    if (name !== undefined) place.error('invalid', 'is only for type Localhost; leave it out')
  } else if (
    type === 'Localhost' &&
    requireText(place, name, 'type Localhost needs the name of the profile')
  ) {
    if (hasOuterSpace(name)) place.error('invalid', 'must have no white space around it')
    if (byteLength(name) > longestAppArmorProfile)
      place.error('too-long', `must be no more than ${longestAppArmorProfile} characters`)
  }
}

function requireProfileType(type: string, issues: IssueCollector): void {
  if (requireText(issues, type, `write one of ${profileTypes.join(', ')}`))
    requireChoice(issues, type, profileTypes)
}

const largestCredentialSpec = 64 * 1024

/** Reports what is wrong with what a container asks of a Windows node. */
function validateWindowsOptions(
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
