import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInjector, formatReport, injectSidecars, type Pod, type SidecarSet } from 'sidecarset'
import { injectorOf, scenarios } from '../laws/generators.js'

const now = '2026-01-01T00:00:00Z'

const set = (name: string, app: string): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app } },
    containers: [
      {
        name,
        image: `${name}:1`,
        env: [{ name: 'OWN', value: 'value-of-the-sidecarset' }],
        transferEnv: [{ sourceContainerName: 'app', envName: 'PASSWORD' }],
      },
    ],
    patchPodMetadata: [{ patchPolicy: 'Overwrite', annotations: { note: 'value-of-the-patch' } }],
  },
})

const pod: Pod = {
  metadata: {
    name: 'shop',
    namespace: 'web',
    labels: { app: 'shop' },
    annotations: { note: 'value-of-the-pod' },
  },
  spec: { containers: [{ name: 'app', env: [{ name: 'PASSWORD', value: 'value-of-the-password' }] }] },
}
const config = { sidecarSets: [set('logs', 'shop'), set('other', 'cart')] }
const injector = createInjector(config)
const formats = ['text', 'markdown', 'json'] as const

describe('what can be rendered', () => {
  test('a result of inject: without the SidecarSets that do not match, and without the Pod', () => {
    const text = formatReport(injectSidecars(pod, config, { now }))
    expect(text).toContain('Pod web/shop')
    expect(text).toContain('Created now, the Pod would get sidecars from SidecarSet')
    expect(text).not.toContain('other')
  })

  test('the decisions of explain', () => {
    const text = formatReport(injector.explain(pod, { now }))
    expect(text).toContain('1 SidecarSet would be injected, 1 not.')
    expect(text).toContain('it would match if the Pod had label app=cart')
  })

  test('as JSON, a report is itself', () => {
    const report = injector.report(pod, { now })
    expect(JSON.parse(formatReport(report, { format: 'json' }))).toEqual(report)
  })
})

test.each(formats)('%s shows names and no values', (format) => {
  const text = formatReport(injector.report(pod, { now }), { format })
  for (const name of ['PASSWORD', 'OWN', 'note']) expect(text).toContain(name)
  expect(text).not.toContain('value-of')
  expect(formatReport(injectSidecars(pod, config, { now }), { format })).not.toContain('value-of')
})

test.each([80, 120])('at %i columns only single words are longer than a line', (width) => {
  const text = formatReport(injector.report(pod, { now }), { width })
  for (const line of text.split('\n')) {
    const words = line.trim().split(' ').length
    expect(line.length <= width || words <= 2).toBe(true)
  }
})

test('any report can be rendered in any form, and no control character gets out', () => {
  fc.assert(
    fc.property(
      scenarios,
      fc.constantFrom(...formats),
      ({ config: given, pod: subject, request }, format) => {
        const report = injectorOf({ config: given, pod: subject, request }).report(subject, request)
        const text = formatReport(report, { format })
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
        expect(text.endsWith('\n')).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})
