import type { OptionTable } from '../options/index.js'
import { profileNames } from '../profile.js'
import type { PodCheckContext } from './subject.js'

/** What is known of a Pod that `checkPod` checks. */
export const podCheckContext: OptionTable<PodCheckContext> = {
  before: { kind: 'object', of: 'a Pod' },
  injected: { kind: 'object', of: 'the result of describeInjected' },
  namespace: { kind: 'object', of: 'a Namespace' },
  namespaces: { kind: 'list', of: 'Namespaces' },
  profile: { kind: 'choice', values: profileNames },
  webhookNamespaceSelector: { kind: 'object', of: 'a label selector' },
  sidecarTerminator: { kind: 'boolean' },
}
