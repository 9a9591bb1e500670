import type { Command, CommandSpec } from '../args/commands.js'
import type { OptionName } from '../args/options.js'
import { specOf } from '../args/options.js'
import { choicesOf, optionsOf } from '../args/parse.js'
import { CliError } from '../io.js'

const shells = { bash: bashScript, zsh: zshScript, fish: fishScript } as const

export const command: Command = async ({ operands, io, commands }) => {
  const [shell] = operands
  const names = Object.keys(shells).join(', ')
  if (shell === undefined || !Object.hasOwn(shells, shell))
    throw new CliError(`say for which shell: completion ${names.replace(/, /g, ' | ')}`)
  await io.write(shells[shell as keyof typeof shells](commands))
  return 0
}

/** What follows a word of the command line, by what it is. */
function valuesOf(name: OptionName, command: CommandSpec): readonly string[] | 'files' | undefined {
  if (specOf(name).kind === 'flag') return undefined
  const choices = choicesOf(command, name)
  return choices ?? (['filename', 'namespaces', 'before', 'after'].includes(name) ? 'files' : [])
}

function flagsOf(name: OptionName): readonly string[] {
  const { short } = specOf(name)
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]
}

function bashScript(commands: readonly CommandSpec[]): string {
  const cases = commands.flatMap((command) => {
    const values = optionsOf(command).flatMap((name) => {
      const after = valuesOf(name, command)
      if (after === undefined) return []
      const action =
        after === 'files'
          ? 'COMPREPLY=($(compgen -f -- "$word"))'
          : `COMPREPLY=($(compgen -W "${after.join(' ')}" -- "$word"))`
      return [`        ${flagsOf(name).join('|')}) ${action}; return ;;`]
    })
    return [
      `    ${command.name})`,
      '      case "$before" in',
      ...values,
      '      esac',
      `      options="${optionsOf(command)
        .map((name) => `--${name}`)
        .join(' ')}" ;;`,
    ]
  })
  return `# bash completion for sidecarset: source <(sidecarset completion bash)
_sidecarset() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} options=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _sidecarset sidecarset
`
}

function zshScript(commands: readonly CommandSpec[]): string {
  const cases = commands.flatMap((command) => [
    `    ${command.name})`,
    '      _arguments \\',
    ...optionsOf(command).map((name) => {
      const { kind, short, help, value } = specOf(name)
      const after = valuesOf(name, command)
      const action =
        after === undefined
          ? ''
          : after === 'files'
            ? ':file:_files'
            : `:${value ?? 'value'}:(${after.join(' ')})`
      const text = `[${help.replace(/[[\]':\\]/g, '')}]${action}`
      const isRepeated = kind === 'list' ? '*' : ''
      return short === undefined
        ? `        '${isRepeated}--${name}${text}' \\`
        : isRepeated === ''
          ? `        '(-${short} --${name})'{-${short},--${name}}'${text}' \\`
          : `        '*'{-${short},--${name}}'${text}' \\`
    }),
    "        '*:file:_files' ;;",
  ])
  return `#compdef sidecarset
# zsh completion for sidecarset: sidecarset completion zsh > "\${fpath[1]}/_sidecarset"
_sidecarset() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    '${name}:${summary.replace(/'/g, "'\\''")}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _sidecarset ]; then
  _sidecarset "$@"
else
  compdef _sidecarset sidecarset
fi
`
}

function fishScript(commands: readonly CommandSpec[]): string {
  const quote = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
  const lines = commands.flatMap((command) => [
    `complete -c sidecarset -n __fish_use_subcommand -a ${command.name} -d ${quote(command.summary)}`,
    ...optionsOf(command).map((name) => {
      const { short, help } = specOf(name)
      const after = valuesOf(name, command)
      const values =
        after === undefined ? '' : after === 'files' ? ' -r -F' : ` -x -a ${quote(after.join(' '))}`
      return `complete -c sidecarset -n '__fish_seen_subcommand_from ${command.name}' -l ${name}${
        short === undefined ? '' : ` -s ${short}`
      }${values} -d ${quote(help)}`
    }),
  ])
  return `# fish completion for sidecarset: sidecarset completion fish | source\n${lines.join('\n')}\n`
}
