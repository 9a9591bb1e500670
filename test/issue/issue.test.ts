import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createIssueCollector,
  formatIssues,
  issueCatalog,
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

describe('formatIssues', () => {
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
  ])('%s', (_what, given, text) => expect(formatIssues([given])).toBe(text))

  test('one a line, in the order given', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c'))
    fc.assert(
      fc.property(texts, (messages) => {
        const lines = formatIssues(messages.map((message) => ({ ...issue, message, path: [] }))).split('\n')
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
