import { readOptions } from '../../options/index.js'
import { orderOptions } from '../options.js'
import type { Pod } from '../../manifest/api-types.js'
import { exitOrder } from './exit-order.js'
import { orderNotes } from './order-notes.js'
import { startOrder } from './start-order.js'
import { readOrderSubject } from './subject.js'
import type { OrderOptions, PodOrder } from './types.js'

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
