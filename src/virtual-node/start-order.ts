import type { ContainerOrder } from './container-order.js'
import {
  firstWithNativeSidecars,
  groupByPriority,
  namesOf,
  setsAnything,
  type OrderStep,
  type OrderSubject,
} from './pod-order.js'

/** Init containers one by one, then the others as the platform orders them. */
export function startOrder(subject: OrderSubject): OrderStep[] {
  return [...subject.init.map((container) => initStep(container, subject)), ...mainSteps(subject)]
}

function initStep({ container, role }: ContainerOrder, subject: OrderSubject): OrderStep {
  const isNative = role === 'native-sidecar' && subject.hasNativeSidecars
  return { containers: [container], rule: isNative ? 'native-sidecar' : 'init' }
}

function mainSteps(subject: OrderSubject): OrderStep[] {
  const { main, platform } = subject
  if (main.length === 0) return []
  switch (platform) {
    case 'eci':
      return launchSteps(main)
    case 'acs':
      return acsSteps(subject)
    case 'kubernetes':
      return kruiseSteps(subject)
    case 'unknown':
      return [{ containers: namesOf(main), rule: setsAnything(main) ? 'platform-unknown' : 'together' }]
  }
}

function launchSteps(main: readonly ContainerOrder[]): OrderStep[] {
  const groups = groupByPriority(main, ({ launchPriority }) => launchPriority)
  if (groups.length === 1) return [{ containers: namesOf(main), rule: 'together' }]
  return groups.map(({ priority, members }, index) => {
    const awaited = members.filter(({ hasReadinessProbe }) => hasReadinessProbe)
    const holdsBack = awaited.length > 0 && index < groups.length - 1
    const step = { containers: namesOf(members), rule: 'launch-priority', priority } as const
    return holdsBack ? { ...step, readyFirst: namesOf(awaited) } : step
  })
}

function acsSteps({ main, minor }: OrderSubject): OrderStep[] {
  const sidecars = main.filter(({ isAcsSidecar }) => isAcsSidecar)
  const others = main.filter(({ isAcsSidecar }) => !isAcsSidecar)
  if (sidecars.length === 0 || others.length === 0) return [{ containers: namesOf(main), rule: 'together' }]
  if (minor !== undefined && minor >= firstWithNativeSidecars)
    return [{ containers: namesOf(main), rule: 'undocumented' }]
  return [
    { containers: namesOf(sidecars), rule: 'acs-sidecar' },
    { containers: namesOf(others), rule: 'together' },
  ]
}

/** OpenKruise starts containers once all of higher priority are ready. */
function kruiseSteps({ main, kruisePriorities }: OrderSubject): OrderStep[] {
  if (kruisePriorities === undefined) return [{ containers: namesOf(main), rule: 'together' }]
  const groups = groupByPriority(main, (container) => kruisePriorities.get(container) ?? 0)
  return groups.map(({ priority, members }, index) => {
    const step = { containers: namesOf(members), rule: 'kruise-priority', priority } as const
    return index < groups.length - 1 ? { ...step, readyFirst: namesOf(members) } : step
  })
}
