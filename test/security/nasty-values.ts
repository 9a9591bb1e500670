import fc from 'fast-check'

const throwing = (): never => {
  throw new Error('read me not')
}

/** One value of every kind that an option or a field can be given by mistake. */
export const wrongValues: readonly (readonly [kind: string, value: unknown])[] = [
  ['null', null],
  ['an empty text', ''],
  ['another capital', 'Deny'],
  ['another word', 'no-such-word'],
  ['the name of what every object has', 'constructor'],
  ['false', false],
  ['true', true],
  ['zero', 0],
  ['a number', 7.5],
  ['a negative number', -1],
  ['no number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a bigint', 1n],
  ['a symbol', Symbol('s')],
  ['a function', () => undefined],
  ['an object', {}],
  ['a list', []],
  ['what looks like a list', { length: 1, 0: {} }],
  ['a moment of a library', { toISOString: () => '2026-01-01T00:00:00Z', toDate: () => new Date(0) }],
]

/** Objects that no JSON text can hold, made anew each time. */
export const hostileObjects: Readonly<Record<string, () => unknown>> = {
  'a getter that throws': () => Object.defineProperty({}, 'metadata', { enumerable: true, get: throwing }),
  'a Proxy that throws': () =>
    new Proxy({}, { get: throwing, ownKeys: throwing, has: throwing, getOwnPropertyDescriptor: throwing }),
  'a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  'a list with holes': () => new Array(3),
  'a cycle': () => {
    const cycle: Record<string, unknown> = {}
    return Object.assign(cycle, { metadata: cycle, spec: cycle, data: cycle, containers: [cycle] })
  },
  'an object without a prototype': () => Object.create(null),
  'a text object': () => Object('text'),
  'what throws as text': () => ({ toString: throwing, valueOf: throwing, toJSON: throwing }),
  'deep nesting': () => JSON.parse('{"spec":'.repeat(20_000) + '{}' + '}'.repeat(20_000)) as unknown,
}

/** Makes anything at all, hostile or not. A function, since fast-check itself would trip over some of the values. */
export const nastyMaker: fc.Arbitrary<() => unknown> = fc.oneof(
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSparseArray: true,
      withNullPrototype: true,
    })
    .map((value) => () => value),
  fc.constantFrom(
    ...wrongValues.map(
      ([, value]) =>
        () =>
          value,
    ),
  ),
  fc.constantFrom(...Object.values(hostileObjects)),
)
