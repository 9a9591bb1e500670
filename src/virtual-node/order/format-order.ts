import { visible } from '../../text/visible.js'
import type { OrderRule, OrderStep, PodOrder } from './types.js'

/** What a rule means, behind the names of the containers. */
const words: Readonly<Record<OrderRule, string>> = {
  init: 'init container, runs to its end',
  'native-sidecar': 'native sidecar',
  'launch-priority': 'launch priority',
  'exit-priority': 'exit priority',
  'eci-sidecar': 'ECI_SIDECAR_CONTAINER, after the application containers',
  'eci-type': 'ECI_CONTAINER_TYPE=sidecar, terminated after the application containers',
  'acs-sidecar': '__IS_SIDECAR__',
  'kruise-priority': 'launch priority of OpenKruise',
  together: 'together',
  undocumented: 'order undocumented',
  'platform-unknown': 'order unknown without the platform',
}

/**
 * The order of a Pod's containers as text.
 *
 * @example formatOrder(describeOrder(pod, { platform: 'eci' }))
 * // 'platform: eci\nstart:\n  1. filebeat (launch priority 10)\n  2. app (launch priority 0)\nexit:\n  1. app, filebeat (together)'
 */
export function formatOrder({ platform, start, exit, notes }: PodOrder): string {
  return [
    `platform: ${platform}`,
    'start:',
    ...start.map(formatStep),
    'exit:',
    ...exit.map(formatStep),
    ...(notes.length === 0 ? [] : ['notes:']),
    ...notes.map(({ kind, containers, message }) => `  ${kind}: ${containers.join(', ')}: ${message}`),
  ]
    .map(visible)
    .join('\n')
}

function formatStep({ containers, rule, priority, readyFirst }: OrderStep, index: number): string {
  const reason = containers.length === 1 && rule === 'together' ? '' : words[rule]
  const details = [
    [reason, priority === undefined ? '' : ` ${priority}`].join(''),
    readyFirst === undefined ? '' : `the next waits until ${readyFirst.join(', ')} is ready`,
  ].filter((detail) => detail !== '')
  return `  ${index + 1}. ${containers.join(', ')}${details.length === 0 ? '' : ` (${details.join('; ')})`}`
}
