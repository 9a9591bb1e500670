// Two million hostile requests against one injector of the built package, with what is left in memory on the way:
//   npm run build && node --expose-gc --max-old-space-size=128 test/security/many-requests.mjs [requests]
// Fails where the memory grows beyond the limit of the injector and what a process needs anyway.
import { createInjector, reviewPod } from '../../dist/index.js'
import { createHostileRequests } from './hostile-requests.mjs'

const requests = Number(process.argv[2] ?? 2_000_000)
const { sidecarSets, review } = createHostileRequests(12)
const heap = () => {
  globalThis.gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}

for (const unauthorizedReference of ['allow', 'skip']) {
  const injector = createInjector({ sidecarSets, unauthorizedReference })
  const before = heap()
  let most = 0
  for (let number = 1; number <= requests / 2; number += 1) {
    reviewPod(review(number), injector, { now: new Date(1_760_000_000_000 + number * 1000) })
    if (number % (requests / 20) === 0) most = Math.max(most, heap() - before)
  }
  console.log(
    `${unauthorizedReference}: ${requests / 2} requests, at most ${most.toFixed(1)} MiB more than before`,
  )
  if (most > 32) process.exitCode = 1
}
