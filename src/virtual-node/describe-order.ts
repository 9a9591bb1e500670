import type { Pod } from '../manifest/api-types.js'
import { formatOptions, readOptions } from '../options/index.js'
import type { Inline } from '../text/document.js'
import type { FormatOptions } from '../text/render-document.js'
import { limitLines, renderLines, type TextLine } from '../text/render-lines.js'
import { orderOptions } from './options.js'
import { orderNotes } from './order-notes.js'
import { exitOrder } from './exit-order.js'
import { startOrder } from './start-order.js'
import {
  type OrderOptions,
  type OrderRule,
  type OrderStep,
  type PodOrder,
  readOrderSubject,
} from './pod-order.js'

/**
 * In which order a Pod's containers start and exit, by the variables of its platform and its native sidecars.
 *
 * 1. Init containers start one by one; a native sidecar among them stays, and exits last of all.
 * 2. On ECI the launch priority orders the start and the exit priority the exit, the larger first; equal ones go
 *    together. Where containers are marked as sidecars too and that says the reverse, the order is `undocumented`.
 * 3. On ACS before Kubernetes 1.29, containers with `__IS_SIDECAR__` start before the others and end with the Job.
 * 4. On ordinary nodes OpenKruise's container launch priority alone orders the start, if the Pod asks for it.
 *
 * Whatever the vendor does not document is in the notes, and never asserted.
 *
 * @example describeOrder(pod, { platform: 'eci' }).start
 * // [{ containers: ['filebeat'], rule: 'launch-priority', priority: 10 },
 * //  { containers: ['app'], rule: 'launch-priority', priority: 0 }]
 */
export function describeOrder(pod: Pod, options: OrderOptions = {}): PodOrder {
  const subject = readOrderSubject(pod, readOptions('describeOrder', orderOptions, options))
  return {
    platform: subject.platform,
    start: startOrder(subject),
    exit: exitOrder(subject),
    notes: orderNotes(subject),
  }
}

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
 * The order of a Pod's containers as text, one step a line, or as a list in Markdown.
 *
 * @param options lines are wrapped only where a `width` is given; `limit` bounds the steps of each order, and the notes
 * @throws SidecarSetError of stage `options`
 * @example formatOrder(describeOrder(pod, { platform: 'eci' }))
 * // 'platform: eci\nstart:\n  1. filebeat (launch priority 10)\n  2. app (launch priority 0)\nexit:\n  1. app, filebeat (together)'
 */
export function formatOrder({ platform, start, exit, notes }: PodOrder, given: FormatOptions = {}): string {
  const options = readOptions('formatOrder', formatOptions, given)
  const bounded = (children: readonly TextLine[], noun: string): readonly TextLine[] =>
    limitLines(children, options.limit ?? children.length, noun)
  const remarks = notes.map(({ kind, containers, message }) => ({
    line: [`${kind}: `, named(containers), `: ${message}`],
  }))
  const lines: readonly TextLine[] = [
    { line: [`platform: ${platform}`] },
    { line: ['start:'], children: bounded(start.map(describeStep), 'steps') },
    { line: ['exit:'], children: bounded(exit.map(describeStep), 'steps') },
    ...(notes.length === 0 ? [] : [{ line: ['notes:'], children: bounded(remarks, 'notes') }]),
  ]
  return renderLines(lines, options)
}

function named(containers: readonly string[]): Inline {
  return { text: containers.join(', '), tone: 'name' }
}

function describeStep({ containers, rule, priority, readyFirst }: OrderStep, index: number): TextLine {
  const reason = containers.length === 1 && rule === 'together' ? '' : words[rule]
  const details = [
    [reason, priority === undefined ? '' : ` ${priority}`].join(''),
    readyFirst === undefined ? '' : `the next waits until ${readyFirst.join(', ')} is ready`,
  ].filter((detail) => detail !== '')
  return {
    line: [`${index + 1}. `, named(containers), details.length === 0 ? '' : ` (${details.join('; ')})`],
  }
}
