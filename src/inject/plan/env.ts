import type { IssueCollector } from '../../issue/index.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import { ownValue } from '../../read/index.js'
import { listNames, quote } from '../../text/visible.js'
import { isQualifiedName } from '../../kubernetes/names/index.js'
import type { Container, EnvVar, TransferEnvVar } from '../../manifest/api-types.js'
import type { Copy } from '../compile/container-template.js'
import type { AnnotationReader } from './annotations.js'
import { listOf } from '../pod.js'

/** Env vars of the Pod's containers by container name and variable name. The last of a name counts. */
export type PodEnv = ReadonlyMap<string, ReadonlyMap<string, EnvVar>>

/** Something that is to be copied from a container of the Pod. */
export type Found<T> = Omit<Copy<T>, 'isTaken'>

/** Labels and annotations that a source container's name may be read from. */
export interface PodMetadataTexts {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: AnnotationReader
}

export function readPodEnv(containers: readonly Container[]): PodEnv {
  const byContainer = new Map<string, Map<string, EnvVar>>()
  for (const container of containers) {
    const name = container.name ?? ''
    const variables = byContainer.get(name) ?? new Map<string, EnvVar>()
    for (const variable of listOf(container.env)) variables.set(variable.name ?? '', variable)
    byContainer.set(name, variables)
  }
  return byContainer
}

/**
 * The env vars that `transferEnv` copies from the Pod's containers.
 *
 * 1. Entries in order; of each, `envName` and `envNames`, every name once, sorted.
 * 2. The source container is named by `sourceContainerNameFrom.fieldRef` when that is given, else by
 *    `sourceContainerName`. Only the Pod's own containers are sources, never sidecars of the same request.
 * 3. A source or a variable that is not there is left out, with a warning.
 */
export function transferEnv(
  transfers: readonly TransferEnvVar[],
  podEnv: PodEnv,
  texts: PodMetadataTexts,
  issues: IssueCollector,
): Found<EnvVar>[] {
  return transfers.flatMap((transfer, index) => {
    const at = issues.at('transferEnv', index)
    const source = sourceContainerName(transfer, texts)
    if (source === undefined) {
      at.warning(
        'transfer-env-missing',
        'sourceContainerNameFrom names no label or annotation; nothing is transferred',
      )
      return []
    }
    return namesOf(transfer).flatMap((name) => findVariable(podEnv, { source, transfer }, name, at))
  })
}

/** A container to copy from, and the entry that names it. */
interface NamedSource {
  readonly source: string
  readonly transfer: TransferEnvVar
}

function findVariable(
  podEnv: PodEnv,
  { source, transfer }: NamedSource,
  name: string,
  at: IssueCollector,
): Found<EnvVar>[] {
  const variables = podEnv.get(source)
  const value = variables?.get(name)
  if (value !== undefined) return [{ value, container: source }]
  const missing =
    variables === undefined
      ? describeSource(podEnv, { source, transfer })
      : `no ${name} in container ${source}`
  at.warning('transfer-env-missing', `the Pod has ${missing}; ${name} is not transferred`)
  return []
}

/** A container that is not there: where its name comes from, and those that are there. */
function describeSource(podEnv: PodEnv, { source, transfer }: NamedSource): string {
  const { fieldPath } = transfer.sourceContainerNameFrom?.fieldRef ?? {}
  const from = fieldPath === undefined ? '' : ` (the value of ${fieldPath})`
  const names = [...podEnv.keys()]
  return `no container ${quote(source)}${from}, only ${names.length === 0 ? 'none' : listNames(names)}`
}

function namesOf(transfer: TransferEnvVar): string[] {
  const names = new Set(transfer.envNames ?? [])
  if (transfer.envName !== undefined && transfer.envName !== '') names.add(transfer.envName)
  return [...names].sort(compareUtf8)
}

/** undefined where the field path is none that can be read. */
function sourceContainerName(transfer: TransferEnvVar, texts: PodMetadataTexts): string | undefined {
  const fieldRef = transfer.sourceContainerNameFrom?.fieldRef
  if (fieldRef === undefined) return transfer.sourceContainerName ?? ''
  const path = parseSubscriptedPath(fieldRef.fieldPath ?? '')
  if (path?.field === 'metadata.labels' && isQualifiedName(path.key)) return textOf(texts.labels, path.key)
  if (path?.field === 'metadata.annotations' && isQualifiedName(path.key.toLowerCase()))
    return texts.annotations.get(path.key) ?? ''
  return undefined
}

function textOf(map: Readonly<Record<string, string>>, key: string): string {
  const text = ownValue(map, key)
  return typeof text === 'string' ? text : ''
}

/** Splits `metadata.labels['app']` into field and key. */
function parseSubscriptedPath(path: string): { readonly field: string; readonly key: string } | undefined {
  const open = path.indexOf("['")
  if (open < 1 || !path.endsWith("']")) return undefined
  return { field: path.slice(0, open), key: path.slice(open + 2, -2) }
}
