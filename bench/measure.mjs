// Times pieces of work with mitata, which calls quick work in batches, so that the grain of the clock does not count.
// The two pieces of a ratio take turns, round by round, so that whatever else the machine does hits both alike.
import { measure } from 'mitata'

/**
 * A piece of work. Where it needs an input of its own for each run, `prepare` makes one; making it is not timed.
 *
 * @typedef {(() => unknown) | { prepare: () => any, run: (input: any) => unknown }} Work
 */

/**
 * The middle of several rounds, and the quarters around it.
 *
 * @typedef {{ median: number, low: number, high: number }} Spread
 */

/** @typedef {{ rounds: number, milliseconds: number }} Effort how many rounds, and how long one piece takes in each */

/**
 * Measures how many times as long one piece of work takes as another.
 *
 * @param {Work} work
 * @param {Work} base
 * @param {Effort} effort
 * @returns {Promise<{ ratio: Spread, work: Spread, base: Spread }>} times in nanoseconds
 */
export async function compareTimes(work, base, effort) {
  const rounds = []
  // The first round is for the compiler.
  for (let round = 0; round <= effort.rounds; round++) {
    const isBaseFirst = round % 2 === 0
    const first = await timeOf(isBaseFirst ? base : work, effort)
    const second = await timeOf(isBaseFirst ? work : base, effort)
    if (round > 0) rounds.push(isBaseFirst ? { base: first, work: second } : { work: first, base: second })
  }
  return {
    ratio: spreadOf(rounds.map((round) => round.work / round.base)),
    work: spreadOf(rounds.map((round) => round.work)),
    base: spreadOf(rounds.map((round) => round.base)),
  }
}

/**
 * The median time of one run, in nanoseconds.
 *
 * @param {Work} work
 * @param {Pick<Effort, 'milliseconds'>} effort
 * @returns {Promise<number>}
 */
export async function timeOf(work, { milliseconds }) {
  const options = { min_cpu_time: milliseconds * 1e6, min_samples: 3, batch_samples: 64 }
  if (typeof work === 'function') return (await measure(work, options)).p50
  const { prepare, run } = work
  const runs = function* () {
    yield { 0: prepare, bench: (/** @type {unknown} */ input) => run(input) }
  }
  return (await measure(runs, options)).p50
}

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}
