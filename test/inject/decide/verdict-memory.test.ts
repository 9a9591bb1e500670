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

function verdictOf(sidecarSet: string): Verdict {
  const decision = { sidecarSet, outcome: 'injected', reason: 'matched', message: '' } as const
  return { decision, references: [], issues: [], settled: true, ...(set && { set: set.asItIs() }) }
}

test('a verdict is made once for a SidecarSet and a namespace, as long as there is room', () => {
  const memory = createVerdictMemory('v1.3.0', { verdicts: 2, combinations: 9, planners: 9 })
  const decided: string[] = []
  const ask = (namespace: string): void => {
    if (set === undefined) throw new Error('there is one')
    memory.verdict(set, namespace, () => {
      decided.push(namespace)
      return verdictOf('logs')
    })
  }
  for (const namespace of ['a', 'b', 'a', 'b']) ask(namespace)
  expect(decided).toEqual(['a', 'b'])
  for (const namespace of ['c', 'c', 'a']) ask(namespace)
  expect(decided).toEqual(['a', 'b', 'c', 'a'])
})

test('combinations are bounded, and those of different namespaces share the plan', () => {
  const memory = createVerdictMemory('v1.3.0', { verdicts: 9, combinations: 2, planners: 9 })
  const [one, two, three] = [verdictOf('logs'), verdictOf('logs'), verdictOf('logs')]
  const first = memory.combine([one])
  const second = memory.combine([two])
  expect(memory.combine([one])).toBe(first)
  expect(second).not.toBe(first)
  expect(second.planner).toBe(first.planner)
  memory.combine([three])
  expect(memory.combine([one])).not.toBe(first)
})

test('an injector that forgets all the time answers alike', () => {
  const sidecarSets = ['a', 'b', 'c'].map((name) => ({
    metadata: { name },
    spec: { selector: { matchLabels: { [name]: 'x' } }, containers: [{ name }] },
  }))
  const config = compileConfig({ sidecarSets })
  const small = { verdicts: 1, combinations: 1, planners: 1 }
  const forgetful = { ...config, memory: createVerdictMemory('v1.3.0', small) }
  for (const labels of [{ a: 'x' }, { b: 'x' }, { a: 'x', b: 'x', c: 'x' }, { a: 'x' }, { c: 'x' }]) {
    const pod = { metadata: { name: 'p', labels }, spec: { containers: [] } }
    const request = { now: '2026-01-01T00:00:00Z' }
    expect(inject(forgetful, pod, request)).toEqual(inject(config, pod, request))
  }
})
