import type { OptionTable } from '../options/index.js'
import { profileNames } from '../profile.js'
import type { ProgressOptions } from './rollout-status.js'
import type { SimulationOptions } from './simulate-rollout.js'
import type { InspectOptions, UpdateOptions } from './types.js'

/** What `inspectPods` takes. */
export const inspectOptions: OptionTable<InspectOptions> = {
  profile: { kind: 'choice', values: profileNames },
  namespaces: { kind: 'list', of: 'Namespaces' },
  hashes: { kind: 'choice', values: ['computed', 'carried'] },
  now: { kind: 'time' },
}

/** What `planSidecarUpdate` takes. That `now` is missing has a code of its own. */
export const updateOptions: OptionTable<UpdateOptions> = inspectOptions

/** What `simulateRollout` takes. */
export const simulationOptions: OptionTable<SimulationOptions> = {
  ...updateOptions,
  readiness: {
    kind: 'any',
    of: [{ kind: 'number', least: 0 }, { kind: 'choice', values: ['never'] }, { kind: 'function' }],
  },
  secondsPerRound: { kind: 'number', least: 0, most: 1_000_000_000 },
  maxRounds: { kind: 'integer', least: 0, most: 1_000_000 },
}

/** What `describeRollout` takes. */
export const progressOptions: OptionTable<ProgressOptions> = {
  profile: { kind: 'choice', values: profileNames },
  status: { kind: 'object', of: 'counters of a plan' },
}
