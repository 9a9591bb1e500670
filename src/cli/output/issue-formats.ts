import { type Issue, toFieldPath } from '../../index.js'
import { version } from '../version.js'

/** Annotations of GitHub Actions: one line for each issue, which it shows at the line of the file. */
export function formatGithub(issues: readonly Issue[]): string {
  return issues
    .map(({ severity, code, message, source, line, column, resource, path }) => {
      const command = severity === 'info' ? 'notice' : severity
      const properties = [
        ...(source === undefined ? [] : [['file', source]]),
        ...(line === undefined ? [] : [['line', String(line)]]),
        ...(column === undefined ? [] : [['col', String(column)]]),
        ['title', code],
      ].map(([key = '', value = '']) => `${key}=${escapeProperty(value)}`)
      const where = resource === undefined ? '' : `${resource.kind}/${resource.name} ${toFieldPath(path)}: `
      return `::${command} ${properties.join(',')}::${escapeData(`${where}${message}`)}\n`
    })
    .join('')
}

/** GitHub reads `%`, and line ends, in this way only. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}

/** SARIF 2.1.0, for code scanning. */
export function formatSarif(issues: readonly Issue[]): string {
  const codes = [...new Set(issues.map(({ code }) => code))].sort()
  const levels = { error: 'error', warning: 'warning', info: 'note' } as const
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sidecarset', version, rules: codes.map((id) => ({ id })) } },
        results: issues.map((issue) => ({
          ruleId: issue.code,
          level: levels[issue.severity],
          message: { text: issue.message },
          locations: [{ ...physicalLocation(issue), ...logicalLocation(issue) }],
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function physicalLocation({ source, line, column }: Issue): object {
  if (source === undefined) return {}
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }
  const uri = source.split('/').map(encodeURIComponent).join('/')
  return { physicalLocation: { artifactLocation: { uri }, ...region } }
}

function logicalLocation({ resource, path }: Issue): object {
  if (resource === undefined) return {}
  const name = [resource.kind, resource.namespace, resource.name]
    .filter((part) => part !== undefined)
    .join('/')
  return { logicalLocations: [{ fullyQualifiedName: `${name} ${toFieldPath(path)}`.trim() }] }
}

/** A test case, and why it failed. */
export interface JunitCase {
  readonly suite: string
  readonly name: string
  /** The first line is the message. */
  readonly failure?: string
}

/** JUnit, as CI systems read it. */
export function formatJunit(cases: readonly JunitCase[]): string {
  const suites = [...new Set(cases.map(({ suite }) => suite))]
  const count = (list: readonly JunitCase[]): string =>
    `tests="${list.length}" failures="${list.filter(({ failure }) => failure !== undefined).length}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sidecarset" ${count(cases)}>`,
    ...suites.flatMap((suite) => {
      const own = cases.filter((each) => each.suite === suite)
      return [
        `  <testsuite name="${escapeXml(suite)}" ${count(own)}>`,
        ...own.flatMap(junitCase),
        '  </testsuite>',
      ]
    }),
    '</testsuites>',
    '',
  ].join('\n')
}

function junitCase({ suite, name, failure }: JunitCase): readonly string[] {
  const head = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"`
  if (failure === undefined) return [`${head}/>`]
  const [message = ''] = failure.split('\n')
  return [
    `${head}>`,
    `      <failure message="${escapeXml(message)}">${escapeXml(failure)}</failure>`,
    '    </testcase>',
  ]
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** XML 1.0 has no way to write control characters. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
