import { join } from 'node:path'
import type { InjectionReport, Pod } from '../../index.js'
import { isMapping, type Mapping } from '../edit/values.js'
import { CliError } from '../io.js'

/** What test.yaml expects of a Pod or workload. */
export interface Assertion {
  /** `pod/web-0`, `deploy/cart` */
  readonly resource: string
  /** One of the verdicts of `explain`. */
  readonly verdict?: string
  /** The SidecarSets that are injected, exactly these. */
  readonly injected?: readonly string[]
  /** Containers that the Pod has afterwards, init containers too. */
  readonly containers?: readonly string[]
  /** The reason of each SidecarSet that is named. */
  readonly reasons?: Readonly<Record<string, string>>
  /** The code for which the Pod is refused. */
  readonly refused?: string
  /** Codes of issues that there are. */
  readonly issues?: readonly string[]
}

const lists = ['injected', 'containers', 'issues'] as const
const texts = ['resource', 'verdict', 'refused'] as const
const keys: readonly string[] = [...lists, ...texts, 'reasons']

/** Reads `expect` of test.yaml. @throws CliError where it is not a list of assertions */
export function readAssertions(value: unknown, folder: string): readonly Assertion[] {
  if (value === undefined) return []
  const where = `${join(folder, 'test.yaml')}: expect`
  if (!Array.isArray(value)) throw new CliError(`${where} takes a list`)
  return value.map((item: unknown) => readAssertion(item, where))
}

function readAssertion(item: unknown, where: string): Assertion {
  if (!isMapping(item) || typeof item['resource'] !== 'string')
    throw new CliError(`${where} takes entries with resource: KIND/NAME`)
  const strange = Object.keys(item).find((key) => !keys.includes(key))
  if (strange !== undefined)
    throw new CliError(`${where} has "${strange}", and an entry takes ${keys.join(', ')}`)
  checkTypes(item, where)
  return item as unknown as Assertion
}

function checkTypes(item: Mapping, where: string): void {
  const isTexts = (value: unknown): boolean =>
    Array.isArray(value) && value.every((each) => typeof each === 'string')
  for (const key of lists)
    if (item[key] !== undefined && !isTexts(item[key]))
      throw new CliError(`${where}: ${key} takes a list of names`)
  for (const key of texts)
    if (item[key] !== undefined && typeof item[key] !== 'string')
      throw new CliError(`${where}: ${key} takes a text`)
  const { reasons } = item
  if (reasons !== undefined && !(isMapping(reasons) && isTexts(Object.values(reasons))))
    throw new CliError(`${where}: reasons takes SIDECARSET: REASON`)
}

/** What is otherwise than an assertion says, in sentences; none where it holds. */
export function failuresOf(assertion: Assertion, report: InjectionReport, pod: Pod): readonly string[] {
  const { resource, verdict, injected, containers, reasons = {}, refused, issues = [] } = assertion
  const names = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map(
    ({ name }) => name ?? '',
  )
  const codes: readonly string[] = report.issues.map(({ code }) => code)
  const errors = report.issues.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))
  const actual = report.decisions.flatMap(({ outcome, sidecarSet }) =>
    outcome === 'injected' || outcome === 'metadata-only' ? [sidecarSet] : [],
  )
  const say = (isFailure: boolean, text: string): readonly string[] =>
    isFailure ? [`${resource}: ${text}`] : []
  return [
    ...say(
      verdict !== undefined && verdict !== report.verdict,
      `the verdict is ${report.verdict}, not ${verdict}`,
    ),
    ...say(
      injected !== undefined && [...injected].sort().join() !== [...actual].sort().join(),
      `injected by ${listOf(actual)}, not by ${listOf(injected ?? [])}`,
    ),
    ...(containers ?? []).flatMap((name) =>
      say(!names.includes(name), `there is no container ${name} among ${listOf(names)}`),
    ),
    ...Object.entries(reasons).flatMap(([sidecarSet, reason]) => {
      const decision = report.decisions.find((each) => each.sidecarSet === sidecarSet)
      return say(
        decision?.reason !== reason,
        `the reason of SidecarSet ${sidecarSet} is ${decision?.reason ?? 'not there'}, not ${reason}`,
      )
    }),
    ...say(
      refused !== undefined && (report.allowed || !errors.some((code) => code === refused)),
      report.allowed
        ? `it is not refused with ${refused}`
        : `it is refused with ${listOf(errors)}, not ${refused}`,
    ),
    ...issues.flatMap((code) =>
      say(!codes.includes(code), `there is no issue ${code} among ${listOf(codes)}`),
    ),
  ]
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
