import type { Manifests, Pod, Workload } from '../../index.js'
import { closestTo } from '../args/closest.js'
import type { Context } from '../context.js'
import { CliError } from '../io.js'

/** A Pod, or a workload with a Pod template. */
export type Subject =
  { readonly kind: 'Pod'; readonly pod: Pod } | { readonly kind: 'workload'; readonly workload: Workload }

/** What kubectl takes for a kind, besides its name and its plural. */
const shortNames: Readonly<Record<string, string>> = {
  po: 'pod',
  deploy: 'deployment',
  rs: 'replicaset',
  sts: 'statefulset',
  ds: 'daemonset',
  rc: 'replicationcontroller',
  cj: 'cronjob',
  clone: 'cloneset',
}

/** A resource as the command line names it: `deploy/cart`. */
export interface ResourceName {
  readonly text: string
  /** In lower case and singular. */
  readonly kind: string
  readonly name: string
}

/** Reads `deploy/cart`. @throws CliError for anything else */
export function readResourceName(text: string): ResourceName {
  const [kind = '', name = '', ...rest] = text.split('/')
  if (kind === '' || name === '' || rest.length > 0)
    throw new CliError(`"${text}" names no resource; write KIND/NAME, such as deploy/cart or pod/web-0`)
  const lower = kind.toLowerCase().split('.')[0] ?? ''
  const singular =
    lower.endsWith('s') && !lower.endsWith('ss') && lower.length > 3 ? lower.slice(0, -1) : lower
  return { text, kind: shortNames[lower] ?? shortNames[singular] ?? singular, name }
}

/**
 * The Pods and workloads that a command is about: those that are named, in that order, or all.
 *
 * @throws CliError where there is none, or none of a name
 */
export function chooseSubjects(manifests: Manifests, { operands, options }: Context): readonly Subject[] {
  const all: readonly Subject[] = [
    ...manifests.workloads.map((workload) => ({ kind: 'workload' as const, workload })),
    ...manifests.pods.map((pod) => ({ kind: 'Pod' as const, pod })),
  ]
  if (all.length === 0)
    throw new CliError('the manifests have no Pod and no workload; name their files with -f')
  if (operands.length === 0) return all
  return operands.flatMap((text) => {
    const wanted = readResourceName(text)
    const found = all.filter((subject) => isNamed(subject, wanted, options.namespace))
    if (found.length === 0) throw notFound(text, all)
    return found
  })
}

function isNamed(subject: Subject, { kind, name }: ResourceName, namespace: string | undefined): boolean {
  const { metadata } = objectOf(subject)
  const isThere =
    namespace === undefined || metadata?.namespace === undefined || metadata.namespace === namespace
  return kindOf(subject).toLowerCase() === kind && metadata?.name === name && isThere
}

function notFound(text: string, all: readonly Subject[]): CliError {
  const names = all.map(nameOf)
  const [kind = '', name = ''] = text.split('/')
  const sameName = names.filter((each) => each.endsWith(`/${name}`))
  const closest =
    sameName[0] ?? closestTo(`${readResourceName(text).kind}/${name}`, names) ?? closestTo(text, names)
  const shown = names.slice(0, 5).join(', ')
  return new CliError(
    `there is no ${kind}/${name} among the manifests; ${
      closest === undefined
        ? `there ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > 5 ? ', ...' : ''}`
        : `did you mean ${closest}?`
    }`,
  )
}

export function objectOf(subject: Subject): Pod | Workload {
  return subject.kind === 'Pod' ? subject.pod : subject.workload
}

function kindOf(subject: Subject): string {
  return subject.kind === 'Pod' ? 'Pod' : (subject.workload.kind ?? '')
}

/** `deployment/cart` */
export function nameOf(subject: Subject): string {
  const { metadata } = objectOf(subject)
  return `${kindOf(subject).toLowerCase()}/${metadata?.name ?? metadata?.generateName ?? ''}`
}
