import type { IssueCollector } from '../issue/index.js'
import type { LabelSelector } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import type { WebhookInstallation } from '../profile/webhook-installations.js'
import { matchesLabelSelector } from '../selector/index.js'
import { quote } from '../text/visible.js'
import type { PodSubject } from './subject.js'

/** What is asked about a namespace. */
export interface WebhookQuestion {
  readonly labels: Readonly<Record<string, string>>
  readonly profile: ProfileName
  /** The cluster's own selector, where it is known. */
  readonly webhookNamespaceSelector: LabelSelector | undefined
}

/** Whether the webhook is asked about Pods of a namespace; `depends`: on what OpenKruise was installed with. */
export interface WebhookAnswer {
  readonly answer: 'yes' | 'no' | 'depends'
  /** The usual installations that leave the namespace out. */
  readonly excludedBy: readonly WebhookInstallation[]
}

/**
 * Whether OpenKruise's webhook is asked about Pods of a namespace.
 *
 * @throws SidecarSetError of stage `selector` where the cluster's selector is malformed
 */
export function isWebhookAsked({
  labels,
  profile,
  webhookNamespaceSelector: namespaceSelector,
}: WebhookQuestion): WebhookAnswer {
  if (namespaceSelector !== undefined)
    return { answer: matchesLabelSelector(namespaceSelector, labels) ? 'yes' : 'no', excludedBy: [] }
  const usual = profiles[profile].webhooks
  const excludedBy = usual.filter((one) => !matchesLabelSelector(one.namespaceSelector, labels))
  const answer = excludedBy.length === 0 ? 'yes' : excludedBy.length === usual.length ? 'no' : 'depends'
  return { answer, excludedBy }
}

const lookUp = 'kubectl get mutatingwebhookconfiguration kruise-mutating-webhook-configuration -o yaml'

/** OpenKruise is not asked about Pods of some namespaces, so that nothing is injected there, whatever matches. */
export function checkWebhook(subject: PodSubject, issues: IssueCollector): void {
  const { namespace } = subject
  if (namespace === undefined) return
  const asked = isWebhookAsked({ ...subject, labels: namespace.labels })
  if (asked.answer === 'yes') return
  const of = `Pods of namespace ${quote(namespace.name)}`
  const message =
    asked.answer === 'no'
      ? `OpenKruise's webhook is not asked about ${of}, since its namespaceSelector leaves the namespace out: nothing is injected there; take the label off the Namespace, or use another namespace`
      : `where OpenKruise was installed with ${asked.excludedBy.map((one) => one.with).join(' or ')}, its webhook is not asked about ${of}, and nothing is injected; ${lookUp} shows the namespaceSelector, which can be given as webhookNamespaceSelector`
  issues.at('metadata', 'namespace').warning('webhook-not-called', message)
}
