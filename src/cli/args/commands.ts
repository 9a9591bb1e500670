import type { ExitCode } from '../io.js'
import type { Context } from '../context.js'
import type { OptionName } from './options.js'

/** A command as the help, the completion and the parser know it. Its code is loaded when it is called. */
export interface CommandSpec {
  readonly name: string
  /** One line, for the list of commands. */
  readonly summary: string
  /** What may follow the name besides options, as the usage line shows it. */
  readonly operands?: string
  readonly maxOperands?: number
  readonly options: readonly OptionName[]
  /** What `--output` takes; the first is the default. */
  readonly outputs?: readonly string[]
  /** A sentence or two, for the help of the command. */
  readonly details: string
  /** Command lines without the name of the program, each with what it is for. */
  readonly examples: readonly (readonly [purpose: string, line: string])[]
  readonly load: () => Promise<{ readonly command: Command }>
}

/** The code of a command. */
export type Command = (context: Context) => Promise<ExitCode>

const input = ['filename', 'recursive', 'namespace', 'namespaces'] as const
const cluster = ['from-cluster', 'context'] as const
const injection = ['profile', 'unauthorized', 'virtual-node'] as const

/** Every command, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'inject',
    summary: 'print manifests with their sidecars injected',
    options: [...input, ...injection, 'now', 'output', 'pods-only'],
    outputs: ['yaml', 'json', 'patch', 'diff'],
    details:
      'Prints the manifests with every Pod and Pod template injected. What is not touched stays byte for byte as it is: comments, order, quotes, other documents. The report goes to stderr. A manifest that is refused is printed as it is, and the exit code is 1.',
    examples: [
      [
        'apply an application with its sidecars in place',
        'inject -f app.yaml -f sidecarsets/ | kubectl apply -f -',
      ],
      ['see what would change', 'inject -f app.yaml -f sidecarsets/ --output diff'],
    ],
    load: () => import('../commands/inject.js'),
  },
  {
    name: 'explain',
    summary: 'say what happens to a Pod, and why',
    operands: '[KIND/NAME]...',
    maxOperands: Infinity,
    options: [...input, ...cluster, ...injection, 'now', 'output'],
    outputs: ['text', 'json', 'markdown'],
    details:
      'Says what SidecarSets do to the Pods and workloads that are named, or to all: the verdict, the nearest SidecarSets, and where each part comes from. Where there are many, those that ask for action come first. The exit code is 1 where a Pod would be refused.',
    examples: [
      ['why does the cart get its sidecar?', 'explain -f app.yaml -f sidecarsets/ deploy/cart -n shop'],
      [
        'everything at once, for the comment of a pull request',
        'explain -f app.yaml -f sidecarsets/ --output markdown',
      ],
    ],
    load: () => import('../commands/explain.js'),
  },
  {
    name: 'matrix',
    summary: 'show all Pods against all SidecarSets',
    operands: '[KIND/NAME]...',
    maxOperands: Infinity,
    options: [...input, ...cluster, ...injection, 'now', 'only-near', 'output'],
    outputs: ['text', 'json', 'markdown'],
    details: 'Shows which SidecarSets are for which Pods, and how far the others are from it.',
    examples: [
      ['who gets what?', 'matrix -f app.yaml -f sidecarsets/'],
      ['who nearly gets something?', 'matrix -f app.yaml -f sidecarsets/ --only-near'],
    ],
    load: () => import('../commands/matrix.js'),
  },
  {
    name: 'validate',
    summary: 'find mistakes in SidecarSets and bindings',
    operands: '[FILE]...',
    maxOperands: Infinity,
    options: ['filename', 'recursive', 'profile', 'strict', 'output'],
    outputs: ['text', 'json', 'github', 'sarif', 'junit'],
    details:
      'Reports every mistake with file, line and column, and what to write instead: what OpenKruise would refuse, and what it would accept without a word. The exit code is 1 for an error, under --strict for a warning, too.',
    examples: [
      ['check a folder before it is applied', 'validate sidecarsets/'],
      ['annotate a pull request', 'validate sidecarsets/ --strict --output github'],
    ],
    load: () => import('../commands/validate.js'),
  },
  {
    name: 'check',
    summary: 'find everything that is wrong, for CI',
    options: [...input, ...cluster, ...injection, 'now', 'strict', 'output'],
    outputs: ['text', 'json', 'github', 'sarif', 'junit'],
    details:
      'Reports everything at once: mistakes in SidecarSets and bindings, bindings that are missing or not used, references to what is not there, conflicts, Pods that would be refused, and what does not work on virtual nodes. The exit code is that of validate, and 1 where a Pod would be refused.',
    examples: [
      ['the one step of a pipeline', 'check -f app.yaml -f sidecarsets/'],
      ['as a test report', 'check -f app.yaml -f sidecarsets/ --output junit'],
    ],
    load: () => import('../commands/check.js'),
  },
  {
    name: 'diff',
    summary: 'say what a change of SidecarSets does',
    options: [...input, ...cluster, ...injection, 'before', 'after', 'output'],
    outputs: ['text', 'json', 'markdown'],
    details:
      'Compares SidecarSets as they were with those that are to be: which fields change, which Pods of -f gain or lose sidecars or get others, and what it takes until the change reaches Pods that run. A Git revision is read with git show. The exit code is 1 where a Pod would be refused.',
    examples: [
      ['two folders, and the Pods that they are for', 'diff --before sidecarsets --after next -f app.yaml'],
      ['as the comment of a pull request', 'diff --before sidecarsets --after next -f app.yaml -o markdown'],
    ],
    load: () => import('../commands/diff.js'),
  },
  {
    name: 'rollout',
    summary: 'show how an update goes, round by round',
    options: [...input, ...cluster, 'profile', 'now', 'output'],
    outputs: ['text', 'json'],
    details:
      'Plays the update of the Pods of -f to the SidecarSets of -f: a line for each round, who waits and why. The exit code is 1 where it does not come to an end.',
    examples: [
      ['a new version, and the Pods that run', 'rollout -f next/logs.yaml -f pods.yaml'],
      ['the same for a program', 'rollout -f next/logs.yaml -f pods.yaml --output json'],
    ],
    load: () => import('../commands/rollout.js'),
  },
  {
    name: 'test',
    summary: 'run tests of your own SidecarSets',
    operands: '[FOLDER]',
    maxOperands: 1,
    options: ['update', 'bookkeeping', 'output'],
    outputs: ['text', 'json', 'junit'],
    details:
      'Runs every folder below FOLDER that has expected.yaml (the Pods that come out), expected-report.txt (what explain says) or test.yaml (assertions, and more manifests). The exit code is 1 where one fails.',
    examples: [
      ['run them all', 'test tests/'],
      ['as a test report', 'test tests/ --output junit'],
    ],
    load: () => import('../commands/test.js'),
  },
  {
    name: 'grants',
    summary: 'show who may read what of other namespaces',
    options: ['filename', 'recursive', 'output'],
    outputs: ['text', 'json'],
    details:
      'Shows each ConfigMap and Secret that a binding opens, who may read it, and whether somebody does.',
    examples: [
      ['who may read what?', 'grants -f sidecarsets/'],
      ['the same for a program', 'grants -f sidecarsets/ --output json'],
    ],
    load: () => import('../commands/grants.js'),
  },
  {
    name: 'bindings',
    summary: 'show bindings, or print those that are missing',
    options: [...input, ...cluster, ...injection, 'missing'],
    details:
      'Shows what each binding grants. With --missing, prints the bindings without which Pods of -f would be refused, ready to be applied by whoever owns the namespace; the exit code is 1 where there are some.',
    examples: [
      ['what is granted?', 'bindings -f sidecarsets/'],
      ['what is missing?', 'bindings -f app.yaml -f sidecarsets/logs.yaml --missing'],
    ],
    load: () => import('../commands/bindings.js'),
  },
  {
    name: 'hash',
    summary: 'compute the hashes of SidecarSets',
    operands: '[FILE]...',
    maxOperands: Infinity,
    options: ['filename', 'recursive', 'profile', 'output'],
    outputs: ['text', 'json'],
    details:
      'Computes the hashes that OpenKruise writes into SidecarSets and Pods. The exit code is 1 where a manifest carries another one.',
    examples: [
      ['of one file', 'hash sidecarsets/logs.yaml'],
      ['as another version computes them', 'hash sidecarsets/logs.yaml --profile v1.9.0 --output json'],
    ],
    load: () => import('../commands/hash.js'),
  },
  {
    name: 'explain-code',
    summary: 'say what a code means',
    operands: 'CODE',
    maxOperands: 1,
    options: ['output'],
    outputs: ['text', 'json'],
    details: 'Says what the code means that stands in brackets behind a finding or a decision.',
    examples: [
      ['of a decision', 'explain-code selector-mismatch'],
      ['of a finding', 'explain-code unauthorized-reference'],
    ],
    load: () => import('../commands/explain-code.js'),
  },
  {
    name: 'completion',
    summary: 'print a script that completes command lines',
    operands: 'bash|zsh|fish',
    maxOperands: 1,
    options: [],
    details: 'Prints a script for your shell that completes commands, options, their values and files.',
    examples: [
      ['for bash, in ~/.bashrc: source <(sidecarset completion bash)', 'completion bash'],
      ['for fish: sidecarset completion fish | source', 'completion fish'],
    ],
    load: () => import('../commands/completion.js'),
  },
]

export function findCommand(name: string): CommandSpec | undefined {
  return commands.find((command) => command.name === name)
}
