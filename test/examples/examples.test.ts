import { readFileSync } from 'node:fs'
import { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  applyPatch,
  createInjector,
  parseManifests,
  type AdmissionReview,
  type Pod,
} from '../../src/index.js'
import { preview } from '../../examples/preview.mjs'
import { createWebhook } from '../../examples/webhook.mjs'

const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/walkthrough/${name}`, import.meta.url), 'utf8')
const manifests = parseManifests([read('sidecarset.yaml'), read('sidecarset-resourcebinding.yaml')])

afterEach(() => vi.restoreAllMocks())

test('walkthrough.mjs prints Pod, patch and report, and what happens otherwise', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void lines.push(text))
  await import('../../examples/walkthrough.mjs')
  await expect(lines.join('\n')).toMatchFileSnapshot('../../fixtures/walkthrough/expected.output.txt')
})

describe('webhook.mjs', () => {
  const ask = async (body: string): Promise<AdmissionReview> => {
    const server = createWebhook(createInjector(manifests), () => new Date('2026-01-01T00:00:00Z')).listen(
      0,
      '127.0.0.1',
    )
    await new Promise((listening) => server.once('listening', listening))
    try {
      const { port } = server.address() as AddressInfo
      const answer = await fetch(`http://127.0.0.1:${port}/mutate`, { method: 'POST', body })
      return (await answer.json()) as AdmissionReview
    } finally {
      server.close()
    }
  }

  test('injects the walkthrough Pod', async () => {
    const { pod, expect: expected } = JSON.parse(read('expected.json')) as { pod: Pod; expect: { pod: Pod } }
    const request = {
      uid: 'a-1',
      operation: 'CREATE',
      namespace: 'default',
      resource: { group: '', version: 'v1', resource: 'pods' },
      object: pod,
    }
    const { response } = await ask(JSON.stringify({ kind: 'AdmissionReview', request }))
    const patch = JSON.parse(Buffer.from(response?.patch ?? '', 'base64').toString('utf8')) as []
    expect(response).toMatchObject({ uid: 'a-1', allowed: true, patchType: 'JSONPatch' })
    expect(applyPatch(pod, patch)).toEqual(expected.pod)
  })

  test('answers a body that is no JSON with a refusal', async () => {
    expect((await ask('{')).response).toMatchObject({ allowed: false, status: { code: 400 } })
  })
})

test('preview.mjs injects the template of a Deployment', () => {
  const labels = { 'serverless.alibabacloud.com/virtual-node': 'true' }
  const texts = ['sidecarset.yaml', 'sidecarset-resourcebinding.yaml', 'echo-server.yaml'].map(read)
  const [previewed] = preview(texts, labels)
  expect(previewed?.report).toBe('filebeat-sidecarset: injected, the Pod matches')
  expect(previewed?.yaml).toContain('- name: filebeat\n')
})
