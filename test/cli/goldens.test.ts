import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createInjector, parseYaml, reportWorkload, safeParseManifests } from '../../src/index.js'
import { repository, runCli } from './run-cli.js'

/** Folders of manifests that other tests know the answers of. */
const groups = ['inject', 'explain', 'workload', 'reports', 'virtual-node']
const folders = groups.flatMap((group) => {
  const path = join(repository, 'fixtures', group)
  return existsSync(path) ? readdirSync(path).map((name) => `fixtures/${group}/${name}`) : []
})

describe('over every golden folder the command says what the library says', () => {
  test.each(folders)('%s', async (cwd) => {
    const files = readdirSync(join(repository, cwd))
      .filter((name) => name.endsWith('.yaml') && !/^(?:expected|case)/.test(name))
      .sort()
    const sources = files.map((name) => ({ name, text: readFileSync(join(repository, cwd, name), 'utf8') }))
    const { ok, manifests } = safeParseManifests(sources)
    const args = files.flatMap((name) => ['-f', name])
    const explained = await runCli(['explain', '-o', 'json', ...args], { cwd })
    const subjects = manifests.workloads.length + manifests.pods.length
    if (!ok || subjects === 0) {
      expect(explained.code).toBe(2)
      expect(explained.stderr).not.toContain('should not have happened')
      return
    }
    const injector = createInjector(manifests)
    const { configMaps, secrets } = manifests
    const objects = configMaps.length + secrets.length > 0 ? { configMaps, secrets } : {}
    const request = (namespace = 'default'): object => ({ namespace, virtualNode: 'auto', ...objects })
    const expected = [
      ...manifests.workloads.flatMap((workload) => {
        const read = reportWorkload(workload, injector, request(workload.metadata?.namespace))
        return read.ok ? [read.report] : []
      }),
      ...manifests.pods.map((pod) => injector.report(pod, request(pod.metadata?.namespace))),
    ]
    expect(JSON.parse(explained.stdout)).toEqual(JSON.parse(JSON.stringify(expected)))

    // What is printed is what the library injects, and nothing but what it injects differs from the input.
    const injected = await runCli(['inject', '--virtual-node', 'none', ...args], { cwd })
    expect(injected.stderr).not.toContain('should not have happened')
    const printed = safeParseManifests(parseYaml(injected.stdout) as object[]).manifests.pods
    expect(printed).toHaveLength(manifests.pods.length)
    manifests.pods.forEach((pod, index) => {
      const namespace = pod.metadata?.namespace ?? 'default'
      const result = injector.inject(pod, { namespace, now: '2026-01-01T00:00:00Z' })
      expect(printed[index]?.spec).toEqual(result.pod.spec)
    })
  })
})

describe('examples', () => {
  test('the tests of golden-tests pass', async () => {
    expect(await runCli(['test', 'examples/golden-tests'], { cwd: '.' })).toMatchObject({ code: 0 })
  })

  test('what kustomize hands to the function of kustomize comes back injected', async () => {
    const read = (name: string): unknown[] =>
      parseYaml(readFileSync(join(repository, 'examples/kustomize', name), 'utf8'))
    const items = ['app.yaml', 'logs.yaml', 'grants.yaml'].flatMap(read)
    const list = {
      apiVersion: 'config.kubernetes.io/v1',
      kind: 'ResourceList',
      items,
      functionConfig: read('sidecars.yaml')[0],
    }
    const { code, stdout } = await runCli([], { stdin: JSON.stringify(list) })
    expect(code).toBe(0)
    expect(stdout).toContain('registry.example/shipper:2.1')
  })

  test('the workflow runs commands that there are, with options that they have', async () => {
    const workflow = readFileSync(join(repository, 'examples/ci/sidecarsets.yaml'), 'utf8')
    const lines = workflow.match(/sidecarset (?:check|test|diff) .*$/gm) ?? []
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const name = line.split(' ')[1] ?? ''
      const { stdout } = await runCli([name, '--help'])
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(stdout).toContain(option)
    }
  })
})
