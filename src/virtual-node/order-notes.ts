import type { ContainerOrder } from './container-order.js'
import { findVariable } from './conventions.js'
import { compareExits } from './exit-order.js'
import { setsAnything } from './pod-order.js'
import {
  firstWithNativeSidecars,
  namesOf,
  type OrderNote,
  type OrderNoteCode,
  type OrderSubject,
} from './pod-order.js'

const notes: Readonly<Record<OrderNoteCode, Pick<OrderNote, 'kind' | 'message'>>> = {
  'platform-unknown': {
    kind: 'assumed',
    message: 'which platform runs the Pod is not known, so its variables are not considered',
  },
  'kubernetes-version-unknown': {
    kind: 'assumed',
    message: 'the way these are marked depends on the version of Kubernetes, and is taken to be in force',
  },
  'marks-contradict': {
    kind: 'undocumented',
    message:
      'the exit priority says the reverse of ECI_SIDECAR_CONTAINER or ECI_CONTAINER_TYPE; which of them counts is undocumented',
  },
  'marks-combined': {
    kind: 'undocumented',
    message:
      'exit priority, ECI_SIDECAR_CONTAINER and ECI_CONTAINER_TYPE are used together; how they combine is undocumented, here they agree',
  },
  'type-without-job': {
    kind: 'ignored',
    message: 'ECI_CONTAINER_TYPE=sidecar is for restartPolicy Never and OnFailure',
  },
  'type-on-deletion': {
    kind: 'undocumented',
    message:
      'ECI_CONTAINER_TYPE=sidecar orders the end of the Pod; what it does when the Pod is deleted is undocumented',
  },
  'acs-sidecar-on-deletion': {
    kind: 'undocumented',
    message: 'in which order containers with __IS_SIDECAR__ exit when the Pod is deleted is undocumented',
  },
  'acs-sidecar-on-new-kubernetes': {
    kind: 'undocumented',
    message: '__IS_SIDECAR__ is for Kubernetes up to 1.28; what it does later is undocumented',
  },
  'native-sidecar-on-eci': {
    kind: 'undocumented',
    message:
      'native sidecars are documented for ACS; how ECI combines them with its variables is undocumented',
  },
  'native-sidecar-ignored': {
    kind: 'ignored',
    message: 'native sidecars need Kubernetes 1.29; before, these are init containers that have to end',
  },
  'variable-of-other-platform': {
    kind: 'ignored',
    message: 'variables of another platform have no effect',
  },
  'value-without-meaning': {
    kind: 'undocumented',
    message: 'a variable has a value that is not documented, and is taken as not set',
  },
  'kruise-priority-assumed': {
    kind: 'assumed',
    message: 'OpenKruise runs in the cluster, which holds these containers back',
  },
  'kruise-priority-undocumented': {
    kind: 'undocumented',
    message:
      "what OpenKruise's container launch priority does on a virtual node is undocumented, and it is not considered",
  },
}

/** What a reader of the order must know, in a fixed order of codes. */
export function orderNotes(subject: OrderSubject): OrderNote[] {
  return (Object.keys(notes) as OrderNoteCode[]).flatMap((code) => {
    const concerned = concernedBy[code](subject)
    return concerned.length === 0 ? [] : [{ code, ...notes[code], containers: namesOf(concerned) }]
  })
}

const none: readonly ContainerOrder[] = []

/** The containers that each note is about; none where it does not apply. */
const concernedBy: Readonly<Record<OrderNoteCode, (subject: OrderSubject) => readonly ContainerOrder[]>> = {
  'platform-unknown': ({ platform, main }) =>
    platform === 'unknown' && setsAnything(main) ? main.filter(({ settings }) => settings.length > 0) : none,
  'kubernetes-version-unknown': (subject) =>
    subject.minor === undefined ? [...nativeSidecars(subject), ...acsSidecars(subject)] : none,
  'marks-contradict': (subject) =>
    subject.platform === 'eci' && compareExits(subject) === 'marks-contradict' ? subject.main : none,
  'marks-combined': (subject) => combined(subject),
  'type-without-job': ({ platform, main, isJob }) =>
    platform === 'eci' && !isJob ? main.filter(({ type }) => type === 'sidecar') : none,
  'type-on-deletion': ({ platform, main, isJob }) =>
    platform === 'eci' && isJob
      ? main.filter(({ type, isEciSidecar }) => type === 'sidecar' && !isEciSidecar)
      : none,
  'acs-sidecar-on-deletion': (subject) => (isFrom29(subject) ? none : acsSidecars(subject)),
  'acs-sidecar-on-new-kubernetes': (subject) => (isFrom29(subject) ? acsSidecars(subject) : none),
  'native-sidecar-on-eci': (subject) =>
    subject.platform === 'eci' && subject.hasNativeSidecars ? nativeSidecars(subject) : none,
  'native-sidecar-ignored': (subject) => (subject.hasNativeSidecars ? none : nativeSidecars(subject)),
  'variable-of-other-platform': ({ platform, main, init }) =>
    platform === 'unknown'
      ? none
      : [...init, ...main].filter(({ settings }) =>
          settings.some(({ variable }) => findVariable(variable)?.platform !== platform),
        ),
  'value-without-meaning': ({ main, init }) =>
    [...init, ...main].filter(({ settings }) => settings.some((setting) => 'problem' in setting)),
  'kruise-priority-assumed': ({ platform, main, kruisePriorities }) =>
    platform === 'kubernetes' && kruisePriorities !== undefined ? main : none,
  'kruise-priority-undocumented': ({ platform, main, kruisePriorities }) =>
    platform !== 'kubernetes' && kruisePriorities !== undefined ? main : none,
}

function nativeSidecars({ init }: OrderSubject): readonly ContainerOrder[] {
  return init.filter(({ role }) => role === 'native-sidecar')
}

function acsSidecars({ platform, main }: OrderSubject): readonly ContainerOrder[] {
  return platform === 'acs' ? main.filter(({ isAcsSidecar }) => isAcsSidecar) : none
}

function isFrom29({ minor }: OrderSubject): boolean {
  return minor !== undefined && minor >= firstWithNativeSidecars
}

/** Marks beside exit priorities that agree with them, or both marks on one container. */
function combined(subject: OrderSubject): readonly ContainerOrder[] {
  if (subject.platform !== 'eci') return none
  if (compareExits(subject) === 'marks-agree') return subject.main
  return subject.isJob
    ? subject.main.filter(({ type, isEciSidecar }) => type === 'sidecar' && isEciSidecar)
    : none
}
