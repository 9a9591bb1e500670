import { expect, test } from 'vitest'
import { compileConfig } from '../../../src/inject/compile/compile-config.js'
import { createVerdictMemory } from '../../../src/inject/decide/verdict-memory.js'
import type { Verdict } from '../../../src/inject/decide/verdict.js'
import { inject } from '../../../src/inject/injector.js'

const [set] = compileConfig({
  sidecarSets: [
    {
      metadata: { name: 'logs' },
      spec: { selector: { matchLabels: { a: 'b' } }, containers: [{ name: 'x' }] },
    },
  ],
}).sets

function verdictOf(message: string): Verdict {
  const decision = { sidecarSet: 'logs', outcome: 'injected', reason: 'matched', message } as const
  return { decision, references: [], issues: [] }
}

/** Asks about namespaces, one after the other, and tells which were decided about. */
function decidedOf(limit: number, namespaces: readonly string[], message = ''): string[] {
  const memory = createVerdictMemory(limit)
  const decided: string[] = []
  for (const namespace of namespaces) {
    if (set === undefined) throw new Error('there is one')
    memory.verdict(set, namespace, () => {
      decided.push(namespace)
      return verdictOf(message)
    })
  }
  return decided
}

test('a verdict is made once for a SidecarSet and a namespace', () => {
  expect(decidedOf(1e6, ['a', 'b', 'a', 'b'])).toEqual(['a', 'b'])
})

test('what is full is emptied', () => {
  const many = Array.from({ length: 50 }, (_, i) => `n-${i}`)
  expect(decidedOf(10_000, [...many, 'n-0'])).toEqual([...many, 'n-0'])
})

test('what is too large for all of it is not kept, and takes no room', () => {
  expect(decidedOf(10_000, ['a', 'a'], 'x'.repeat(10_000))).toEqual(['a', 'a'])
  expect(decidedOf(10_000, ['a', 'x'.repeat(10_000), 'a'])).toEqual(['a', 'x'.repeat(10_000)])
})

test('an injector that remembers nothing answers alike', () => {
  const sidecarSets = ['a', 'b', 'c'].map((name) => ({
    metadata: { name },
    spec: { selector: { matchLabels: { [name]: 'x' } }, containers: [{ name }] },
  }))
  const config = compileConfig({ sidecarSets })
  const forgetful = compileConfig({ sidecarSets, memoryLimit: 0 })
  for (const labels of [{ a: 'x' }, { b: 'x' }, { a: 'x', b: 'x', c: 'x' }, { a: 'x' }, { c: 'x' }]) {
    const pod = { metadata: { name: 'p', labels }, spec: { containers: [] } }
    const request = { now: '2026-01-01T00:00:00Z' }
    expect(inject(forgetful, pod, request)).toEqual(inject(config, pod, request))
  }
})
