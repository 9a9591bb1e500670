import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Container, Pod } from '../../src/manifest/api-types.js'
import {
  acsSidecar,
  eciContainerType,
  eciExitPriority,
  eciLaunchPriority,
  eciSidecarContainer,
  type EnvEntry,
} from '../../src/virtual-node/build-variable.js'
import { describeOrder, formatOrder } from '../../src/virtual-node/describe-order.js'
import type { OrderOptions, OrderPlatform, OrderStep } from '../../src/virtual-node/pod-order.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const container = (name: string, ...env: EnvEntry[]): Container => ({ name, env })
const ready = (given: Container): Container => ({ ...given, readinessProbe: {} })
const podOf = (containers: Container[], spec: object = {}): Pod =>
  deepFreeze({ spec: { containers, ...spec } })
const job = { restartPolicy: 'Never' }
const app = container('app')

/** A step in few words: `launch-priority 10: filebeat`. */
const inWords = ({ rule, priority, containers, readyFirst }: OrderStep): string =>
  `${rule}${priority === undefined ? '' : ` ${priority}`}: ${containers.join(', ')}${readyFirst ? ` until ready ${readyFirst.join(', ')}` : ''}`

interface Row {
  readonly pod: Pod
  readonly options: OrderOptions
  readonly start: readonly string[]
  readonly exit: readonly string[]
  readonly notes?: readonly string[]
}

const rows: Readonly<Record<string, Row>> = {
  'ECI: nothing set, all at once': {
    pod: podOf([app, container('b')]),
    options: { platform: 'eci' },
    start: ['together: app, b'],
    exit: ['together: app, b'],
  },
  'ECI: a sidecar that starts first and exits last': {
    pod: podOf([app, container('log', eciLaunchPriority(10), eciExitPriority(-10))]),
    options: { platform: 'eci' },
    start: ['launch-priority 10: log', 'launch-priority 0: app'],
    exit: ['exit-priority 0: app', 'exit-priority -10: log'],
  },
  'ECI: the next waits for a readinessProbe, the last holds nobody back': {
    pod: podOf([ready(app), ready(container('log', eciLaunchPriority(10)))]),
    options: { platform: 'eci' },
    start: ['launch-priority 10: log until ready log', 'launch-priority 0: app'],
    exit: ['together: app, log'],
  },
  'ECI: equal priorities start together': {
    pod: podOf([app, container('a', eciLaunchPriority(5)), container('b', eciLaunchPriority(5))]),
    options: { platform: 'eci' },
    start: ['launch-priority 5: a, b', 'launch-priority 0: app'],
    exit: ['together: app, a, b'],
  },
  'ECI: marked as sidecar': {
    pod: podOf([container('log', eciSidecarContainer()), app]),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['together: app', 'eci-sidecar: log'],
  },
  'ECI: all marked is as none marked': {
    pod: podOf([
      container('a', eciSidecarContainer()),
      container('b', eciSidecarContainer(), eciExitPriority(3)),
    ]),
    options: { platform: 'eci' },
    start: ['together: a, b'],
    exit: ['exit-priority 3: b', 'exit-priority 0: a'],
  },
  'ECI: the type counts in a Job': {
    pod: podOf([container('log', eciContainerType('sidecar')), app], job),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['together: app', 'eci-type: log'],
    notes: ['type-on-deletion: log'],
  },
  'ECI: the type does not count in a Deployment': {
    pod: podOf([container('log', eciContainerType('sidecar')), app]),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['together: log, app'],
    notes: ['type-without-job: log'],
  },
  'ECI: both marks on one container': {
    pod: podOf([container('log', eciContainerType('sidecar'), eciSidecarContainer()), app], job),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['together: app', 'eci-sidecar: log'],
    notes: ['marks-combined: log'],
  },
  'ECI: mark and exit priority agree': {
    pod: podOf([container('log', eciSidecarContainer(), eciExitPriority(-1)), app]),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['exit-priority 0: app', 'exit-priority -1: log'],
    notes: ['marks-combined: log, app'],
  },
  'ECI: mark and exit priority contradict each other': {
    pod: podOf([container('log', eciSidecarContainer(), eciExitPriority(1)), app]),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['undocumented: log, app'],
    notes: ['marks-contradict: log, app'],
  },
  'ECI: init containers first, native sidecars last': {
    pod: podOf([app], {
      initContainers: [
        container('a'),
        { name: 'p', restartPolicy: 'Always' },
        { name: 'q', restartPolicy: 'Always' },
      ],
    }),
    options: { platform: 'eci', kubernetesVersion: '1.30' },
    start: ['init: a', 'native-sidecar: p', 'native-sidecar: q', 'together: app'],
    exit: ['together: app', 'native-sidecar: q', 'native-sidecar: p'],
    notes: ['native-sidecar-on-eci: p, q'],
  },
  'ECI: variables of ACS': {
    pod: podOf([container('log', acsSidecar()), app]),
    options: { platform: 'eci' },
    start: ['together: log, app'],
    exit: ['together: log, app'],
    notes: ['variable-of-other-platform: log'],
  },
  'ACS before 1.29: a sidecar in a Job': {
    pod: podOf([app, container('log', acsSidecar())], job),
    options: { platform: 'acs', kubernetesVersion: '1.28' },
    start: ['acs-sidecar: log', 'together: app'],
    exit: ['together: app', 'acs-sidecar: log'],
    notes: ['acs-sidecar-on-deletion: log'],
  },
  'ACS before 1.29: a sidecar in a Deployment': {
    pod: podOf([app, container('log', acsSidecar())]),
    options: { platform: 'acs', kubernetesVersion: '1.28' },
    start: ['acs-sidecar: log', 'together: app'],
    exit: ['undocumented: app, log'],
    notes: ['acs-sidecar-on-deletion: log'],
  },
  'ACS from 1.29: that mark is undocumented': {
    pod: podOf([app, container('log', acsSidecar())], job),
    options: { platform: 'acs', kubernetesVersion: '1.29' },
    start: ['undocumented: app, log'],
    exit: ['undocumented: app, log'],
    notes: ['acs-sidecar-on-new-kubernetes: log'],
  },
  'ACS without a version': {
    pod: podOf([app, container('log', acsSidecar())], job),
    options: { platform: 'acs' },
    start: ['acs-sidecar: log', 'together: app'],
    exit: ['together: app', 'acs-sidecar: log'],
    notes: ['kubernetes-version-unknown: log', 'acs-sidecar-on-deletion: log'],
  },
  'ACS from 1.29: a native sidecar': {
    pod: podOf([app], { initContainers: [{ name: 'log', restartPolicy: 'Always' }] }),
    options: { platform: 'acs', kubernetesVersion: '1.29' },
    start: ['native-sidecar: log', 'together: app'],
    exit: ['together: app', 'native-sidecar: log'],
  },
  'ACS before 1.29: no native sidecars': {
    pod: podOf([app], { initContainers: [{ name: 'log', restartPolicy: 'Always' }] }),
    options: { platform: 'acs', kubernetesVersion: '1.28' },
    start: ['init: log', 'together: app'],
    exit: ['together: app'],
    notes: ['native-sidecar-ignored: log'],
  },
  'an ordinary node': {
    pod: podOf([app, container('log', eciLaunchPriority(1))], { nodeName: 'worker-1' }),
    options: {},
    start: ['together: app, log'],
    exit: ['together: app, log'],
    notes: ['variable-of-other-platform: log'],
  },
  'an unknown platform, with variables': {
    pod: podOf([app, container('log', eciLaunchPriority(1))]),
    options: {},
    start: ['platform-unknown: app, log'],
    exit: ['platform-unknown: app, log'],
    notes: ['platform-unknown: log'],
  },
  'an unknown platform, without': {
    pod: podOf([app]),
    options: {},
    start: ['together: app'],
    exit: ['together: app'],
  },
  'a value without meaning counts as not set': {
    pod: podOf([app, { name: 'log', env: [{ name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: '5000' }] }]),
    options: { platform: 'eci' },
    start: ['together: app, log'],
    exit: ['together: app, log'],
    notes: ['value-without-meaning: log'],
  },
  'no containers at all': { pod: {}, options: { platform: 'acs' }, start: [], exit: [] },
}

test.each(Object.entries(rows))('%s', (_, { pod, options, start, exit, notes }) => {
  const order = describeOrder(pod, options)
  expect(order.start.map(inWords)).toEqual(start)
  expect(order.exit.map(inWords)).toEqual(exit)
  expect(order.notes.map(({ code, containers }) => `${code}: ${containers.join(', ')}`)).toEqual(notes ?? [])
})

test.each<[title: string, labels: Record<string, string>, platform: OrderPlatform]>([
  ['asks for ECI', { 'alibabacloud.com/eci': 'true' }, 'eci'],
  ['asks for ACS', { 'alibabacloud.com/acs': 'true' }, 'acs'],
  ['asks for nothing', {}, 'unknown'],
])('the platform of a Pod that %s', (_, labels, platform) =>
  expect(describeOrder({ metadata: { labels } }).platform).toBe(platform),
)

describe('laws', () => {
  const variable = fc.oneof(
    fc.integer({ min: -3, max: 3 }).map(eciLaunchPriority),
    fc.integer({ min: -3, max: 3 }).map(eciExitPriority),
    fc.constantFrom(eciSidecarContainer(), eciContainerType('sidecar'), acsSidecar()),
  )
  const pods = fc
    .tuple(
      fc.array(fc.array(variable, { maxLength: 3 }), { maxLength: 5 }),
      fc.constantFrom('Always', 'Never'),
      fc.constantFrom<OrderPlatform>('eci', 'acs', 'kubernetes', 'unknown'),
    )
    .map(([envs, restartPolicy, platform]) => ({
      pod: podOf(
        envs.map((env, index) => container(`c${index}`, ...env)),
        { restartPolicy },
      ),
      platform,
      names: envs.map((_, index) => `c${index}`),
    }))

  test('every container starts once and exits once', () => {
    fc.assert(
      fc.property(pods, ({ pod, platform, names }) => {
        const { start, exit } = describeOrder(pod, { platform })
        expect(start.flatMap(({ containers }) => containers).sort()).toEqual(names)
        expect(exit.flatMap(({ containers }) => containers).sort()).toEqual(names)
      }),
    )
  })

  test('an order is plain data, and its text has a line for every step', () => {
    fc.assert(
      fc.property(pods, ({ pod, platform }) => {
        const order = describeOrder(pod, { platform })
        expect(JSON.parse(JSON.stringify(order))).toEqual(order)
        expect(
          formatOrder(order)
            .split('\n')
            .filter((line) => /^ {2}\d+\. /.test(line)),
        ).toHaveLength(order.start.length + order.exit.length)
      }),
    )
  })
})

describe("OpenKruise's container launch priority", () => {
  const ofEnv = (...priorities: (string | undefined)[]): object => ({
    containers: priorities.map((value, index) => ({
      name: `c${index}`,
      ...(value === undefined ? {} : { env: [{ name: 'KRUISE_CONTAINER_PRIORITY', value }] }),
    })),
  })
  const ordered = { annotations: { 'apps.kruise.io/container-launch-priority': 'Ordered' } }
  const startOf = (spec: object, metadata: object = {}): unknown =>
    describeOrder({ metadata, spec } as Pod, { platform: 'kubernetes' }).start.map(
      ({ containers, rule, priority, readyFirst }) => [
        containers.join(' '),
        rule,
        priority,
        readyFirst?.join(' '),
      ],
    )

  test('the annotation: one after the other, whatever the variables say', () => {
    expect(startOf(ofEnv(undefined, '5'), ordered)).toEqual([
      ['c0', 'kruise-priority', 0, 'c0'],
      ['c1', 'kruise-priority', -1, undefined],
    ])
  })

  test('the variable: the larger first, 0 where there is none or no number', () => {
    expect(startOf(ofEnv(undefined, '5', 'x', '-1'))).toEqual([
      ['c1', 'kruise-priority', 5, 'c1'],
      ['c0 c2', 'kruise-priority', 0, 'c0 c2'],
      ['c3', 'kruise-priority', -1, undefined],
    ])
  })

  test('nothing to order: one priority, or one container', () => {
    expect(startOf(ofEnv('5', '5'))).toEqual([['c0 c1', 'together', undefined, undefined]])
    expect(startOf(ofEnv('5'), ordered)).toEqual([['c0', 'together', undefined, undefined]])
  })

  test('notes say what is taken for granted, and what is undocumented on a virtual node', () => {
    const notesOf = (platform: 'kubernetes' | 'eci'): string[] =>
      describeOrder({ metadata: ordered, spec: ofEnv(undefined, undefined) } as Pod, { platform }).notes.map(
        ({ code }) => code,
      )
    expect(notesOf('kubernetes')).toEqual(['kruise-priority-assumed'])
    expect(notesOf('eci')).toEqual(['kruise-priority-undocumented'])
  })
})

describe('written down', () => {
  const pod = {
    spec: {
      containers: [
        { name: 'app', image: 'app:1' },
        { name: 'logs', image: 'logs:1', env: [{ name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: '1' }] },
      ],
    },
  }
  const order = describeOrder(pod, { platform: 'eci' })

  test('as Markdown', () =>
    expect(formatOrder(order, { format: 'markdown' }).split('\n').slice(0, 3)).toEqual([
      '- platform: eci',
      '- start:',
      '  - 1. `logs` (launch priority 1)',
    ]))

  test('cut where that is asked for', () =>
    expect(formatOrder(order, { limit: 1 })).toContain(
      '  1. logs (launch priority 1)\n  and 1 further steps',
    ))

  test('options that it does not know are an error', () =>
    expect(() => formatOrder(order, { widht: 40 } as object)).toThrow('widht'))
})
