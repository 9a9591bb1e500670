import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Volume } from '../../src/manifest/api-types.js'
import { findQualifiedReferences, findReferences } from '../../src/reference/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const malformed = (value: unknown): Volume[] => value as Volume[]

describe('findReferences', () => {
  test('every place in which a volume names a ConfigMap or a Secret', () => {
    const volumes: Volume[] = deepFreeze([
      { name: 'plain', configMap: { name: 'filebeat' } },
      { name: 'empty', emptyDir: {} },
      { name: 'tls', secret: { secretName: 'kube-system/tls' } },
      {
        name: 'all',
        projected: {
          sources: [
            { downwardAPI: {} },
            { configMap: { name: 'kube-system/a' } },
            { secret: { name: 'b' } },
            { configMap: { name: 'c' }, secret: { name: 'd' } },
          ],
        },
      },
    ])
    expect(findReferences(volumes)).toEqual([
      {
        kind: 'ConfigMap',
        text: 'filebeat',
        volume: 'plain',
        path: ['spec', 'volumes', 0, 'configMap', 'name'],
      },
      {
        kind: 'Secret',
        text: 'kube-system/tls',
        volume: 'tls',
        path: ['spec', 'volumes', 2, 'secret', 'secretName'],
      },
      { kind: 'ConfigMap', text: 'kube-system/a', volume: 'all', path: source(1, 'configMap') },
      { kind: 'Secret', text: 'b', volume: 'all', path: source(2, 'secret') },
      { kind: 'ConfigMap', text: 'c', volume: 'all', path: source(3, 'configMap') },
      { kind: 'Secret', text: 'd', volume: 'all', path: source(3, 'secret') },
    ])
  })

  test('the place of the list can be given', () => {
    const volumes: Volume[] = [{ name: 'a', configMap: { name: 'b' } }]
    expect(findReferences(volumes, ['data', 'spec'])[0]?.path).toEqual([
      'data',
      'spec',
      0,
      'configMap',
      'name',
    ])
  })

  test.each<[title: string, volumes: unknown]>([
    ['no list', undefined],
    ['null', null],
    ['a text in place of the list', 'volumes'],
    ['null in the list', [null, undefined, 7]],
    ['null for each part', [{ name: null, configMap: null, secret: null, projected: null }]],
    [
      'null for the inner parts',
      [{ configMap: { name: null }, projected: { sources: [null, { secret: null }] } }],
    ],
    ['wrong types', [{ configMap: 'a/b', secret: { secretName: 7 }, projected: { sources: 'a/b' } }]],
    ['lists in place of maps', [{ configMap: [{ name: 'a' }], secret: ['a'] }]],
    ['an empty name', [{ name: 'v', configMap: { name: '' } }]],
    ['a name of the wrong field', [{ name: 'v', secret: { name: 'a' }, configMap: { secretName: 'a' } }]],
    ['other volumes', [{ name: 'v', persistentVolumeClaim: { claimName: 'a' }, csi: { driver: 'x' } }]],
  ])('%s: none', (_title, volumes) => {
    expect(findReferences(malformed(volumes))).toEqual([])
  })

  test('a volume without a name still has its references', () => {
    expect(findReferences([{ configMap: { name: 'a' } }])).toMatchObject([{ text: 'a', volume: '' }])
  })

  test('whatever stands there, nothing is thrown', () => {
    fc.assert(fc.property(fc.anything(), (volumes) => void findReferences(malformed(volumes))))
  })
})

describe('findQualifiedReferences', () => {
  test('plain names are left alone, even odd ones', () => {
    const volumes: Volume[] = [{ name: 'v', configMap: { name: 'Odd_Name' }, secret: { secretName: 'a' } }]
    expect(findQualifiedReferences(volumes, { sidecarSet: 'logs' })).toEqual({ references: [], issues: [] })
  })

  test('the parts of namespace/name', () => {
    const volumes: Volume[] = [{ name: 'conf', configMap: { name: 'kube-system/filebeat-config' } }]
    expect(findQualifiedReferences(volumes, { sidecarSet: 'logs' }).references).toEqual([
      {
        kind: 'ConfigMap',
        text: 'kube-system/filebeat-config',
        volume: 'conf',
        path: ['spec', 'volumes', 0, 'configMap', 'name'],
        namespace: 'kube-system',
        name: 'filebeat-config',
      },
    ])
  })

  test.each(['/x', 'a/', 'a/b/c', 'A/b', 'a/B', '/', 'a.b/c'])('%j is an error at its place', (text) => {
    const volumes: Volume[] = [
      { name: 'ok', secret: { secretName: 'a/b' } },
      { name: 'v', secret: { secretName: text } },
    ]
    const { references, issues } = findQualifiedReferences(volumes, { sidecarSet: 'logs' })
    expect(references).toHaveLength(1)
    expect(issues).toMatchObject([
      {
        code: 'invalid-reference',
        severity: 'error',
        path: ['spec', 'volumes', 1, 'secret', 'secretName'],
        resource: { kind: 'SidecarSet', name: 'logs' },
      },
    ])
  })
})

function source(index: number, field: string): (string | number)[] {
  return ['spec', 'volumes', 3, 'projected', 'sources', index, field, 'name']
}
