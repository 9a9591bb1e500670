import { describe } from 'vitest'
import { testRules } from './rule-table.js'
import { withContainer, withInitContainer } from './sidecar-sets.js'

describe('securityContext', () => {
  testRules('spec.containers[0].securityContext', (securityContext) => withContainer({ securityContext }), [
    ['ids', { runAsUser: -1, runAsGroup: 2147483648 }, ['invalid .runAsUser', 'invalid .runAsGroup']],
    ['root is fine', { runAsUser: 0, privileged: true }, []],
    ['procMount', { procMount: 'x' }, ['not-supported .procMount']],
    ['an empty procMount is given', { procMount: '' }, ['not-supported .procMount']],
    [
      'Unmasked needs a user namespace in new versions',
      { procMount: 'Unmasked' },
      [],
      ['invalid .procMount'],
    ],
    ['no escalation, and privileged', { allowPrivilegeEscalation: false, privileged: true }, ['invalid']],
    [
      'no escalation, and every right',
      {
        allowPrivilegeEscalation: false,
        capabilities: { add: ['CAP_SYS_ADMIN', 'SYS_ADMIN', 'CAP_SYS_ADMIN'] },
      },
      ['invalid'],
    ],
    ['seccomp has a type', { seccompProfile: {} }, ['required .seccompProfile.type']],
    ['seccomp types', { seccompProfile: { type: 'x' } }, ['not-supported .seccompProfile.type']],
    [
      'seccomp needs a file',
      { seccompProfile: { type: 'Localhost' } },
      ['required .seccompProfile.localhostProfile'],
    ],
    ['an empty file is given', { seccompProfile: { type: 'Localhost', localhostProfile: '' } }, []],
    [
      'the file is relative',
      { seccompProfile: { type: 'Localhost', localhostProfile: '/a' } },
      ['invalid .seccompProfile.localhostProfile'],
    ],
    [
      'no file for others',
      { seccompProfile: { type: 'Unconfined', localhostProfile: '' } },
      ['invalid .seccompProfile.localhostProfile'],
    ],
    ['AppArmor has a type', { appArmorProfile: {} }, [], ['required .appArmorProfile.type']],
    [
      'AppArmor needs a name',
      { appArmorProfile: { type: 'Localhost', localhostProfile: '' } },
      [],
      ['required .appArmorProfile.localhostProfile'],
    ],
    [
      'AppArmor has no white space',
      { appArmorProfile: { type: 'Localhost', localhostProfile: ' a' } },
      [],
      ['invalid .appArmorProfile.localhostProfile'],
    ],
    [
      'AppArmor names have 4095 characters',
      { appArmorProfile: { type: 'Localhost', localhostProfile: 'a'.repeat(4096) } },
      [],
      ['too-long .appArmorProfile.localhostProfile'],
    ],
    [
      'no name for others',
      { appArmorProfile: { type: 'Unconfined', localhostProfile: '' } },
      [],
      ['invalid .appArmorProfile.localhostProfile'],
    ],
    [
      'a type that is none asks for no name',
      { appArmorProfile: { type: 'x', localhostProfile: 'a' } },
      [],
      ['not-supported .appArmorProfile.type'],
    ],
  ])
})

describe('windowsOptions', () => {
  const place = 'spec.containers[0].securityContext.windowsOptions'
  const user = (runAsUserName: string): { runAsUserName: string } => ({ runAsUserName })
  testRules(place, (windowsOptions) => withContainer({ securityContext: { windowsOptions } }), [
    ['the name of a specification', { gmsaCredentialSpecName: 'A' }, ['invalid .gmsaCredentialSpecName']],
    ['an empty specification', { gmsaCredentialSpec: '' }, ['invalid .gmsaCredentialSpec']],
    ['a large specification', { gmsaCredentialSpec: 'a'.repeat(65537) }, ['invalid .gmsaCredentialSpec']],
    ['a user', user('ContainerAdministrator'), []],
    ['a user of a domain', user('NT AUTHORITY\\Network Service'), []],
    ['a user of a DNS domain', user('corp.example.com\\me'), []],
    ['an empty user', user(''), ['invalid .runAsUserName']],
    ['control characters', user('a\u0007\\b\\c'), ['invalid .runAsUserName']],
    ['two backslashes', user('a\\b\\c'), ['invalid .runAsUserName']],
    ['no domain before the backslash', user('\\a'), ['invalid .runAsUserName']],
    ['no user after it', user('a\\'), ['invalid .runAsUserName']],
    [
      'a domain that is too long has two mistakes',
      user(`${'a'.repeat(256)}\\b`),
      ['invalid .runAsUserName', 'invalid .runAsUserName'],
    ],
    ['a long user', user('a'.repeat(105)), ['invalid .runAsUserName']],
    ['dots and spaces', user('. .'), ['invalid .runAsUserName']],
    ['characters that no user has', user('a@b'), ['invalid .runAsUserName']],
    ['processes of the host', { hostProcess: true }, ['invalid .hostProcess']],
    ['no process of the host', { hostProcess: false }, []],
  ])
  testRules('spec.initContainers[0].securityContext', withInitContainer, [
    ['is judged in init containers', { securityContext: { runAsUser: -1 } }, ['invalid .runAsUser']],
  ])
})
