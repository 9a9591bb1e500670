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
]

export function findCommand(name: string): CommandSpec | undefined {
  return commands.find((command) => command.name === name)
}
