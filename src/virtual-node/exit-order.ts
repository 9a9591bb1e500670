import type { ContainerOrder } from './container-order.js'
import {
  firstWithNativeSidecars,
  groupByPriority,
  namesOf,
  setsAnything,
  type OrderRule,
  type OrderStep,
  type OrderSubject,
} from './pod-order.js'

/** The containers as the platform orders them, then the native sidecars in reverse order of their start. */
export function exitOrder(subject: OrderSubject): OrderStep[] {
  const native = subject.init.filter(({ role }) => role === 'native-sidecar' && subject.hasNativeSidecars)
  return [
    ...mainSteps(subject),
    ...[...native]
      .reverse()
      .map(({ container }): OrderStep => ({ containers: [container], rule: 'native-sidecar' })),
  ]
}

function mainSteps(subject: OrderSubject): OrderStep[] {
  const { main, platform } = subject
  if (main.length === 0) return []
  switch (platform) {
    case 'eci':
      return eciSteps(subject)
    case 'acs':
      return acsSteps(subject)
    case 'kubernetes':
      return [{ containers: namesOf(main), rule: 'together' }]
    case 'unknown':
      return [{ containers: namesOf(main), rule: setsAnything(main) ? 'platform-unknown' : 'together' }]
  }
}

/** How the exit priority and the marks of sidecars go together in one Pod. */
type EciExit = 'priority-only' | 'marks-only' | 'marks-agree' | 'marks-contradict'

/**
 * Compares what the exit priorities say with what the marks say, that sidecars exit after the application containers.
 * How the platform combines them is undocumented, so an order is known only where they do not contradict each other.
 */
export function compareExits({ main, isJob }: OrderSubject): EciExit {
  const marked = main.filter((container) => isMarked(container, isJob))
  const unmarked = main.filter((container) => !isMarked(container, isJob))
  if (marked.length === 0 || unmarked.length === 0) return 'priority-only'
  if (new Set(main.map(({ exitPriority }) => exitPriority)).size === 1) return 'marks-only'
  const earliestMarked = marked.reduce((most, one) => Math.max(most, one.exitPriority), -Infinity)
  const latestUnmarked = unmarked.reduce((least, one) => Math.min(least, one.exitPriority), Infinity)
  return earliestMarked > latestUnmarked ? 'marks-contradict' : 'marks-agree'
}

/** Whether a container is marked to end after the others. The type counts only where containers end for good. */
function isMarked({ isEciSidecar, type }: ContainerOrder, isJob: boolean): boolean {
  return isEciSidecar || (isJob && type === 'sidecar')
}

function eciSteps(subject: OrderSubject): OrderStep[] {
  const { main, isJob } = subject
  const marked = main.filter((container) => isMarked(container, isJob))
  const unmarked = main.filter((container) => !isMarked(container, isJob))
  switch (compareExits(subject)) {
    case 'priority-only':
      return prioritySteps(main)
    case 'marks-only':
      return [
        { containers: namesOf(unmarked), rule: 'together' },
        { containers: namesOf(marked), rule: ruleOfMarks(marked) },
      ]
    case 'marks-agree':
      return [...prioritySteps(unmarked, 'exit-priority'), ...prioritySteps(marked, 'exit-priority')]
    case 'marks-contradict':
      return [{ containers: namesOf(main), rule: 'undocumented' }]
  }
}

function ruleOfMarks(marked: readonly ContainerOrder[]): OrderRule {
  return marked.every(({ isEciSidecar }) => !isEciSidecar) ? 'eci-type' : 'eci-sidecar'
}

function prioritySteps(containers: readonly ContainerOrder[], rule?: 'exit-priority'): OrderStep[] {
  const groups = groupByPriority(containers, ({ exitPriority }) => exitPriority)
  if (groups.length === 1 && rule === undefined)
    return [{ containers: namesOf(containers), rule: 'together' }]
  return groups.map(({ priority, members }) => ({
    containers: namesOf(members),
    rule: 'exit-priority',
    priority,
  }))
}

/** Only what happens when a Job has ended is documented. */
function acsSteps({ main, minor, isJob }: OrderSubject): OrderStep[] {
  const sidecars = main.filter(({ isAcsSidecar }) => isAcsSidecar)
  const others = main.filter(({ isAcsSidecar }) => !isAcsSidecar)
  if (sidecars.length === 0 || others.length === 0) return [{ containers: namesOf(main), rule: 'together' }]
  if (!isJob || (minor !== undefined && minor >= firstWithNativeSidecars))
    return [{ containers: namesOf(main), rule: 'undocumented' }]
  return [
    { containers: namesOf(others), rule: 'together' },
    { containers: namesOf(sidecars), rule: 'acs-sidecar' },
  ]
}
