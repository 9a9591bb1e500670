import type { IssueCollector } from '../../../issue/index.js'
import { byteLength, isUserOrGroupId, relativePathMistakes } from '../../../kubernetes/names/index.js'
import type { AppArmorProfile, SeccompProfile, SecurityContext } from '../../../manifest/api-types.js'
import { reportMistakes, requireChoice, requireText } from '../field-checks.js'
import { hasOuterSpace } from '../../../text/outer-space.js'
import type { ValidationRules } from '../validation-rules.js'
import { validateWindowsOptions } from './windows-options.js'

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
