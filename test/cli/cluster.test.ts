import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseYaml } from '../../src/index.js'
import { type CliResult, repository, runCli, wordsOf } from './run-cli.js'

let folder = ''
let env: Record<string, string> = {}

/** A kubectl that answers from files, may not get ControllerRevisions, and writes down what it was asked. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecarset-kubectl-'))
  const read = (name: string): unknown[] =>
    parseYaml(readFileSync(`${repository}fixtures/cli/shop/${name}`, 'utf8'))
  const answers = {
    'sidecarsets.apps.kruise.io': read('sidecarsets/logs.yaml'),
    'sidecarsetresourcebindings.sidecarset.alibabacloud.com': read('sidecarsets/grants.yaml'),
    namespaces: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop', labels: { sidecars: 'on', 'kubernetes.io/metadata.name': 'shop' } },
      },
    ],
    pods: read('pods.yaml'),
  }
  for (const [name, items] of Object.entries(answers))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  const webhooks = [{ name: 'mpod.kb.io', namespaceSelector: { matchLabels: { sidecars: 'on' } } }]
  const configuration = { kind: 'MutatingWebhookConfiguration', webhooks }
  writeFileSync(
    join(folder, 'mutatingwebhookconfigurations.admissionregistration.k8s.io.json'),
    JSON.stringify(configuration),
  )
  writeFileSync(join(folder, 'deployment'), JSON.stringify(read('app.yaml')[0]))
  const script = `#!/bin/sh
echo "$@" >> "${folder}/asked"
[ -f "${folder}/$2.json" ] && exec cat "${folder}/$2.json"
[ "$2" = deployment/cart ] && exec cat "${folder}/deployment"
echo "Error from server (Forbidden): $2 is forbidden" >&2
exit 1
`
  writeFileSync(join(folder, 'kubectl'), script)
  chmodSync(join(folder, 'kubectl'), 0o755)
  env = { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (line: string, more = {}): Promise<CliResult> => runCli(wordsOf(line), { env, ...more })

test('explain asks for what it needs, and says what it could not get and what that leaves open', async () => {
  const { code, stdout, stderr } = await run(
    'explain deploy/cart --from-cluster --context prod -n shop -o json',
  )
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([{ workload: { name: 'cart' }, verdict: 'would-be-injected' }])
  expect(stderr).toBe(
    'not known: ControllerRevisions (Error from server (Forbidden): controllerrevisions.apps is forbidden); a SidecarSet that pins a revision cannot be decided\n' +
      'not known: OpenKruise version (Error from server (Forbidden): deployments.apps is forbidden); v1.3.0 is computed, unless --profile says otherwise\n',
  )
  const asked = readFileSync(join(folder, 'asked'), 'utf8').trimEnd().split('\n')
  expect(asked).toContain('get deployment/cart -n shop -o json --context prod')
  expect(asked).toHaveLength(7)
  expect(asked.filter((line) => !line.endsWith('-o json --context prod'))).toEqual([])
})

test('what a file has wins over what the cluster has', async () => {
  const { stdout } = await run('rollout -f next/logs.yaml --from-cluster -o json')
  expect(JSON.parse(stdout)).toMatchObject([
    { sidecarSet: 'logs', end: 'complete', status: { matchedPods: 3 } },
  ])
})

test('matrix and check take the Pods of the cluster', async () => {
  const matrix = await run('matrix --from-cluster -o json')
  expect(JSON.parse(matrix.stdout).map(({ pod }: { pod: { name: string } }) => pod.name)).toEqual([
    'cart-0',
    'cart-1',
    'cart-2',
  ])
  expect((await run('check --from-cluster -o json -q')).stderr).toBe('')
})

test('the webhook and the version are those of the cluster', async () => {
  const name = join(folder, 'namespaces.json')
  const before = readFileSync(name, 'utf8')
  writeFileSync(name, before.replace('"on"', '"off"'))
  const manager = {
    spec: { template: { spec: { containers: [{ image: 'openkruise/kruise-manager:v1.8.4' }] } } },
  }
  writeFileSync(join(folder, 'deployments.apps.json'), JSON.stringify(manager))
  const { stdout } = await run('explain deploy/cart --from-cluster -n shop -o json')
  expect(JSON.parse(stdout)).toMatchObject([{ verdict: 'not-called', profile: 'v1.8.0' }])
  rmSync(join(folder, 'deployments.apps.json'))
  writeFileSync(name, before)
})

test('diff takes the Pods of the cluster', async () => {
  const { stdout, stderr } = await run('diff --before sidecarsets --after next --from-cluster -o json')
  expect(stderr).not.toContain('sidecarset:')
  expect(JSON.parse(stdout)).toMatchObject([{ counts: { changes: 3 } }])
})

test('without kubectl, or without SidecarSets, it ends with a sentence', async () => {
  expect(await run('explain --from-cluster', { env: { PATH: '/nowhere' } })).toMatchObject({
    code: 2,
    stderr:
      'sidecarset: kubectl cannot get SidecarSets: kubectl is not installed; save the manifests and name them with -f\n',
  })
  rmSync(join(folder, 'sidecarsets.apps.kruise.io.json'))
  expect(await run('explain --from-cluster')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^sidecarset: kubectl cannot get SidecarSets: .*forbidden\n$/),
  })
})
