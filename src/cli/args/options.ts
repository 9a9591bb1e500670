/** How an option reads on the command line. */
export interface OptionSpec {
  /** `list` may be given several times. */
  readonly kind: 'flag' | 'text' | 'list' | 'number' | 'choice'
  readonly short?: string
  /** What stands for the value in the help. */
  readonly value?: string
  /** What a `choice` takes. `output` has the choices of its command instead. */
  readonly choices?: readonly string[]
  readonly help: string
  /** Whether every command takes it. */
  readonly everywhere?: boolean
}

/** Every option of every command, once: an option means the same wherever it is taken. */
export const optionSpecs = {
  filename: {
    kind: 'list',
    short: 'f',
    value: 'FILE',
    help: 'a file, a folder, a quoted glob, or - for stdin; may be repeated',
  },
  recursive: { kind: 'flag', short: 'R', help: 'look into the subfolders of folders, too' },
  'from-cluster': { kind: 'flag', help: 'ask kubectl for SidecarSets and what they depend on' },
  context: { kind: 'text', value: 'NAME', help: "the cluster to ask: one of kubectl's contexts" },
  namespace: {
    kind: 'text',
    short: 'n',
    value: 'NAME',
    help: 'the namespace of manifests that name none (default default)',
  },
  namespaces: { kind: 'list', value: 'FILE', help: 'Namespaces with their labels, for namespaceSelector' },
  profile: {
    kind: 'choice',
    value: 'VERSION',
    choices: ['v1.3.0', 'v1.8.0', 'v1.9.0'],
    help: 'the OpenKruise version whose behaviour is computed (default v1.3.0)',
  },
  unauthorized: {
    kind: 'choice',
    value: 'ANSWER',
    choices: ['deny', 'skip', 'allow'],
    help: 'what becomes of a reference to another namespace that no binding grants (default deny)',
  },
  'virtual-node': {
    kind: 'choice',
    value: 'PLACE',
    choices: ['auto', 'eci', 'acs', 'none'],
    help: 'take Pods as they are on a virtual node; auto: those that ask for one (default auto)',
  },
  now: { kind: 'text', value: 'TIME', help: 'the time that is written into Pods, as 2026-01-31T12:00:00Z' },
  output: { kind: 'choice', short: 'o', value: 'FORMAT', help: 'how the result is printed' },
  'pods-only': { kind: 'flag', help: 'print Pods and workloads only' },
  'only-near': {
    kind: 'flag',
    help: 'leave out SidecarSets that are not for any of the Pods, nor nearly so',
  },
  strict: { kind: 'flag', help: 'warnings count as findings, too' },
  before: {
    kind: 'text',
    value: 'DIR|REV',
    help: 'the SidecarSets as they were: a file, a folder or a Git revision',
  },
  after: {
    kind: 'text',
    value: 'DIR|REV',
    help: 'the SidecarSets as they are to be (default: the working tree)',
  },
  missing: { kind: 'flag', help: 'print the bindings that are missing, ready to apply' },
  update: { kind: 'flag', help: 'write what comes out as what is expected' },
  bookkeeping: { kind: 'flag', help: "keep OpenKruise's own annotations in expected.yaml" },
  color: {
    kind: 'choice',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    help: 'when there are colours; auto: in a terminal, unless NO_COLOR is set (default auto)',
    everywhere: true,
  },
  width: {
    kind: 'number',
    value: 'COLUMNS',
    help: 'where text is wrapped (default: the terminal, or 80)',
    everywhere: true,
  },
  limit: {
    kind: 'number',
    value: 'N',
    help: 'how long lists get before the rest is counted (default 20)',
    everywhere: true,
  },
  quiet: { kind: 'flag', short: 'q', help: 'nothing on stderr but errors', everywhere: true },
  help: { kind: 'flag', short: 'h', help: 'show this help', everywhere: true },
} as const satisfies Readonly<Record<string, OptionSpec>>

export type OptionName = keyof typeof optionSpecs

type ValueOf<S extends OptionSpec> = S['kind'] extends 'flag'
  ? boolean
  : S['kind'] extends 'list'
    ? readonly string[]
    : S['kind'] extends 'number'
      ? number
      : S extends { readonly choices: readonly (infer C)[] }
        ? C
        : string

/** The options of a command line. One that was not given is not there. */
export type OptionValues = {
  readonly [K in OptionName]?: ValueOf<(typeof optionSpecs)[K]>
}

/** What a table says of an option, without knowing which one. */
export function specOf(name: OptionName): OptionSpec {
  return optionSpecs[name]
}

export const everywhere: readonly OptionName[] = (Object.keys(optionSpecs) as OptionName[]).filter(
  (name) => specOf(name).everywhere,
)
