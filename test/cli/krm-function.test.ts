import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatYaml, parseYaml } from '../../src/index.js'
import { type CliResult, repository, runCli } from './run-cli.js'

const read = (name: string): object[] =>
  parseYaml(readFileSync(`${repository}fixtures/cli/shop/${name}`, 'utf8')) as object[]
const sets = [...read('sidecarsets/logs.yaml'), ...read('sidecarsets/grants.yaml')]

interface ResourceList {
  readonly apiVersion: string
  readonly kind: string
  readonly items: readonly Record<string, unknown>[]
  readonly functionConfig?: object
  readonly results?: readonly object[]
}

async function callFunction(
  items: readonly object[],
  spec: object = {},
): Promise<CliResult & { readonly list: ResourceList }> {
  const functionConfig = { apiVersion: 'sidecarset/v1', kind: 'Sidecars', metadata: { name: 'a' }, spec }
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items, functionConfig }
  const result = await runCli([], { stdin: formatYaml(list), env: {} })
  return { ...result, list: parseYaml(result.stdout)[0] as ResourceList }
}

test('a ResourceList comes back with its items injected, and with all else as it was', async () => {
  const { code, list, stderr } = await callFunction([...read('app.yaml'), ...sets])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(list).toMatchObject({
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    functionConfig: { spec: {} },
  })
  const [cart, service, probe] = list.items
  expect(cart).toMatchObject({
    spec: { template: { spec: { containers: [{ name: 'shipper' }, { name: 'cart' }] } } },
  })
  expect([service, probe]).toEqual(read('app.yaml').slice(1))
  expect(list.items).toHaveLength(5)
  expect(list.results).toBeUndefined()
})

test('SidecarSets may come with the configuration, and are no items then', async () => {
  const { list } = await callFunction(read('app.yaml'), { manifests: sets })
  expect(list.items.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'Pod'])
  expect(JSON.stringify(list.items[0])).toContain('shipper')
})

test('a refusal is a result of severity error with resource, field and file, and exit code 1', async () => {
  const [set] = read('sidecarsets/logs.yaml') as { metadata: object }[]
  const annotations = { 'internal.config.kubernetes.io/path': 'sets/logs.yaml' }
  const placed = { ...set, metadata: { ...set?.metadata, annotations } }
  const { code, list } = await callFunction([...read('app.yaml'), placed])
  expect(code).toBe(1)
  expect(list.results).toMatchObject([
    {
      severity: 'error',
      resourceRef: { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'SidecarSet', name: 'logs' },
      field: { path: 'spec.volumes[0].configMap.name' },
      file: { path: 'sets/logs.yaml' },
      tags: { code: 'unauthorized-reference' },
    },
  ])
  expect(list.items.slice(0, 3)).toEqual(read('app.yaml'))
})

test('the output is the same every time, and that of a second run', async () => {
  const first = await callFunction([...read('app.yaml'), ...sets])
  expect((await callFunction([...read('app.yaml'), ...sets])).stdout).toBe(first.stdout)
  expect((await callFunction(first.list.items)).list.items).toEqual(first.list.items)
})

test('a configuration that cannot be read, and a stdin without a list, are sentences', async () => {
  expect(await callFunction([], { profile: 'v9' })).toMatchObject({
    code: 2,
    stderr: 'sidecarset: functionConfig: spec.profile takes v1.3.0, v1.8.0, v1.9.0\n',
  })
  const wrong = await runCli([], { stdin: 'kind: Pod\n' })
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('a command is missing') })
})
