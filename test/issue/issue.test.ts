import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countIssues,
  createIssueCollector,
  listIssues,
  issueCatalog,
  mostIssues,
  toFieldPath,
  type Issue,
} from '../../src/issue/index.js'

describe('toFieldPath writes paths as Kubernetes does', () => {
  test.each<[path: (string | number)[], text: string]>([
    [[], ''],
    [['spec'], 'spec'],
    [['spec', 'volumes', 0, 'configMap', 'name'], 'spec.volumes[0].configMap.name'],
    [
      ['metadata', 'annotations', 'kruise.io/sidecarset-hash'],
      'metadata.annotations[kruise.io/sidecarset-hash]',
    ],
    [['resources', 'limits', 'cpu'], 'resources.limits[cpu]'],
    [['resourcesPolicy', 'resourcesExpr', 'limits', 'cpu'], 'resourcesPolicy.resourcesExpr.limits.cpu'],
    [['metadata', 'labels', 'app'], 'metadata.labels[app]'],
    [[0, 'name'], '[0].name'],
    [['a', ''], 'a[]'],
  ])('%j', (path, text) => expect(toFieldPath(path)).toBe(text))
})

describe('a collector', () => {
  test('keeps everything that is reported, from wherever it is reported', () => {
    const issues = createIssueCollector({ kind: 'SidecarSet', name: 'logs' }, ['spec'])
    issues.at('volumes', 0).error('required', 'a')
    issues.warning('stale-hash', 'b')
    issues.at('containers').at(1, 'name').info('invalid', 'c')
    expect(issues.list.map(({ severity, path }) => [severity, toFieldPath(path)])).toEqual([
      ['error', 'spec.volumes[0]'],
      ['warning', 'spec'],
      ['info', 'spec.containers[1].name'],
    ])
    expect(issues.list.every(({ resource }) => resource?.name === 'logs')).toBe(true)
  })

  test('tells errors from the rest', () => {
    const issues = createIssueCollector()
    issues.warning('stale-hash', 'a')
    expect(issues.hasErrors()).toBe(false)
    issues.at('x').error('required', 'b')
    expect(issues.hasErrors()).toBe(true)
  })

  test('leaves the resource out where none is known, so that issues survive JSON', () => {
    const issues = createIssueCollector()
    issues.error('required', 'a')
    expect(JSON.parse(JSON.stringify(issues.list))).toEqual(issues.list)
    expect(Object.keys(issues.list[0] ?? {})).not.toContain('resource')
  })
})

describe('a collector of more than can be listed', () => {
  const flood = (errors: number, warnings: number) => {
    const issues = createIssueCollector({ kind: 'SidecarSet', name: 'logs' })
    for (let count = 0; count < warnings; count++) issues.at(count).warning('invalid', 'w')
    for (let count = 0; count < errors; count++) issues.at(count).error('required', 'e')
    return issues
  }

  test('keeps a hundred and counts the rest', () => {
    const { list } = flood(0, 3_000_000)
    expect(list).toHaveLength(mostIssues + 1)
    expect(list.at(-1)).toEqual({
      code: 'more-issues',
      severity: 'warning',
      message: 'and 2,999,900 more: 2,999,900 warnings',
      path: [],
      resource: { kind: 'SidecarSet', name: 'logs' },
      omitted: { error: 0, warning: 2_999_900, info: 0 },
    })
  })

  test('no flood of warnings hides an error', () => {
    const issues = flood(3, 250)
    expect(issues.hasErrors()).toBe(true)
    expect(issues.list.filter(({ severity }) => severity === 'error')).toHaveLength(3)
    expect(issues.list.at(-1)).toMatchObject({ severity: 'warning', omitted: { error: 0, warning: 153 } })
  })

  test('counts exactly, whatever comes in which order', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (errors, warnings) => {
        const { list } = flood(errors, warnings)
        expect(list.length).toBeLessThanOrEqual(mostIssues + 1)
        expect(countIssues(list, 'error')).toBe(errors)
        expect(countIssues(list, 'warning')).toBe(warnings)
      }),
    )
  })

  test('cuts messages and makes them visible', () => {
    const issues = createIssueCollector()
    issues.error('invalid', `a\n\u202e${'b'.repeat(1e6)}`)
    expect(issues.list[0]?.message).toMatch(/^a\\n\\u202eb+\.\.\.$/)
    expect(issues.list[0]?.message.length).toBeLessThan(1100)
  })

  test('hands out paths and resources that nobody else has', () => {
    const resource = { kind: 'Pod', name: 'web' }
    const path = ['spec']
    const issues = createIssueCollector(resource, path)
    issues.error('required', 'a')
    issues.error('required', 'b')
    const [a, b] = issues.list
    expect(a?.path).not.toBe(path)
    expect(a?.path).not.toBe(b?.path)
    expect(a?.resource).not.toBe(resource)
  })
})

describe('listIssues', () => {
  const issue: Issue = {
    code: 'required',
    severity: 'error',
    message: 'a volume needs a name',
    path: ['spec', 'volumes', 0, 'name'],
  }

  test.each<[what: string, issue: Issue, text: string]>([
    ['place and code', issue, 'error spec.volumes[0].name: a volume needs a name [required]'],
    [
      'the resource',
      { ...issue, resource: { kind: 'SidecarSet', name: 'logs' } },
      'error SidecarSet/logs spec.volumes[0].name: a volume needs a name [required]',
    ],
    [
      'a namespace, a line and a column',
      { ...issue, resource: { kind: 'Pod', namespace: 'shop', name: 'web' }, line: 34, column: 7 },
      'error Pod/shop/web spec.volumes[0].name (line 34:7): a volume needs a name [required]',
    ],
    ['nothing but the message', { ...issue, path: [] }, 'error a volume needs a name [required]'],
  ])('%s', (_what, given, text) => expect(listIssues([given])).toBe(text))

  test('one a line, in the order given', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c'))
    fc.assert(
      fc.property(texts, (messages) => {
        const lines = listIssues(messages.map((message) => ({ ...issue, message, path: [] }))).split('\n')
        expect(
          messages.length === 0 ? [''] : messages.map((message) => `error ${message} [required]`),
        ).toEqual(lines)
      }),
    )
  })
})

describe('the catalog', () => {
  test.each(Object.entries(issueCatalog))(
    '%s has a sentence and an example',
    (code, { summary, example }) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(summary).toMatch(/^[^\n]*\.$/)
      expect(example).not.toBe('')
    },
  )
})
