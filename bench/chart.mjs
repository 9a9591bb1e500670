// Measures how the cost of a request grows and draws it: `npm run bench:chart` writes bench/scaling.svg.
import { writeFileSync } from 'node:fs'
import { drawChart } from './draw-chart.mjs'
import { echoServer, filebeat } from './inputs.mjs'
import { oneOfMany } from './many-sidecar-sets.mjs'
import { compareTimes } from './measure.mjs'
import { naiveWebhook, webhook } from './webhooks.mjs'

/** @import { Panel, Point } from './draw-chart.mjs' */

const effort = { rounds: 7, milliseconds: 30 }

/** @param {number} count a Pod with that many containers */
const podWith = (count) =>
  echoServer((pod) => {
    const [container] = pod.spec.containers
    pod.spec.containers = Array.from({ length: count }, (_, i) => ({ ...container, name: `app-${i}` }))
  })

/** @type {Panel[]} */
const panels = [
  {
    title: 'SidecarSets, of which one matches',
    series: [
      {
        name: 'sidecarset',
        points: await curve([1, 10, 100, 1_000, 10_000, 50_000], (n) => ours(oneOfMany(n), echoServer())),
      },
      {
        name: 'a naive webhook',
        points: await curve([1, 10, 100, 1_000], (n) => naive(oneOfMany(n), echoServer())),
      },
    ],
  },
  {
    title: 'containers of the Pod',
    series: [
      {
        name: 'sidecarset',
        points: await curve([1, 5, 20, 50, 100, 200], (n) => ours([filebeat()], podWith(n))),
      },
      {
        name: 'a naive webhook',
        points: await curve([1, 5, 20, 50, 100, 200], (n) => naive([filebeat()], podWith(n))),
      },
    ],
  },
]

writeFileSync(new URL('scaling.svg', import.meta.url), drawChart(panels))

/**
 * @param {readonly number[]} sizes
 * @param {(size: number) => { work: () => unknown, baseline: () => unknown }} make
 * @returns {Promise<Point[]>} how many times its own baseline a request of each size costs
 */
async function curve(sizes, make) {
  const points = []
  for (const size of sizes) {
    const { work, baseline } = make(size)
    // What was made is old by now: otherwise the first collections are counted against the larger sizes.
    globalThis.gc?.()
    await compareTimes(work, baseline, { rounds: 2, milliseconds: 100 })
    globalThis.gc?.()
    points.push({ x: size, y: (await compareTimes(work, baseline, effort)).ratio.median })
  }
  return points
}

/** @param {any[]} sets @param {any} pod */
function ours(sets, pod) {
  const { respond, baseline } = webhook(sets, { pod })
  return { work: respond, baseline }
}

/** @param {any[]} sets @param {any} pod */
function naive(sets, pod) {
  const { baseline } = webhook(sets, { pod })
  return { work: naiveWebhook(sets, pod).respond, baseline }
}
