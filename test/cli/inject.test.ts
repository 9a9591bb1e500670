import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createInjector, injectWorkload, parseManifests, parseYaml } from '../../src/index.js'
import { repository, runCli, wordsOf } from './run-cli.js'

const read = (name: string): string => readFileSync(`${repository}fixtures/cli/shop/${name}`, 'utf8')
const files = ['app.yaml', 'sidecarsets/config.yaml', 'sidecarsets/grants.yaml', 'sidecarsets/logs.yaml']
const inject = (line: string, around = {}): ReturnType<typeof runCli> =>
  runCli(['inject', ...wordsOf(line)], around)

test('what is injected is what the library injects', async () => {
  const { stdout } = await inject('-f app.yaml -f sidecarsets')
  const manifests = parseManifests(files.map(read))
  const now = '2026-01-01T00:00:00Z'
  const [cart] = manifests.workloads
  if (cart === undefined) throw new Error('there is no cart')
  const expected = injectWorkload(cart, createInjector(manifests), { now })
  expect(parseYaml(stdout)[0]).toEqual(expected.ok && expected.workload)
  expect(parseYaml(stdout)).toHaveLength(6)
})

test('lines are added and, but for an alias of what changes, none is changed', async () => {
  const { code, stdout, stderr } = await inject('-f app.yaml -f sidecarsets -o diff')
  expect(code).toBe(0)
  expect(stdout.match(/^-(?!-).*$/gm)).toBeNull()
  expect(stdout).toMatch(/^--- a\/app\.yaml\n\+\+\+ b\/app\.yaml\n@@ -\d+,\d+ \+\d+,\d+ @@\n/)
  expect(stderr).toBe(
    'Deployment shop/cart: injected 1 container and 1 volume from SidecarSet logs\n1 injected, 1 unchanged\n',
  )
})

test('where nothing is injected the bytes are those of the input', async () => {
  const text = read('app.yaml').replaceAll('\n', '\r\n')
  expect(await inject('', { stdin: text })).toEqual({
    code: 0,
    stdout: text,
    stderr:
      'no SidecarSet is among the manifests, so nothing is injected; name its file with -f\n0 injected, 2 unchanged\n',
  })
})

test('stdin is read in pieces of any size', async () => {
  const text = files.map(read).join('---\n')
  const whole = await inject('-q', { stdin: text })
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: bytes.length }, (_, index) => bytes.subarray(index, index + 1))
  expect(await inject('-q', { stdin: pieces })).toEqual(whole)
  expect(whole.stderr).toBe('')
  expect(parseYaml(whole.stdout)).toHaveLength(6)
})

test('--pods-only leaves out what has no Pods', async () => {
  const { stdout } = await inject('-f app.yaml -f sidecarsets -q --pods-only')
  expect(parseYaml(stdout)).toMatchObject([{ kind: 'Deployment' }, { kind: 'Pod' }])
})

test('--output json is one List of the same manifests', async () => {
  const yaml = await inject('-f app.yaml -f sidecarsets -q')
  const { stdout } = await inject('-f app.yaml -f sidecarsets -q -o json')
  expect(JSON.parse(stdout)).toEqual({ apiVersion: 'v1', kind: 'List', items: parseYaml(yaml.stdout) })
  const one = await inject('-f app.yaml -f sidecarsets -q -o json --pods-only -f app.yaml')
  expect(JSON.parse(one.stdout)).toMatchObject({ kind: 'List' })
})

test('--output patch leads from the manifest to what is printed', async () => {
  const { applyPatch } = await import('../../src/index.js')
  const yaml = await inject('-f app.yaml -f sidecarsets -q')
  const [{ patch, ...id }] = JSON.parse((await inject('-f app.yaml -f sidecarsets -q -o patch')).stdout)
  expect(id).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' })
  expect(patch.length).toBeGreaterThan(1)
  expect(applyPatch(parseYaml(read('app.yaml'))[0] as object, patch)).toEqual(parseYaml(yaml.stdout)[0])
})

describe('refusals', () => {
  test('are printed as they are, with exit code 1 and the reason, also under --quiet', async () => {
    const { code, stdout, stderr } = await inject('-f app.yaml -f sidecarsets/logs.yaml -q')
    expect(code).toBe(1)
    expect(stdout).toBe(`${read('app.yaml')}---\n${read('sidecarsets/logs.yaml')}`)
    expect(stderr).toMatch(/^Deployment shop\/cart: refused\n.*\[unauthorized-reference\]\n$/)
  })

  test('become something else by --unauthorized', async () => {
    const skipped = await inject('-f app.yaml -f sidecarsets/logs.yaml --unauthorized skip')
    expect(skipped).toMatchObject({ code: 0, stderr: expect.stringContaining('0 injected') })
    const allowed = await inject('-f app.yaml -f sidecarsets/logs.yaml --unauthorized allow')
    expect(allowed).toMatchObject({ code: 0, stderr: expect.stringContaining('1 injected') })
  })
})

describe('a Pod that asks for a virtual node', () => {
  const walkthrough = '-f echo-server.yaml -f sidecarset.yaml -f sidecarset-resourcebinding.yaml'
  const run = (line: string): ReturnType<typeof runCli> =>
    inject(`${walkthrough} ${line}`, { cwd: 'fixtures/walkthrough' })

  test('is injected as it is after scheduling, without the label that the platform sets', async () => {
    const { stdout, stderr } = await run('--pods-only')
    expect(stderr).toContain('1 injected')
    expect(stdout).not.toContain('serverless.alibabacloud.com')
  })

  test('is not with --virtual-node none', async () => {
    expect((await run('--virtual-node none')).stderr).toBe('0 injected, 1 unchanged\n')
  })
})

test('Pods of a PodList are injected in their place, and get no kind', async () => {
  const list = `apiVersion: v1
kind: PodList
items:
# first
- metadata: {name: a, namespace: shop, labels: {app: cart}}
  spec: {containers: [{name: a}]}
- metadata: {name: b, namespace: shop, labels: {app: other}} # b
  spec: {containers: [{name: b}]}
`
  const { stdout, stderr } = await inject('-f - -f sidecarsets -q', { stdin: list })
  expect(stderr).toBe('')
  const [first] = parseYaml(stdout) as { items: { kind?: string; spec: { containers: unknown[] } }[] }[]
  expect(first?.items.map(({ kind, spec }) => [kind, spec.containers.length])).toEqual([
    [undefined, 2],
    [undefined, 1],
  ])
  expect(stdout).toContain('# first')
  expect(stdout).toContain('{app: other}} # b')
})

test('a document that cannot be read is printed as it is, named by its line, and the exit code is 2', async () => {
  const bad = 'kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec: {containers: 1}\n'
  const { code, stdout, stderr } = await inject('-f -', { stdin: `# one\n---\n${bad}` })
  expect({ code, stdout }).toEqual({ code: 2, stdout: `# one\n---\n${bad}` })
  expect(stderr).toMatch(/error Pod\/a spec\.containers \(stdin:6:\d+\).*\[wrong-type\]/)
})

test('the namespace of a manifest that names none is left to whoever applies it', async () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: cart}}\nspec: {containers: [{name: a}]}\n'
  const { stdout, stderr } = await inject('-f - -f sidecarsets -n shop', { stdin: pod })
  expect(stderr).toContain('Pod shop/a: injected')
  expect(stdout).not.toMatch(/name: a, labels: \{app: cart\}, namespace/)
})
