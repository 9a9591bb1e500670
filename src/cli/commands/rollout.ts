import type { Pod, SidecarSet } from '../../index.js'
import { type RolloutSimulation, simulateRollout } from '../../update.js'
import type { Command } from '../args/commands.js'
import type { Context } from '../context.js'
import { readKnown } from '../input/read-known.js'
import { CliError } from '../io.js'
import { formatTimeline } from '../output/timeline.js'

export const command: Command = async (context) => {
  const { manifests } = await readKnown(context)
  const { sidecarSets, pods } = manifests
  if (sidecarSets.length === 0)
    throw new CliError('the manifests have no SidecarSet; name the file of the new one with -f')
  if (pods.length === 0)
    throw new CliError(
      'the manifests have no Pods, and a rollout updates Pods that run; save them with kubectl get pods -A -o yaml, and name the file with -f',
    )
  const simulations = sidecarSets.map((set) => simulate(set, pods, context))
  const { io, output } = context
  if (output === 'json')
    await io.write(
      `${JSON.stringify(
        simulations.map(({ pods: _pods, ...rest }) => rest),
        null,
        2,
      )}\n`,
    )
  else await io.write(simulations.map((simulation) => formatTimeline(simulation, context)).join('\n'))
  return simulations.some(({ end }) => end === 'stopped' || end === 'limit') ? 1 : 0
}

function simulate(set: SidecarSet, pods: readonly Pod[], { now, options }: Context): RolloutSimulation {
  return simulateRollout(set, pods, { now, profile: options.profile })
}
