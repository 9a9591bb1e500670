import { describe, expect, test } from 'vitest'
import {
  compareSidecarSets,
  createInjector,
  formatComparison,
  formatMatrix,
  formatReport,
  type SidecarSet,
} from 'sidecarset'

const set = (name: string, app: string, image = 'logs:1'): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name },
  spec: { selector: { matchLabels: { app, tier: 'web' } }, containers: [{ name: 'logs', image }] },
})

const pod = (name: string) => ({
  metadata: { name, namespace: 'web', labels: { app: 'shop', tier: 'web' } },
  spec: { containers: [{ name: 'app', image: 'shop:1' }] },
})

const linesOf = (text: string): number => text.split('\n').length

describe('a report stays readable', () => {
  const sets = (count: number) =>
    Array.from({ length: count }, (_, index) => set(`s${index}`, `app-${index}`))

  test('of 200 SidecarSets the nearest are shown, the others counted, and advice is said once', () => {
    const text = formatReport(createInjector({ sidecarSets: sets(200) }).report(pod('shop')))
    expect(linesOf(text)).toBeLessThan(100)
    expect(text).toContain('and 180 further SidecarSets, not injected')
    expect(text.match(/next:/g)).toHaveLength(1)
  })

  test('of 25,000 it can be made, and Markdown fits into a comment', () => {
    const decisions = createInjector({ sidecarSets: sets(25_000) }).explain(pod('shop'))
    expect(linesOf(formatReport(decisions, { limit: Infinity }))).toBeGreaterThan(25_000)
    const markdown = formatReport(decisions, { format: 'markdown', limit: Infinity })
    expect(markdown.length).toBeLessThanOrEqual(60_000)
    expect(markdown).toMatch(/\*\*Cut here\*\*: \d+ more lines\.\n$/)
  })

  test('runs of spaces take no time to speak of', () => {
    const decisions = createInjector({ sidecarSets: sets(1) }).explain(pod('shop'))
    const spaced = decisions.map((decision) => ({ ...decision, message: ' '.repeat(1_000_000) }))
    expect(formatReport(spaced).length).toBeLessThan(2000)
  })
})

test('a report for each of 30 Pods of 10 SidecarSets is a matrix of a few lines', () => {
  const sets = Array.from({ length: 10 }, (_, index) =>
    set(`s${index}`, index % 2 === 0 ? 'shop' : `app-${index}`),
  )
  const injector = createInjector({ sidecarSets: sets })
  const reports = Array.from({ length: 30 }, (_, index) => injector.report(pod(`shop-${index}`)))
  const text = formatMatrix(reports)
  expect(linesOf(text)).toBeLessThan(20)
  expect(text).toContain('web/shop-0 and 29 more')
})

test('a comparison of 1,000 Pods says once what happens to all of them', () => {
  const pods = Array.from({ length: 1000 }, (_, index) => pod(`shop-${index}`))
  const comparison = compareSidecarSets(set('logs', 'shop'), set('logs', 'shop', 'logs:2'), pods)
  const text = formatComparison(comparison)
  expect(linesOf(text)).toBeLessThan(20)
  expect(text).toContain('1000 Pods, each changes')
  expect(text).toContain('and 980 further')
})
