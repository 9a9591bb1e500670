import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { strategicMergePatch } from '../../../src/kubernetes/strategic-merge-patch.js'
import { recordedTables } from './api-tables.js'

// What the reference injected from revisions shows what it made of their patches. The hashes and the rest of injection
// are tested elsewhere; here: each container of the merged SidecarSet stands in the recorded Pod as the merge made it.

interface Container extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly restartPolicy?: string
  readonly podInjectPolicy?: string
  readonly env?: readonly { readonly name: string }[]
  readonly upgradeStrategy?: { readonly upgradeType?: string }
}

interface Spec {
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
}

interface Pod {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> }
  readonly spec: Spec
}

interface Row {
  readonly name: string
  readonly pod: Pod
  readonly controllerRevisions?: readonly {
    readonly metadata: { readonly name: string }
    readonly data: unknown
  }[]
  readonly expect: {
    readonly sidecarSets: readonly { readonly name: string; readonly spec?: Spec }[]
    readonly pod?: Pod
  }
}

/** An entry of the annotation that says what was injected. */
interface HashEntry {
  readonly controllerRevision?: string
  readonly sidecarList: readonly string[]
}

interface Case {
  readonly title: string
  readonly before: Spec
  readonly after: Spec
  readonly spec: Spec
  readonly data: unknown
  readonly sidecarList: readonly string[]
}

/** Each SidecarSet that the reference injected in the shape of one of its revisions. */
function readCases(): Case[] {
  const text = readFileSync(
    new URL('../../../fixtures/recorded/inject-v1.9.0.jsonl', import.meta.url),
    'utf8',
  )
  const rows = text.split('\n').filter(Boolean)
  return rows
    .map((line) => JSON.parse(line) as Row)
    .flatMap((row) => row.expect.sidecarSets.flatMap((set) => readCase(row, set)))
}

function readCase(row: Row, { name, spec }: { readonly name: string; readonly spec?: Spec }): Case[] {
  const after = row.expect.pod
  const annotation = after?.metadata.annotations?.['kruise.io/sidecarset-hash'] ?? '{}'
  const entry = (JSON.parse(annotation) as Record<string, HashEntry | undefined>)[name]
  const revision = (row.controllerRevisions ?? []).find(
    ({ metadata }) => metadata.name === entry?.controllerRevision,
  )
  if (entry === undefined || revision === undefined || after === undefined || spec === undefined) return []
  const { sidecarList } = entry
  return [
    {
      title: `${row.name} ${name}`,
      before: row.pod.spec,
      after: after.spec,
      spec,
      data: revision.data,
      sidecarList,
    },
  ]
}

const tables = recordedTables('v1.9.0')

function mergedSpec({ spec, data }: Case): Spec {
  const result = strategicMergePatch({ spec }, data, { typeName: 'SidecarSet', tables })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  // A replacing patch is the result itself, nulls included.
  const { containers, initContainers } = result.value['spec'] as Spec
  return { containers: containers ?? [], initContainers: initContainers ?? [] }
}

const cases = readCases()

describe('revisions of inject-v1.9.0', () => {
  test('some merge and some replace', () => {
    const replacing = cases.filter(({ data }) => JSON.stringify(data).includes('"$patch":"replace"'))
    expect(replacing.length).toBeGreaterThan(10)
    expect(cases.length - replacing.length).toBeGreaterThan(3)
  })

  test.each(cases.map((one) => [one.title, one] as const))(
    '%s: the sidecars are those of the merged spec',
    (_title, one) => {
      const { containers = [], initContainers = [] } = mergedSpec(one)
      const natives = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')
      expect([...containers, ...natives].map(({ name }) => name).sort()).toEqual(one.sidecarList)
    },
  )

  test.each(cases.map((one) => [one.title, one] as const))(
    '%s: its containers are injected as merged',
    (_title, one) => {
      for (const container of mergedSpec(one).containers ?? []) {
        const injected = (one.after.containers ?? []).filter(({ name }) => name === injectedName(container))
        // Another SidecarSet may bring a container of the same name; one of them is this one.
        expect(injected.map((candidate) => excerpt(candidate, container))).toContainEqual(
          excerpt(container, container),
        )
      }
    },
  )

  test.each(cases.map((one) => [one.title, one] as const))(
    '%s: in the order of the merged list',
    (_title, one) => {
      const own = new Set((one.before.containers ?? []).map(({ name }) => name))
      for (const policy of ['BeforeAppContainer', 'AfterAppContainer']) {
        const names = (mergedSpec(one).containers ?? [])
          .filter(({ podInjectPolicy }) => podInjectPolicy === policy)
          .map(injectedName)
          .filter((name) => !own.has(name))
        expect(
          (one.after.containers ?? []).map(({ name }) => name).filter((name) => names.includes(name)),
        ).toEqual(names)
      }
    },
  )
})

/** A hot upgrade turns a container into two. */
function injectedName({ name, upgradeStrategy }: Container): string {
  return upgradeStrategy?.upgradeType === 'HotUpgrade' ? `${name}-1` : name
}

/** Fields that injection copies as they are, and the env vars that a container has of its own. */
function excerpt(candidate: Container, container: Container): unknown {
  const copied = [
    'image',
    'command',
    'args',
    'workingDir',
    'ports',
    'envFrom',
    'imagePullPolicy',
    'lifecycle',
    'securityContext',
  ]
  const env = (candidate.env ?? []).slice(0, container.env?.length ?? 0)
  return withoutEmpty({ ...Object.fromEntries(copied.map((field) => [field, candidate[field]])), env })
}

/** Go leaves empty members out, also where users wrote them. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [key, withoutEmpty(member)] as const)
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)))
}

function isEmpty(value: unknown): boolean {
  return (
    [null, undefined, '', false, 0].includes(value as null) || (Array.isArray(value) && value.length === 0)
  )
}
