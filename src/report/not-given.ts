import type { CompiledConfig } from '../inject/compile/compile-config.js'
import type { InjectionReport, InjectionVerdict, NotGiven, RunningPodState } from '../inject/report-types.js'
import { isObjectName } from '../kubernetes/names/index.js'

/** What the answer goes by. */
interface Answer {
  readonly verdict: InjectionVerdict
  readonly decisions: InjectionReport['decisions']
  readonly running: RunningPodState | undefined
  /** Empty where it is not known. */
  readonly namespace: string
}

/** What is not given and would change or complete the answer, each with the command that gets it. */
export function findNotGiven(config: CompiledConfig, answer: Answer): NotGiven[] {
  const { verdict, decisions, running, namespace } = answer
  // A decision that needs the Namespace asks for it itself.
  const isAsked = decisions.some(({ reason }) => reason === 'namespace-unknown')
  const asksNamespace = namespaceMatters.has(verdict) && !isAsked && !config.namespaces.has(namespace)
  const ageless = (running?.createdAt === undefined ? [] : running.sidecarSets).filter(
    ({ cause, createdAt }) => cause === 'cannot-tell' && createdAt === undefined,
  )
  return [
    ...(asksNamespace && isObjectName(namespace) ? [aboutNamespace(namespace)] : []),
    ...ageless
      .filter(({ sidecarSet }) => isObjectName(sidecarSet))
      .map(({ sidecarSet }) => aboutAge(sidecarSet)),
  ]
}

/** With other verdicts, the labels of the Namespace change nothing. */
const namespaceMatters: ReadonlySet<InjectionVerdict> = new Set([
  'would-be-injected',
  'not-accepted',
  'refused',
  'running-without',
  'unknown',
])

function aboutNamespace(namespace: string): NotGiven {
  return {
    what: 'namespace',
    message: `whether OpenKruise's webhook is called for Namespace ${namespace}, and which Pod Security Standard it enforces`,
    command: `kubectl get namespace ${namespace} -o yaml`,
  }
}

function aboutAge(sidecarSet: string): NotGiven {
  return {
    what: 'sidecar-set-age',
    message: `whether the Pod is older than SidecarSet ${sidecarSet}, or the webhook was not asked`,
    command: `kubectl get sidecarset ${sidecarSet} -o yaml`,
  }
}
