import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createInjector,
  formatReport,
  formatYaml,
  type InjectionReport,
  type Injector,
  type Pod,
  parseYaml,
  readPodTemplate,
  reportWorkload,
} from '../../index.js'
import { isSame } from '../edit/values.js'
import { objectOf, readResourceName, type Subject } from '../input/choose-subjects.js'
import { labelsOfPlace } from '../commands/virtual-node.js'
import { failuresOf } from './assertions.js'
import { caseFiles, type TestCase } from './read-case.js'

/** What came of a test. */
export interface CaseResult {
  readonly name: string
  /** Why it failed, each with details such as a diff; none where it passed. */
  readonly failures: readonly string[]
  /** Files that were written under `--update`. */
  readonly written: readonly string[]
}

/** How tests run. */
export interface TestOptions {
  readonly update: boolean
  readonly bookkeeping: boolean
}

/** The time that tests write into Pods, so that they come out the same every day. */
const now = '2026-01-01T00:00:00Z'

/** A Pod or Pod template, and what injection does to it. */
interface Injected {
  readonly subject: Subject
  readonly report: InjectionReport
  readonly pod: Pod
}

/** Runs a test: compares with what is expected, or writes that anew. */
export async function runCase(test: TestCase, { update, bookkeeping }: TestOptions): Promise<CaseResult> {
  const injected = injectAll(test)
  const files = [
    [caseFiles.pods, test.expectedPods, podsText(injected, bookkeeping), isSameYaml],
    [caseFiles.report, test.expectedReport, reportText(injected), isSameText],
  ] as const
  const failures: string[] = []
  const written: string[] = []
  for (const [file, expected, actual, isAsExpected] of files) {
    if (expected === undefined || isAsExpected(expected, actual)) continue
    if (update) {
      writeFileSync(join(test.folder, file), actual)
      written.push(file)
    } else failures.push(await describeDifference(file, expected, actual))
  }
  return { name: test.name, failures: [...failures, ...checkAssertions(test, injected)], written }
}

function injectAll(test: TestCase): readonly Injected[] {
  const { manifests, settings } = test
  const injector = createInjector({
    ...manifests,
    profile: settings.profile,
    unauthorizedReference: settings.unauthorized,
  })
  const subjects: readonly Subject[] = [
    ...manifests.workloads.map((workload) => ({ kind: 'workload' as const, workload })),
    ...manifests.pods.map((pod) => ({ kind: 'Pod' as const, pod })),
  ]
  return subjects.flatMap((subject) => injectOne(subject, test, injector) ?? [])
}

function injectOne(
  subject: Subject,
  { manifests, settings }: TestCase,
  injector: Injector,
): Injected | undefined {
  const { virtualNode = 'auto' } = settings
  const namespace = objectOf(subject).metadata?.namespace ?? settings.namespace ?? 'default'
  const request = { namespace, now, virtualNode }
  const pod = subject.kind === 'Pod' ? subject.pod : podOf(subject)
  if (pod === undefined) return undefined
  const labels = labelsOfPlace(pod, virtualNode, manifests.namespaces)
  const placed = { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, ...labels } } }
  const result = injector.inject(Object.keys(labels).length === 0 ? pod : placed, { namespace, now })
  if (subject.kind === 'Pod') return { subject, report: injector.report(pod, request), pod: result.pod }
  const read = reportWorkload(subject.workload, injector, request)
  return read.ok ? { subject, report: read.report, pod: result.pod } : undefined
}

function podOf(subject: Subject & { readonly kind: 'workload' }): Pod | undefined {
  const read = readPodTemplate(subject.workload)
  return read.ok ? read.template.pod : undefined
}

/** The Pods that come out; of one that is refused, why. */
function podsText(injected: readonly Injected[], bookkeeping: boolean): string {
  return injected
    .map(({ report, pod, subject }) => {
      const value = report.allowed
        ? { apiVersion: 'v1', kind: 'Pod', ...(bookkeeping ? pod : withoutBookkeeping(pod)) }
        : {
            refused: nameOf(subject),
            codes: report.issues.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])),
          }
      return `---\n${formatYaml(value)}`
    })
    .join('')
}

/** Hashes and times tell nobody what was injected, and change with every version of a SidecarSet. */
function withoutBookkeeping(pod: Pod): Pod {
  const { annotations, ...metadata } = pod.metadata ?? {}
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !/^kruise\.io\/sidecarset-/.test(key))
  return {
    ...pod,
    metadata: { ...metadata, ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }) },
  }
}

function reportText(injected: readonly Injected[]): string {
  return injected.map(({ report }) => `${formatReport(report).trimEnd()}\n`).join('\n')
}

function nameOf(subject: Subject): string {
  const { metadata, kind = 'Pod' } = objectOf(subject)
  return `${kind}/${metadata?.name ?? metadata?.generateName ?? ''}`
}

function isSameYaml(expected: string, actual: string): boolean {
  try {
    return isSame(parseYaml(expected), parseYaml(actual))
  } catch {
    return false
  }
}

function isSameText(expected: string, actual: string): boolean {
  return expected.replace(/\r\n/g, '\n') === actual
}

async function describeDifference(file: string, expected: string, actual: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff')
  const patch = createTwoFilesPatch(file, 'what comes out', expected, actual, '', '', { context: 3 })
  return `${file} is not what comes out\n${patch.split('\n').slice(1).join('\n').trimEnd()}`
}

function checkAssertions({ assertions }: TestCase, injected: readonly Injected[]): readonly string[] {
  return assertions.flatMap((assertion) => {
    const { kind, name } = readResourceName(assertion.resource)
    const found = injected.find(
      ({ subject }) => nameOf(subject).toLowerCase() === `${kind}/${name}`.toLowerCase(),
    )
    if (found === undefined) return [`${assertion.resource}: it is not among the manifests`]
    return failuresOf(assertion, found.report, found.pod)
  })
}
