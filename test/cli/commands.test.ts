import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  checkManifests,
  createInjector,
  hashSidecarSet,
  parseManifests,
  parseYaml,
  reportWorkload,
} from '../../src/index.js'
import { simulateRollout } from '../../src/update.js'
import { type CliResult, type CliSurroundings, repository, runCli, wordsOf } from './run-cli.js'

const shop = `${repository}fixtures/cli/shop/`
const read = (name: string): string => readFileSync(`${shop}${name}`, 'utf8')
const run = (line: string, around: CliSurroundings = {}): Promise<CliResult> => runCli(wordsOf(line), around)
const json = async (line: string, around: CliSurroundings = {}): Promise<unknown> =>
  JSON.parse((await run(line, around)).stdout)
const now = '2026-01-01T00:00:00Z'
const sets = ['sidecarsets/config.yaml', 'sidecarsets/grants.yaml', 'sidecarsets/logs.yaml']

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecarset-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('explain', () => {
  test('says what the library says', async () => {
    const manifests = parseManifests([...sets, 'app.yaml'].map(read))
    const injector = createInjector(manifests)
    const [cart] = manifests.workloads
    const [probe] = manifests.pods
    if (cart === undefined || probe === undefined) throw new Error('the shop lacks something')
    const { configMaps, secrets } = manifests
    const ofCart = reportWorkload(cart, injector, { now, configMaps, secrets })
    expect(await json('explain -f app.yaml -f sidecarsets -o json')).toEqual(
      JSON.parse(
        JSON.stringify([
          ofCart.ok && ofCart.report,
          injector.report(probe, { virtualNode: 'auto', configMaps, secrets }),
        ]),
      ),
    )
  })

  test.each(['deploy/cart', 'Deployment/cart', 'deployments.apps/cart', 'deploy/cart -n shop'])(
    'finds %s',
    async (name) => {
      expect(await json(`explain ${name} -f app.yaml -f sidecarsets -o json`)).toMatchObject([
        { workload: { kind: 'Deployment', name: 'cart' }, verdict: 'would-be-injected' },
      ])
    },
  )

  test.each([
    ['deploy/crat', /no deploy\/crat among the manifests; did you mean deployment\/cart\?/],
    ['depoly/cart', /no depoly\/cart among the manifests; did you mean deployment\/cart\?/],
    ['pod/zzzzzz', /no pod\/zzzzzz among the manifests; there are deployment\/cart, pod\/probe/],
    ['cart', /"cart" names no resource; write KIND\/NAME/],
    ['deploy/cart -n other', /no deploy\/cart among the manifests/],
  ])('does not find %s, and says what is there', async (name, sentence) => {
    const { code, stderr } = await run(`explain ${name} -f app.yaml -f sidecarsets`)
    expect(code).toBe(2)
    expect(stderr).toMatch(sentence)
  })

  test('a refusal is exit code 1', async () => {
    const { code, stdout } = await run('explain deploy/cart -f app.yaml -f sidecarsets/logs.yaml')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Pods of Deployment shop\/cart: refused/)
  })

  test('beyond the limit, those that ask for action come first and the rest is counted', async () => {
    const { stdout } = await run('explain -f app.yaml -f pods.yaml -f sidecarsets/logs.yaml --limit 1')
    expect(stdout).toMatch(/^Pods of Deployment shop\/cart: refused/)
    expect(stdout).toMatch(/\nand 4 more: .*; name one, or raise --limit\n$/)
  })
})

test('matrix has a row for each Pod and a column for each SidecarSet', async () => {
  expect(await json('matrix -f app.yaml -f sidecarsets -o json')).toEqual([
    {
      workload: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
      verdict: 'would-be-injected',
      sidecarSets: { logs: 'injected' },
    },
    {
      pod: { kind: 'Pod', namespace: 'shop', name: 'probe' },
      verdict: 'unchanged',
      sidecarSets: { logs: 'skipped' },
    },
  ])
})

describe('validate', () => {
  const broken = 'fixtures/embedding/broken'
  const names = ['grants.yaml', 'proxy.yaml', 'values.yaml']
  const sources = names.map((name) => ({
    name,
    text: readFileSync(`${repository}${broken}/${name}`, 'utf8'),
  }))
  const issues = checkManifests(sources)
  const of = (line: string): Promise<CliResult> => run(line, { cwd: broken })

  test('finds what the library finds; errors are exit code 1', async () => {
    const { code, stdout } = await of('validate . -o json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual(issues)
  })

  test('shows the place in the text', async () => {
    const { stdout } = await of('validate .')
    expect(stdout).toContain('proxy.yaml')
    expect(stdout).toMatch(/\^/)
  })

  test('warnings count under --strict', async () => {
    const set = `${read('sidecarsets/logs.yaml')}  unknownField: 1\n`
    expect(await run('validate', { stdin: set })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('warning'),
    })
    expect(await run('validate --strict', { stdin: set })).toMatchObject({ code: 1 })
  })

  test('as annotations of GitHub, one a line, with file, line and column', async () => {
    const { stdout } = await of('validate . -o github')
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(issues.length)
    for (const [index, { severity, source, line, column, code }] of issues.entries())
      expect(lines[index]).toMatch(
        new RegExp(`^::${severity} file=${source},line=${line},col=${column},title=${code}::`),
      )
  })

  test('as SARIF', async () => {
    const log = JSON.parse((await of('validate . -o sarif')).stdout)
    const [{ results, tool }] = log.runs
    expect(log.version).toBe('2.1.0')
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(issues.map(({ code }) => code))
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: issues[0]?.source },
      region: { startLine: issues[0]?.line, startColumn: issues[0]?.column },
    })
    expect(tool.driver.rules.map(({ id }: { id: string }) => id).sort()).toEqual(
      [...new Set(issues.map(({ code }) => code))].sort(),
    )
  })

  test('as JUnit, a case for each file', async () => {
    const { stdout } = await of('validate . -o junit')
    expect(stdout).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="sidecarset" tests="3" failures="3">/,
    )
    expect(stdout).toContain('&quot;certs&quot;')
  })

  test('a Helm template is named as one', async () => {
    const { code, stderr } = await run('validate', {
      stdin: 'kind: SidecarSet\nmetadata:\n  name: {{ .Values.name }}\n',
    })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^sidecarset: stdin is a Helm template; render it first/)
  })
})

test('check finds what is written wrongly and what Pods would meet', async () => {
  expect(await run('check -f app.yaml -f sidecarsets')).toMatchObject({ code: 0, stdout: '' })
  const { code, stdout, stderr } = await run('check -f app.yaml -f sidecarsets/logs.yaml -o json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject([
    { code: 'unauthorized-reference', source: 'sidecarsets/logs.yaml', line: 23 },
  ])
  expect(stderr).toMatch(/1 would be refused/)
})

describe('diff', () => {
  test('compares two folders', async () => {
    const comparisons = await json('diff --before sidecarsets --after next -f app.yaml -f pods.yaml -o json')
    expect(comparisons).toMatchObject([
      { sidecarSet: 'logs', counts: { changes: 4, same: 1 }, change: { containers: [{ name: 'shipper' }] } },
    ])
  })

  test('reads revisions of Git', async () => {
    const repo = join(folder, 'repo')
    mkdirSync(join(repo, 'deploy'), { recursive: true })
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: join(repo, 'deploy'),
      })
    git('init', '-q', '-b', 'main', '..')
    cpSync(`${shop}sidecarsets`, join(repo, 'deploy/sets'), { recursive: true })
    git('add', '.')
    git('commit', '-qm', 'a')
    cpSync(`${shop}next`, join(repo, 'deploy/sets'), { recursive: true })
    const cwd = join(repo, 'deploy')
    const counts = { changes: 1 }
    for (const line of ['--before main --after sets', '--before main:sets', '--before HEAD --after sets -R'])
      expect(await json(`diff ${line} -f ${shop}app.yaml -o json`, { cwd })).toMatchObject([{ counts }])
    expect(await run('diff --before main:sets --after main:sets', { cwd })).toMatchObject({
      code: 0,
      stdout: 'No SidecarSet changes.\n',
    })
    expect(await run('diff --before nothing --after sets', { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"nothing" is neither a file, a folder nor a Git revision'),
    })
    expect(await run('diff --before main:none --after sets', { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('revision main has no manifests at none'),
    })
  })

  test('Markdown fits the comment of a pull request', async () => {
    const pods = Array.from({ length: 600 }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `a-pod-with-a-rather-long-name-${index}`,
        namespace: 'shop',
        labels: { app: 'cart', [`k${index}`]: '' },
      },
      spec: { containers: [{ name: 'a' }] },
    }))
    const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods })
    const { stdout } = await run('diff --before sidecarsets --after next -f - -o markdown --limit 100000', {
      stdin,
    })
    expect(stdout.length).toBeLessThanOrEqual(60_000)
    expect(stdout).toContain('600 Pods')
  })
})

describe('rollout', () => {
  test('plays what the library plays', async () => {
    const { pods } = parseManifests(read('pods.yaml'))
    const [set] = parseManifests(read('next/logs.yaml')).sidecarSets
    if (set === undefined) throw new Error('there is no SidecarSet')
    const { pods: _pods, ...simulation } = simulateRollout(set, pods, { now })
    expect(await json('rollout -f next/logs.yaml -f pods.yaml -o json')).toEqual([simulation])
  })

  test('has a line with a bar for each round, within the width', async () => {
    const { stdout } = await run('rollout -f next/logs.yaml -f pods.yaml --width 60')
    expect(stdout.match(/^ {4}\d {2}\d\/3 {2}[#!.]{10}/gm)).toHaveLength(4)
    expect(stdout.split('\n').every((line) => line.length <= 60)).toBe(true)
  })

  test('needs Pods that run', async () => {
    expect(await run('rollout -f next/logs.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('have no Pods'),
    })
  })
})

describe('bindings', () => {
  test('--missing prints what makes the refused Pods come in', async () => {
    const { code, stdout } = await run('bindings -f app.yaml -f sidecarsets/logs.yaml --missing')
    expect(code).toBe(1)
    expect(parseYaml(stdout)).toMatchObject([
      { kind: 'SidecarSetResourceBinding', metadata: { namespace: 'logging' } },
    ])
    const applied = await run('explain deploy/cart -f app.yaml -f sidecarsets/logs.yaml -f -', {
      stdin: stdout,
    })
    expect(applied.stdout).toMatch(/: would be injected/)
    expect(await run('bindings -f app.yaml -f sidecarsets --missing')).toMatchObject({ code: 0, stdout: '' })
  })

  test('--missing needs Pods', async () => {
    expect(await run('bindings -f sidecarsets --missing')).toMatchObject({ code: 2 })
  })
})

test('grants tells those that nobody uses', async () => {
  const more = read('sidecarsets/grants.yaml').replace(
    /name: shipper\n$/,
    'name: shipper\n    - kind: Secret\n      name: key\n',
  )
  expect(await json('grants -f sidecarsets/logs.yaml -f - -o json', { stdin: more })).toEqual([
    { object: 'ConfigMap logging/shipper', sidecarSet: 'logs', binding: 'logging/shipper' },
    {
      object: 'Secret logging/key',
      sidecarSet: 'logs',
      binding: 'logging/shipper',
      unused: 'no-such-reference',
    },
  ])
})

test('hash is that of the library, and a stale one in the manifest is a finding', async () => {
  const [set] = parseManifests(read('sidecarsets/logs.yaml')).sidecarSets
  if (set === undefined) throw new Error('there is no SidecarSet')
  expect(await json('hash sidecarsets/logs.yaml -o json')).toEqual([{ name: 'logs', ...hashSidecarSet(set) }])
  const stale = read('sidecarsets/logs.yaml').replace(
    'name: logs\n',
    'name: logs\n  annotations: {kruise.io/sidecarset-hash: old}\n',
  )
  expect(await run('hash', { stdin: stale })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('carries another hash'),
  })
})

test('explain-code knows codes of findings and of decisions, and the nearest of what is none', async () => {
  expect(await json('explain-code [selector-mismatch] -o json')).toMatchObject({ kind: 'reason' })
  expect(await json('explain-code unknown-subject -o json')).toMatchObject({
    kind: 'issue',
    example: expect.any(String),
  })
  expect(await run('explain-code selector-missmatch')).toMatchObject({
    code: 2,
    stderr: 'sidecarset: there is no code "selector-missmatch"; did you mean selector-mismatch?\n',
  })
})

describe('test', () => {
  test('passes where everything is as expected', async () => {
    expect(await run('test tests')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 tests: 2 passed\n'),
    })
  })

  test('shows a unified diff and each assertion that fails, and --update writes what comes out', async () => {
    cpSync(shop, join(folder, 'shop'), { recursive: true })
    const cwd = join(folder, 'shop')
    const logs = join(cwd, 'sidecarsets/logs.yaml')
    writeFileSync(logs, readFileSync(logs, 'utf8').replace('shipper:2.1', 'shipper:3.0'))
    const settings = join(cwd, 'tests/nobody-else-does/test.yaml')
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('selector-mismatch', 'paused'))
    const failed = await run('test tests', { cwd })
    expect(failed.code).toBe(1)
    expect(failed.stdout).toMatch(/^ +-.*shipper:2\.1\n +\+.*shipper:3\.0$/m)
    expect(failed.stdout).toContain('the reason of SidecarSet logs is selector-mismatch, not paused')
    expect(await run('test tests --update', { cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 file written'),
    })
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('paused', 'selector-mismatch'))
    expect(await run('test tests', { cwd })).toMatchObject({ code: 0 })
    expect(await run('test tests -o junit', { cwd })).toMatchObject({
      stdout: expect.stringContaining('tests="2" failures="0"'),
    })
  })

  test.each([
    ['strange: 1', /has "strange", and takes manifests, expect/],
    ['profile: v9', /profile takes v1\.3\.0, v1\.8\.0, v1\.9\.0/],
    ['expect: [{pod: a}]', /takes entries with resource: KIND\/NAME/],
    ['expect: [{resource: pod/a, injectd: []}]', /has "injectd"/],
  ])('a mistake in test.yaml is a sentence: %s', async (content, sentence) => {
    const cwd = mkdtempSync(join(folder, 'case-'))
    writeFileSync(join(cwd, 'test.yaml'), content)
    const { code, stderr } = await run('test', { cwd })
    expect(code).toBe(2)
    expect(stderr).toMatch(sentence)
  })

  test('a folder without tests says what a test is', async () => {
    expect(await run('test sidecarsets')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has no tests: a test is'),
    })
  })
})
