import {
  createInjector,
  formatYaml,
  type Issue,
  parseYaml,
  safeParseManifests,
  toFieldPath,
} from '../../index.js'
import { isMapping, type Mapping } from '../edit/values.js'
import { userLimits } from '../input/read-manifests.js'
import { decodeText } from '../input/read-text.js'
import { CliError, type ExitCode, type Io } from '../io.js'
import { formatEach } from '../output/one-issue.js'
import { injectValue } from './inject-object.js'

/** The annotation in which kustomize and kpt keep the file of a resource. */
const pathAnnotations = ['internal.config.kubernetes.io/path', 'config.kubernetes.io/path'] as const

/** What `functionConfig` may say. */
interface Settings {
  readonly namespace: string
  readonly now: string
  readonly profile: 'v1.3.0' | 'v1.8.0' | 'v1.9.0' | undefined
  readonly unauthorized: 'deny' | 'skip' | 'allow' | undefined
  readonly place: 'auto' | 'eci' | 'acs' | 'none'
  readonly items: readonly Mapping[]
}

/**
 * Runs as a KRM function: a ResourceList on stdin, the same with its Pods and Pod templates injected on stdout.
 *
 * 1. SidecarSets and bindings are those among the items and in `functionConfig.spec.manifests`.
 * 2. `results` has what is to be said, with severity, resource, field and file. A refusal is of severity `error`, and the
 *    exit code is 1.
 * 3. The output is the same every time: the time that is written into Pods is that of `functionConfig.spec.now`, of
 *    SOURCE_DATE_EPOCH, or the beginning of 1970.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md
 */
export async function runFunction(io: Io): Promise<ExitCode> {
  const list = await readList(io)
  const items = itemsOf(list['items'])
  const settings = readSettings(list['functionConfig'], io)
  const { manifests, issues } = safeParseManifests([...items, ...settings.items], userLimits)
  const injector = createInjector({
    ...manifests,
    profile: settings.profile,
    unauthorizedReference: settings.unauthorized,
  })
  const { namespace, now, place } = settings
  const injected = items.map((item) =>
    injectValue(item, { injector, namespaces: manifests.namespaces, namespace, now, place }),
  )
  const found = [
    ...issues,
    ...injector.issues,
    ...injected.flatMap(({ objects }) => objects.flatMap(({ result }) => result.issues)),
  ]
  const results = found.map((issue) => resultOf(issue, items))
  const output = {
    ...list,
    items: injected.map(({ value }) => value),
    ...(results.length === 0 ? {} : { results }),
  }
  await io.write(formatYaml(output))
  // kustomize shows stderr, and no results.
  io.log(formatEach(found.filter(({ severity }) => severity === 'error')))
  return found.some(({ severity }) => severity === 'error') ? 1 : 0
}

async function readList({ stdin, program }: Io): Promise<Mapping> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  const text = decodeText(Buffer.concat(chunks), 'stdin')
  if (!/\bkind\W{1,4}ResourceList\b/.test(text))
    throw new CliError(
      `a command is missing, and stdin has no ResourceList; ${program} --help lists the commands`,
    )
  const [list] = parseYaml(text, userLimits)
  if (!isMapping(list) || list['kind'] !== 'ResourceList') throw new CliError('stdin has no ResourceList')
  return list
}

function itemsOf(value: unknown): readonly Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : []
}

function readSettings(config: unknown, { env }: Io): Settings {
  const spec = isMapping(config) && isMapping(config['spec']) ? config['spec'] : {}
  const text = <T extends string>(key: string, choices?: readonly T[]): T | undefined => {
    const value = spec[key]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string' || (choices !== undefined && !choices.includes(value as T)))
      throw new CliError(`functionConfig: spec.${key} takes ${choices?.join(', ') ?? 'a text'}`)
    return value as T
  }
  const epoch = Number(env['SOURCE_DATE_EPOCH'] ?? 0)
  return {
    namespace: text('namespace') ?? 'default',
    now: text('now') ?? new Date(epoch * 1000).toISOString().replace('.000Z', 'Z'),
    profile: text('profile', ['v1.3.0', 'v1.8.0', 'v1.9.0']),
    unauthorized: text('unauthorized', ['deny', 'skip', 'allow']),
    place: text('virtualNode', ['auto', 'eci', 'acs', 'none']) ?? 'auto',
    items: itemsOf(spec['manifests']),
  }
}

/** An issue as the specification has results. */
function resultOf(issue: Issue, items: readonly Mapping[]): object {
  const { severity, message, code, resource, path } = issue
  const item = resource && items.find((each) => isItem(each, resource))
  const file = item === undefined ? undefined : fileOf(item)
  return {
    message: `${message} [${code}]`,
    severity,
    ...(resource === undefined
      ? {}
      : {
          resourceRef: {
            apiVersion: typeof item?.['apiVersion'] === 'string' ? item['apiVersion'] : '',
            kind: resource.kind,
            name: resource.name,
            ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
          },
        }),
    ...(path.length === 0 ? {} : { field: { path: toFieldPath(path) } }),
    ...(file === undefined ? {} : { file }),
    tags: { code },
  }
}

function isItem(item: Mapping, { kind, name, namespace }: NonNullable<Issue['resource']>): boolean {
  const metadata = isMapping(item['metadata']) ? item['metadata'] : {}
  const isThere =
    namespace === undefined || metadata['namespace'] === undefined || metadata['namespace'] === namespace
  return item['kind'] === kind && metadata['name'] === name && isThere
}

function fileOf(item: Mapping): { readonly path: string } | undefined {
  const metadata = isMapping(item['metadata']) ? item['metadata'] : {}
  const annotations = isMapping(metadata['annotations']) ? metadata['annotations'] : {}
  const path = pathAnnotations.map((key) => annotations[key]).find((value) => typeof value === 'string')
  return typeof path === 'string' ? { path } : undefined
}
