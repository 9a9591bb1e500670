import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { detectProfile, type LabelSelector, type NamedText, safeParseManifests } from '../../index.js'
import type { Context } from '../context.js'
import { CliError } from '../io.js'
import { readResourceName } from './choose-subjects.js'
import { describeUnreadable, userLimits } from './read-manifests.js'
import type { KnownManifests } from './read-known.js'

/** What is asked of a cluster, and what stays open without it. */
interface Question {
  /** Arguments of `kubectl get`. */
  readonly get: readonly string[]
  readonly what: string
  readonly without: string
  /** Whether nothing can be said without it. */
  readonly isNeeded?: boolean
}

const questions: readonly Question[] = [
  {
    get: ['sidecarsets.apps.kruise.io'],
    what: 'SidecarSets',
    without: 'nothing can be said',
    isNeeded: true,
  },
  {
    get: ['sidecarsetresourcebindings.sidecarset.alibabacloud.com', '-A'],
    what: 'SidecarSetResourceBindings',
    without: 'references to other namespaces count as not granted',
  },
  {
    get: ['namespaces'],
    what: 'Namespaces',
    without: 'a namespaceSelector cannot be decided',
  },
  {
    get: ['controllerrevisions.apps', '-n', 'kruise-system'],
    what: 'ControllerRevisions',
    without: 'a SidecarSet that pins a revision cannot be decided',
  },
  {
    get: [
      'mutatingwebhookconfigurations.admissionregistration.k8s.io',
      'kruise-mutating-webhook-configuration',
    ],
    what: 'webhook configuration',
    without: 'the webhook counts as called for every namespace',
  },
  {
    get: ['deployments.apps', 'kruise-controller-manager', '-n', 'kruise-system'],
    what: 'OpenKruise version',
    without: 'v1.3.0 is computed, unless --profile says otherwise',
  },
]

/** The Pods and workloads that are asked about, where no file has them. */
function subjectQuestions(
  { operands, options, command }: Context,
  hasSubjects: boolean,
): readonly Question[] {
  const where = options.namespace === undefined ? [] : ['-n', options.namespace]
  if (operands.length > 0 && command.name !== 'diff')
    return operands.map((text) => {
      const { kind, name } = readResourceName(text)
      return { get: [`${kind}/${name}`, ...where], what: text, without: 'it is looked for in the files' }
    })
  if (hasSubjects) return []
  const scope = options.namespace === undefined ? ['-A'] : where
  return [{ get: ['pods', ...scope], what: 'Pods', without: 'no Pod is looked at' }]
}

/**
 * Asks `kubectl` for what a command needs. It is the user's own, with their rights; nothing is written.
 *
 * What it may not get, or the cluster does not have, is said on stderr with what stays open.
 *
 * @throws CliError where kubectl is missing, does not reach the cluster, or gets no SidecarSets
 */
export async function askCluster(sources: readonly NamedText[], context: Context): Promise<KnownManifests> {
  const fromFiles = safeParseManifests(sources, userLimits)
  if (!fromFiles.ok) throw new CliError(describeUnreadable(sources, fromFiles.issues))
  const { pods, workloads } = fromFiles.manifests
  const all = [...questions, ...subjectQuestions(context, pods.length + workloads.length > 0)]
  const answers = new Map<string, unknown>()
  for (const question of all) answers.set(question.what, await ask(question, context))
  const selector = webhookSelectorOf(answers.get('webhook configuration'))
  const profile = detectProfile(answers.get('OpenKruise version'))?.profile
  const known = new Set(itemsOfManifests(fromFiles.manifests).map(identityOf))
  const facts = ['webhook configuration', 'OpenKruise version']
  const objects = [...answers].flatMap(([what, answer]) => (facts.includes(what) ? [] : itemsOf(answer)))
  const others = objects.filter((item) => !known.has(identityOf(item)))
  const { manifests } = safeParseManifests([...sources, ...(others as object[])], userLimits)
  return {
    manifests,
    isCluster: answers.get('Namespaces') !== undefined,
    ...(selector === undefined ? {} : { webhookNamespaceSelector: selector }),
    ...(profile === undefined ? {} : { profile }),
  }
}

interface WebhookConfiguration {
  readonly webhooks?: readonly {
    readonly name?: string
    readonly namespaceSelector?: LabelSelector
  }[]
}

/** Which Namespaces the webhook for Pods is asked about. */
function webhookSelectorOf(answer: unknown): LabelSelector | undefined {
  const { webhooks = [] } = (answer ?? {}) as WebhookConfiguration
  return webhooks.find(({ name }) => name === 'mpod.kb.io')?.namespaceSelector
}

const run = promisify(execFile)

async function ask(
  { get, what, without, isNeeded }: Question,
  { options, io, note }: Context,
): Promise<unknown> {
  const context = options.context === undefined ? [] : ['--context', options.context]
  try {
    const { stdout } = await run('kubectl', ['get', ...get, '-o', 'json', ...context], {
      cwd: io.cwd,
      env: { ...io.env },
      maxBuffer: 1 << 30,
    })
    return JSON.parse(stdout)
  } catch (error) {
    const reason = describeFailure(error)
    if (isNeeded) throw new CliError(`kubectl cannot get ${what}: ${reason}`)
    note(`not known: ${what} (${reason}); ${without}\n`)
    return undefined
  }
}

function describeFailure(error: unknown): string {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string }
  if (code === 'ENOENT') return 'kubectl is not installed; save the manifests and name them with -f'
  const [line = ''] = (stderr ?? '').trim().split('\n').slice(-1)
  return line === ''
    ? (String(error instanceof Error ? error.message : error).split('\n')[0] ?? '')
    : line.replace(/^error: /i, '')
}

function itemsOf(answer: unknown): readonly unknown[] {
  if (typeof answer !== 'object' || answer === null) return []
  const { items } = answer as { readonly items?: unknown }
  return Array.isArray(items) ? items : [answer]
}

function itemsOfManifests(manifests: KnownManifests['manifests']): readonly unknown[] {
  const { sidecarSets, resourceBindings, namespaces, controllerRevisions, pods, workloads } = manifests
  return [...sidecarSets, ...resourceBindings, ...namespaces, ...controllerRevisions, ...pods, ...workloads]
}

function identityOf(item: unknown): string {
  const { kind, metadata } = item as {
    readonly kind?: string
    readonly metadata?: { name?: string; namespace?: string }
  }
  return JSON.stringify([kind, metadata?.namespace, metadata?.name])
}
