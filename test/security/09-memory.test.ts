// Row 9: an injector remembers nothing of the Pods that come. test/security/many-requests.mjs does the same
// with two million requests.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createInjector, reviewPod, type SidecarSet } from 'sidecarset'
import { expect, test } from 'vitest'
import { createHostileRequests } from './hostile-requests.mjs'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapUsed(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / 2 ** 20
}

test.each(['allow', 'skip'] as const)('memory does not grow with hostile requests (%s)', (policy) => {
  const { sidecarSets, review } = createHostileRequests(8)
  const injector = createInjector({
    sidecarSets: sidecarSets as SidecarSet[],
    unauthorizedReference: policy,
  })
  const ask = (from: number, to: number): void => {
    for (let number = from; number < to; number += 1)
      reviewPod(review(number), injector, { now: new Date(1_760_000_000_000 + number * 1000) })
  }
  ask(0, 2000)
  const before = heapUsed()
  ask(2000, 8000)
  // Each of these 6,000 namespaces would leave some 10 kB behind, if verdicts were kept.
  expect(heapUsed() - before).toBeLessThan(8)
})
