import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toFieldPath } from '../../src/issue/index.js'
import type { Pod, Volume, VolumeMount } from '../../src/manifest/api-types.js'
import type { ConfigMap, Secret } from '../../src/manifest/manifest-types.js'
import { resolveReferences, type ResolveContext } from '../../src/virtual-node/resolve-references.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const configMaps: ConfigMap[] = deepFreeze([
  {
    metadata: { namespace: 'kube-system', name: 'conf' },
    data: { 'a.yml': '' },
    binaryData: { 'b.bin': '' },
  },
  { metadata: { namespace: 'web', name: 'own' }, data: { 'a.yml': '' } },
  { metadata: { name: 'defaulted' }, data: {} },
])
const secrets: Secret[] = deepFreeze([
  {
    metadata: { namespace: 'kube-system', name: 'tls' },
    data: { 'tls.crt': 'c2VjcmV0' },
    stringData: { note: 'very secret' },
  },
])

const podOf = (volume: Volume, mount?: Partial<VolumeMount>): Pod =>
  deepFreeze({
    metadata: { name: 'p', namespace: 'web' },
    spec: {
      volumes: [volume],
      containers: [
        { name: 'app', ...(mount && { volumeMounts: [{ name: volume.name, mountPath: '/x', ...mount }] }) },
      ],
    },
  })
const configMap = (name: string, rest: object = {}): Volume => ({ name: 'v', configMap: { name, ...rest } })
const secret = (secretName: string, rest: object = {}): Volume => ({
  name: 'v',
  secret: { secretName, ...rest },
})
const projected = (...sources: object[]): Volume => ({ name: 'v', projected: { sources } })
const found = (pod: Pod | Volume[], context: ResolveContext = { configMaps, secrets }): string[] =>
  resolveReferences(pod, context).map(({ code, path }) => `${code} ${toFieldPath(path)}`)

const missing = (path: string): string[] => [`referenced-object-missing spec.volumes[0].${path}`]
const noKey = (path: string): string[] => [`referenced-key-missing ${path}`]

describe('objects', () => {
  test.each<[title: string, volume: Volume, issues: string[]]>([
    ['of another namespace, there', configMap('kube-system/conf'), []],
    ['of another namespace, missing', configMap('kube-system/confg'), missing('configMap.name')],
    ["of the Pod's namespace, there", configMap('own'), []],
    ["of the Pod's namespace, written out", configMap('web/own'), []],
    ['of another namespace, by a plain name', configMap('conf'), missing('configMap.name')],
    ['without a namespace is in default', configMap('default/defaulted'), []],
    ['a Secret, there', secret('kube-system/tls'), []],
    ['a Secret, missing', secret('kube-system/tls2'), missing('secret.secretName')],
    ['of the other kind does not count', secret('kube-system/conf'), missing('secret.secretName')],
    ['missing and optional', configMap('kube-system/confg', { optional: true }), []],
    [
      'projected',
      projected({ configMap: { name: 'kube-system/conf' } }, { secret: { name: 'gone' } }),
      missing('projected.sources[1].secret.name'),
    ],
    ['no reference at all: for others to say', configMap('a/b/c'), []],
  ])('%s', (_, volume, issues) => expect(found(podOf(volume))).toEqual(issues))

  test('a kind that is not given is not looked at', () => {
    expect(found(podOf(secret('gone')), { configMaps })).toEqual([])
    expect(found(podOf(configMap('gone')), { secrets })).toEqual([])
    expect(found(podOf(configMap('gone')), { configMaps: [] })).toEqual(missing('configMap.name'))
  })

  test('volumes alone, with the namespace given', () => {
    expect(found([configMap('own')], { configMaps, podNamespace: 'web' })).toEqual([])
    expect(found([configMap('own')], { configMaps })).toEqual(missing('configMap.name'))
  })
})

describe('keys of items', () => {
  const items = (...keys: string[]): object => ({ items: keys.map((key) => ({ key, path: `at/${key}` })) })
  test.each<[title: string, volume: Volume, issues: string[]]>([
    ['there, as text or bytes', configMap('kube-system/conf', items('a.yml', 'b.bin')), []],
    [
      'missing',
      configMap('kube-system/conf', items('a.yml', 'c')),
      noKey('spec.volumes[0].configMap.items[1].key'),
    ],
    ['missing and optional', configMap('kube-system/conf', { ...items('c'), optional: true }), []],
    [
      'of a Secret',
      secret('kube-system/tls', items('tls.crt', 'note', 'tls.key')),
      noKey('spec.volumes[0].secret.items[2].key'),
    ],
    [
      'of the prototype',
      configMap('kube-system/conf', items('constructor')),
      noKey('spec.volumes[0].configMap.items[0].key'),
    ],
  ])('%s', (_, volume, issues) => expect(found(podOf(volume))).toEqual(issues))
})

describe('subPath of a mount', () => {
  const at = noKey('spec.containers[0].volumeMounts[0].subPath')
  const items = { items: [{ key: 'a.yml', path: 'etc/app.yml' }] }
  test.each<[title: string, volume: Volume, mount: Partial<VolumeMount>, issues: string[]]>([
    ['is a key', configMap('own'), { subPath: 'a.yml' }, []],
    ['is no key', configMap('own'), { subPath: 'b.yml' }, at],
    ['is a key, written at length', configMap('own'), { subPath: './a.yml/' }, []],
    ['is the path of an item', configMap('own', items), { subPath: 'etc/app.yml' }, []],
    ['is a directory of an item', configMap('own', items), { subPath: 'etc' }, []],
    ['is a key that items leave out', configMap('own', items), { subPath: 'a.yml' }, at],
    ['is no key of an optional volume', configMap('own', { optional: true }), { subPath: 'b.yml' }, []],
    ['is empty', configMap('own'), { subPath: '' }, []],
    ['of a Secret', secret('kube-system/tls'), { subPath: 'tls.key' }, at],
    ['is an expression', configMap('own'), { subPathExpr: '$(POD)', subPath: 'b.yml' }, []],
    ['of a volume of another kind', { name: 'v', emptyDir: {} }, { subPath: 'b.yml' }, []],
    [
      'of a projected volume',
      projected({ configMap: { name: 'own' } }, { downwardAPI: { items: [{ path: 'labels' }] } }),
      { subPath: 'labels' },
      [],
    ],
    [
      'of a projected token',
      projected({ configMap: { name: 'own' } }, { serviceAccountToken: { path: 'token' } }),
      { subPath: 'token' },
      [],
    ],
    ['of no part of a projected volume', projected({ configMap: { name: 'own' } }), { subPath: 'token' }, at],
  ])('%s', (_, volume, mount, issues) => expect(found(podOf(volume, mount))).toEqual(issues))

  test('nothing is said of a volume whose object is missing, beside that', () => {
    expect(found(podOf(configMap('gone'), { subPath: 'b.yml' }))).toEqual(missing('configMap.name'))
  })
})

test('no issue holds what a Secret contains', () => {
  const text = JSON.stringify(
    resolveReferences(podOf(secret('kube-system/tls', { items: [{ key: 'no' }] })), { secrets }),
  )
  expect(text).toContain('kube-system/tls')
  expect(text).not.toMatch(/c2VjcmV0|very secret/)
})

test('never throws, whatever the Pod is', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (spec, objects) => {
      resolveReferences({ spec } as Pod, { configMaps: [objects] as ConfigMap[], secrets })
    }),
  )
})
