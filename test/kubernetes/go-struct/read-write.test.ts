import { describe, expect, test } from 'vitest'
import { createIssueCollector } from '../../../src/issue/index.js'
import { findUnknownFields, readGoStruct, schemaOf } from '../../../src/kubernetes/go-struct/index.js'
import { writeGoJson } from '../../../src/kubernetes/go-json.js'

const schema = schemaOf('v1.9.0')

function read(type: string, value: unknown): { text: string; codes: string[]; paths: unknown[] } {
  const issues = createIssueCollector()
  const text = writeGoJson(readGoStruct(schema, type, value, issues))
  return { text, codes: issues.list.map(({ code }) => code), paths: issues.list.map(({ path }) => path) }
}

describe('reading and writing as Go does', () => {
  test.each<[rule: string, type: string, value: unknown, text: string]>([
    [
      'fields come in the order of their declaration',
      'EnvVar',
      { value: 'b', name: 'a' },
      '{"name":"a","value":"b"}',
    ],
    ['unknown fields are dropped', 'EnvVar', { name: 'a', Value: 'b' }, '{"name":"a"}'],
    ['null is the zero value', 'EnvVar', { name: null, value: null }, '{"name":""}'],
    ['without omitempty the zero value is written', 'KeyToPath', {}, '{"key":"","path":""}'],
    ['an embedded struct is never left out', 'Container', { name: 'a' }, '{"name":"a","resources":{}}'],
    [
      'a pointer to something empty stays',
      'HostPathVolumeSource',
      { path: '', type: '' },
      '{"path":"","type":""}',
    ],
    ['a pointer to zero stays', 'SecurityContext', { runAsUser: 0 }, '{"runAsUser":0}'],
    ['an absent pointer goes', 'SecurityContext', { runAsUser: null }, '{}'],
    ['elements of lists are never dropped', 'ExecAction', { command: ['', null] }, '{"command":["",""]}'],
    ['an empty list goes', 'ExecAction', { command: [] }, '{}'],
    [
      'maps are sorted by the bytes of their keys',
      'ResourceRequirements',
      { limits: { b: '1', a: 1, 10: 1, 9: 1 } },
      '{"limits":{"10":"1","9":"1","a":"1","b":"1"}}',
    ],
    [
      'a key __proto__ is a key',
      'ResourceRequirements',
      JSON.parse('{"limits":{"__proto__":"1"}}'),
      '{"limits":{"__proto__":"1"}}',
    ],
    ['a quantity becomes canonical', 'EmptyDirVolumeSource', { sizeLimit: '0.5Gi' }, '{"sizeLimit":"512Mi"}'],
    [
      'an absent quantity that is no pointer is 0',
      'ResourceFieldSelector',
      { resource: 'limits.cpu' },
      '{"resource":"limits.cpu","divisor":"0"}',
    ],
    ['a port stays number or text', 'TCPSocketAction', { port: 'http' }, '{"port":"http"}'],
    ['an absent port is 0', 'TCPSocketAction', {}, '{"port":0}'],
    [
      'times go to UTC, without fractions',
      'ContainerStateRunning',
      { startedAt: '2026-01-01T02:00:00.9+02:00' },
      '{"startedAt":"2026-01-01T00:00:00Z"}',
    ],
    ['an absent time is null', 'ContainerStateRunning', {}, '{"startedAt":null}'],
    [
      '-0 is 0',
      'Sysctl',
      { name: '<&>', value: '\u2028' },
      '{"name":"\\u003c\\u0026\\u003e","value":"\\u2028"}',
    ],
  ])('%s', (_rule, type, value, text) => {
    expect(read(type, value)).toEqual({ text, codes: [], paths: [] })
  })

  test.each<[mistake: string, type: string, value: unknown, code: string, path: unknown[]]>([
    ['a number for a text', 'EnvVar', { name: 'a', value: 1 }, 'wrong-type', ['value']],
    ['a text for a mapping', 'Container', { resources: 'none' }, 'wrong-type', ['resources']],
    ['a mapping for a list', 'Container', { env: {} }, 'wrong-type', ['env']],
    ['a list for a mapping', 'Container', { env: [[]] }, 'wrong-type', ['env', 0]],
    [
      'a fraction for a whole number',
      'ContainerPort',
      { containerPort: 1.5 },
      'wrong-type',
      ['containerPort'],
    ],
    ['a number beyond 32 bits', 'ContainerPort', { containerPort: 2 ** 31 }, 'wrong-type', ['containerPort']],
    ['a text for a boolean', 'VolumeMount', { readOnly: 'yes' }, 'wrong-type', ['readOnly']],
    [
      'an amount that is none',
      'EmptyDirVolumeSource',
      { sizeLimit: '1 GB' },
      'invalid-quantity',
      ['sizeLimit'],
    ],
    [
      'a time that is none',
      'ContainerStateRunning',
      { startedAt: '2026-02-30T00:00:00Z' },
      'invalid-time',
      ['startedAt'],
    ],
  ])('%s is reported', (_mistake, type, value, code, path) => {
    expect(read(type, value)).toMatchObject({ codes: [code], paths: [path] })
  })

  test('all mistakes are reported, not the first only', () => {
    expect(read('Container', { name: 1, env: [{ name: 2 }, { value: true }], tty: 'no' }).paths).toEqual([
      ['name'],
      ['env', 0, 'name'],
      ['env', 1, 'value'],
      ['tty'],
    ])
  })
})

describe('fields that a type does not have', () => {
  test('are found with their path and type, outermost only', () => {
    const container = {
      name: 'a',
      image: 'b',
      imagepullpolicy: 'x',
      env: [{ name: 'c', vlaue: { deep: 1 } }],
    }
    expect(findUnknownFields(schema, 'Container', container)).toEqual([
      { path: ['imagepullpolicy'], struct: 'Container' },
      { path: ['env', 0, 'vlaue'], struct: 'EnvVar' },
    ])
  })

  test('keys of maps are no fields', () => {
    expect(findUnknownFields(schema, 'ObjectMeta', { labels: { anything: 'x' } })).toEqual([])
  })
})
