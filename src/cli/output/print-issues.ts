import { formatIssues, type Issue, type NamedText } from '../../index.js'
import type { Context } from '../context.js'
import type { ExitCode } from '../io.js'
import { formatGithub, formatJunit, formatSarif, type JunitCase } from './issue-formats.js'
import { formatIssue } from './one-issue.js'

/** Prints issues. @returns the exit code: 1 for an error, under `--strict` for a warning, too */
export async function printIssues(
  issues: readonly Issue[],
  sources: readonly NamedText[],
  context: Context,
): Promise<ExitCode> {
  await context.io.write(formatAs(issues, sources, context))
  const counts = context.options.strict ? ['error', 'warning'] : ['error']
  return issues.some(({ severity }) => counts.includes(severity)) ? 1 : 0
}

function formatAs(issues: readonly Issue[], sources: readonly NamedText[], context: Context): string {
  switch (context.output) {
    case 'json':
      return `${JSON.stringify(issues, null, 2)}\n`
    case 'github':
      return formatGithub(issues)
    case 'sarif':
      return formatSarif(issues)
    case 'junit':
      return formatJunit(junitCases(issues, sources, context.options.strict ?? false))
    default:
      return issues.length === 0 ? '' : `${formatIssues(issues, { ...context.format, sources })}\n`
  }
}

/** A test case for each file, that fails with its findings. */
function junitCases(
  issues: readonly Issue[],
  sources: readonly NamedText[],
  isStrict: boolean,
): readonly JunitCase[] {
  const names = [...sources.map(({ name }) => name), ...issues.map(({ source }) => source ?? 'manifests')]
  return [...new Set(names)].map((name) => {
    const own = issues.filter(
      ({ source = 'manifests', severity }) =>
        source === name && (severity === 'error' || (isStrict && severity === 'warning')),
    )
    return {
      suite: 'sidecarset validate',
      name,
      ...(own.length === 0 ? {} : { failure: own.map(formatIssue).join('\n') }),
    }
  })
}
