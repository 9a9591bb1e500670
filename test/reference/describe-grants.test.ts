import { expect, test } from 'vitest'
import { describeGrants, formatGrants } from '../../src/reference/index.js'
import { binding } from './bindings.js'

const bindings = [
  binding('kube-system/b', ['logs', 'filebeat'], ['ConfigMap/conf', 'Secret/tls', 'ConfigMap/conf']),
  binding('kube-system/a', ['logs'], ['ConfigMap/other']),
  binding('web/nobody', [], ['ConfigMap/x']),
  binding('web/nothing', ['logs'], []),
]

test('who may read what, because of which binding, in order of SidecarSet and binding', () => {
  const [conf, tls, other] = [
    { kind: 'ConfigMap', name: 'conf' },
    { kind: 'Secret', name: 'tls' },
    { kind: 'ConfigMap', name: 'other' },
  ]
  const [a, b] = ['a', 'b'].map((name) => ({ namespace: 'kube-system', name }))
  const expected = [
    { sidecarSet: 'filebeat', objects: [conf, tls], binding: b },
    { sidecarSet: 'logs', objects: [other], binding: a },
    { sidecarSet: 'logs', objects: [conf, tls], binding: b },
  ]
  expect(describeGrants(bindings)).toEqual(expected)
  expect(describeGrants([...bindings].reverse())).toEqual(expected)
})

test('as text, one grant a line', () => {
  expect(formatGrants(describeGrants(bindings))).toBe(
    [
      'SidecarSet filebeat may read ConfigMap kube-system/conf, Secret kube-system/tls (binding kube-system/b)',
      'SidecarSet logs may read ConfigMap kube-system/other (binding kube-system/a)',
      'SidecarSet logs may read ConfigMap kube-system/conf, Secret kube-system/tls (binding kube-system/b)',
    ].join('\n'),
  )
})

test.each([undefined, null, []])('%j grants nothing', (none) => {
  expect(describeGrants(none)).toEqual([])
  expect(formatGrants([])).toBe('')
})

test('as Markdown, wrapped, coloured and cut where that is asked for', () => {
  const [grant, ...others] = describeGrants(bindings)
  const grants = grant === undefined ? [] : [grant]
  expect(others).toHaveLength(2)
  expect(formatGrants(grants, { format: 'markdown', limit: 1 })).toMatch(
    /^- SidecarSet `filebeat` may read ConfigMap kube-system\/conf and 1 further/,
  )
  expect(formatGrants(grants, { width: 40 }).split('\n')).toHaveLength(4)
  expect(formatGrants(grants, { color: true })).toContain('\u001b[')
  expect(formatGrants([], { format: 'markdown' })).toBe('')
})

test('options that it does not know are an error', () => {
  expect(() => formatGrants([], { colour: true } as object)).toThrow('colour')
})
