import { describe, expect, test } from 'vitest'
import {
  createInjector,
  hashSidecarSet,
  type ControllerRevision,
  type InjectionRequest,
  type InjectionResult,
  type ProfileName,
  type SidecarSetInjectRevision,
  type SidecarSetSpec,
} from 'sidecarset'
import {
  annotationJson,
  bothProfiles,
  codes,
  container,
  hashes,
  hashesWithoutImage,
  inject,
  names,
  now,
  podOf,
  setOf,
} from './subjects.js'

interface Parts {
  readonly set?: string
  readonly version?: string
  readonly revision?: number
  readonly created?: string
  readonly namespace?: string
  readonly annotations?: Record<string, string>
  readonly spec?: unknown
}

/** A ControllerRevision whose image is its own name, so that a test sees which one was taken. */
function revisionOf(name: string, parts: Parts = {}): ControllerRevision {
  const { set = 'set', version, revision = 1, created, namespace = 'kruise-system', annotations } = parts
  const spec = parts.spec ?? { $patch: 'replace', containers: [{ name: 'agent', image: name }] }
  return {
    metadata: {
      name,
      namespace,
      labels: {
        'kruise.io/sidecarset-name': set,
        ...(version === undefined ? {} : { 'apps.kruise.io/sidecarset-custom-version': version }),
      },
      ...(created === undefined ? {} : { creationTimestamp: created }),
      ...(annotations === undefined ? {} : { annotations }),
    },
    revision,
    data: { spec },
  }
}

function injectRevision(
  revision: SidecarSetInjectRevision | undefined,
  controllerRevisions: ControllerRevision[],
  profile: ProfileName,
  spec: SidecarSetSpec = {},
  request: Partial<InjectionRequest> = {},
): InjectionResult {
  const set = setOf({
    containers: [{ name: 'agent', image: 'as-it-is' }],
    injectionStrategy: revision === undefined ? {} : { revision },
    ...spec,
  })
  return inject(podOf(), [set], { profile, controllerRevisions }, request)
}

/** The image of the agent, or the code of the error. */
function taken(result: InjectionResult): string | undefined {
  return result.allowed ? container(result.pod, 'agent').image : result.issues[0]?.code
}

describe.each(bothProfiles)('%s: which revision is injected', (profile) => {
  const choose = (
    revision: SidecarSetInjectRevision | undefined,
    ...revisions: ControllerRevision[]
  ): unknown => taken(injectRevision(revision, revisions, profile))

  test('none asked for: the SidecarSet as it is', () => {
    expect(choose(undefined, revisionOf('r'))).toBe('as-it-is')
    expect(choose({ policy: 'Always' }, revisionOf('r'))).toBe('as-it-is')
  })

  test('revisionName: the one of that name', () => {
    expect(choose({ revisionName: 'r' }, revisionOf('q'), revisionOf('r'))).toBe('r')
  })

  test('only those of kruise-system count', () => {
    expect(choose({ revisionName: 'r' }, revisionOf('r', { namespace: 'default' }))).toBe(
      'revision-not-found',
    )
  })

  test('revisionName counts before customVersion, even when it is empty', () => {
    const revisions = [revisionOf('r'), revisionOf('v', { version: 'v1' })]
    expect(choose({ revisionName: 'r', customVersion: 'v1' }, ...revisions)).toBe('r')
    expect(choose({ revisionName: '', customVersion: 'v1' }, ...revisions)).toBe('revision-not-found')
  })

  test('none found: an error that names the SidecarSet and the field', () => {
    const result = injectRevision({ customVersion: 'v1' }, [revisionOf('r')], profile)
    expect(result).toMatchObject({ allowed: false, changed: false })
    expect(codes(result.issues)).toEqual(['revision-not-found spec.injectionStrategy.revision'])
  })

  describe('customVersion: among those with the label', () => {
    test.each<[string, ControllerRevision[], string]>([
      [
        'the highest revision',
        [revisionOf('b', { version: 'v1', revision: 2 }), revisionOf('a', { version: 'v1', revision: 10 })],
        'a',
      ],
      [
        'of equals the later created',
        [
          revisionOf('a', { version: 'v1', created: '2025-01-02T00:00:00Z' }),
          revisionOf('b', { version: 'v1', created: '2025-01-01T23:00:00Z' }),
        ],
        'a',
      ],
      [
        'times are compared, not texts',
        [
          revisionOf('a', { version: 'v1', created: '2025-01-01T01:00:00Z' }),
          revisionOf('b', { version: 'v1', created: '2025-01-01T02:00:00+02:00' }),
        ],
        'a',
      ],
      [
        'then the greater name',
        [revisionOf('a', { version: 'v1' }), revisionOf('b', { version: 'v1' })],
        'b',
      ],
      [
        'other versions do not count',
        [revisionOf('a', { version: 'v2', revision: 9 }), revisionOf('b', { version: 'v1' })],
        'b',
      ],
    ])('%s', (_, revisions, expected) => {
      expect(choose({ customVersion: 'v1' }, ...revisions)).toBe(expected)
      expect(choose({ customVersion: 'v1' }, ...[...revisions].reverse())).toBe(expected)
    })
  })

  test('the result is not defaulted again', () => {
    const { pod } = injectRevision({ revisionName: 'r' }, [revisionOf('r')], profile)
    expect(container(pod, 'agent')).not.toHaveProperty('terminationMessagePath')
  })

  test('controllerRevision is its name, and the decision says so', () => {
    const result = injectRevision({ revisionName: 'r' }, [revisionOf('r')], profile)
    expect(annotationJson(result.pod, hashes)).toMatchObject({ set: { controllerRevision: 'r' } })
    expect(result.decisions).toMatchObject([{ outcome: 'injected', revision: 'r' }])
  })

  test("hashes: the revision's annotations", () => {
    const annotations = { [hashes]: 'h', [hashesWithoutImage]: 'w' }
    const { pod } = injectRevision({ revisionName: 'r' }, [revisionOf('r', { annotations })], profile)
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { hash: 'h' } })
    expect(annotationJson(pod, hashesWithoutImage)).toMatchObject({ set: { hash: 'w' } })
  })

  test('where they are absent or empty, computed from the result, which is not defaulted', () => {
    const { pod } = injectRevision(
      { revisionName: 'r' },
      [revisionOf('r', { annotations: { [hashes]: '' } })],
      profile,
    )
    const defaulted = hashSidecarSet(setOf({ containers: [{ name: 'agent', image: 'r' }] }), { profile })
    const entry = annotationJson(pod, hashes) as { set: { hash: string } }
    expect(entry.set.hash).toMatch(/^[b-z2-9]{64}$/)
    expect(entry.set.hash).not.toBe(defaulted.hash)
  })

  test.each<[string, unknown]>([
    ['no object', 'text'],
    ['a wrong type inside', { containers: 'x' }],
    ['a wrong type in a container', { $patch: 'replace', containers: [{ name: 'agent', image: 1 }] }],
  ])('a revision that holds %s is refused', (_, spec) => {
    const result = injectRevision({ revisionName: 'r' }, [revisionOf('r', { spec })], profile)
    expect(result).toMatchObject({ allowed: false, issues: [{ code: 'revision-invalid' }] })
  })

  test('null removes: a revision without containers injects none', () => {
    const result = injectRevision(
      { revisionName: 'r' },
      [revisionOf('r', { spec: { containers: null } })],
      profile,
    )
    expect(result).toMatchObject({ allowed: true, decisions: [{ outcome: 'metadata-only' }] })
  })

  test("the revision's volumes are what its references are judged by", () => {
    const spec = {
      $patch: 'replace',
      containers: [{ name: 'agent', image: 'r', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      volumes: [{ name: 'v', secret: { secretName: 'kube-system/tls' } }],
    }
    const result = injectRevision({ revisionName: 'r' }, [revisionOf('r', { spec })], profile)
    expect(result.allowed).toBe(false)
    expect(result.references).toMatchObject([{ namespace: 'kube-system', name: 'tls', reason: 'no-binding' }])
  })
})

describe('where the versions differ', () => {
  test.each<[ProfileName, string, string]>([
    ['v1.3.0', "takes another SidecarSet's revision if it is higher", 'theirs'],
    ['v1.9.0', 'asks for the name of the SidecarSet too', 'ours'],
  ])('%s %s', (profile, _, expected) => {
    const revisions = [
      revisionOf('ours', { version: 'v1' }),
      revisionOf('theirs', { version: 'v1', revision: 5, set: 'other' }),
    ]
    expect(taken(injectRevision({ customVersion: 'v1' }, revisions, profile))).toBe(expected)
  })

  test.each<[ProfileName, string, string[]]>([
    ['v1.3.0', 'replaces lists', ['new', 'app']],
    ['v1.9.0', 'merges containers by name, what is new in front', ['new', 'agent', 'app']],
  ])('%s %s', (profile, _, expected) => {
    const revision = revisionOf('r', {
      spec: { containers: [{ name: 'new', image: 'n', podInjectPolicy: 'BeforeAppContainer' }] },
    })
    expect(names(injectRevision({ revisionName: 'r' }, [revision], profile).pod)).toEqual(expected)
  })

  test('v1.9.0: a list with an element that lacks its key is refused', () => {
    const revision = revisionOf('r', { spec: { containers: [{ image: 'n' }] } })
    expect(taken(injectRevision({ revisionName: 'r' }, [revision], 'v1.9.0'))).toBe('revision-invalid')
  })
})

describe('policy Partial', () => {
  const partial = { revisionName: 'r', policy: 'Partial' }
  const choose = (spec: SidecarSetSpec, random?: number, profile: ProfileName = 'v1.9.0'): unknown =>
    taken(
      injectRevision(
        partial,
        [revisionOf('r')],
        profile,
        spec,
        random === undefined ? {} : { random: () => random },
      ),
    )

  test.each<[string, SidecarSetSpec, random: number | undefined, expected: string]>([
    ['updateStrategy.paused: the revision', { updateStrategy: { paused: true } }, undefined, 'r'],
    [
      'updateStrategy.selector does not match: the revision',
      { updateStrategy: { selector: { matchLabels: { app: 'db' } } } },
      undefined,
      'r',
    ],
    [
      'it does, and no share: the SidecarSet as it is',
      { updateStrategy: { selector: { matchLabels: { app: 'web' } } } },
      undefined,
      'as-it-is',
    ],
    ['{} matches', { updateStrategy: { selector: {} } }, undefined, 'as-it-is'],
    ['no partition: the SidecarSet as it is', {}, undefined, 'as-it-is'],
    ['partition a number: likewise', { updateStrategy: { partition: 5 } }, undefined, 'as-it-is'],
    ['a share, random below', { updateStrategy: { partition: '40%' } }, 0.3, 'r'],
    ['a share, random equal', { updateStrategy: { partition: '40%' } }, 0.4, 'r'],
    ['a share, random above', { updateStrategy: { partition: '40%' } }, 0.41, 'as-it-is'],
    ['all', { updateStrategy: { partition: '100%' } }, undefined, 'r'],
    ['any other text is an error', { updateStrategy: { partition: 'half' } }, 0, 'revision-invalid'],
  ])('v1.9.0: %s', (_, spec, random, expected) => {
    expect(choose(spec, random)).toBe(expected)
  })

  test('v1.3.0 ignores the policy, and a warning says so', () => {
    const result = injectRevision(partial, [revisionOf('r')], 'v1.3.0')
    expect(taken(result)).toBe('r')
    expect(codes(result.issues)).toEqual(['feature-beyond-profile spec.injectionStrategy.revision.policy'])
  })

  test('a missing revision is an error in any case', () => {
    expect(taken(injectRevision(partial, [], 'v1.9.0'))).toBe('revision-not-found')
  })

  test('so is one that cannot be merged', () => {
    const broken = { ...revisionOf('r'), data: 'x' }
    expect(taken(injectRevision(partial, [broken], 'v1.9.0'))).toBe('revision-invalid')
  })

  test('an unknown operator of updateStrategy.selector is told where it stands', () => {
    const selector = { matchExpressions: [{ key: 'app', operator: 'Equals' }] }
    const result = injectRevision(partial, [revisionOf('r')], 'v1.9.0', { updateStrategy: { selector } })
    expect(codes(result.issues)).toEqual(['unknown-operator spec.updateStrategy.selector.matchExpressions'])
  })

  test('a share without a random number: nobody can tell', () => {
    const result = injectRevision(partial, [revisionOf('r')], 'v1.9.0', {
      updateStrategy: { partition: '40%' },
    })
    expect(result).toMatchObject({ allowed: true, changed: false })
    expect(result.decisions).toMatchObject([{ outcome: 'unknown', reason: 'revision-undecided' }])
    expect(result.issues).toMatchObject([{ code: 'revision-undecided', severity: 'warning' }])
  })

  test('it is decided for each Pod anew: by chance, and by the labels', () => {
    const pods = [podOf(), podOf({}, { labels: { app: 'web', canary: 'yes' } })]
    const set = setOf({
      containers: [{ name: 'agent', image: 'as-it-is' }],
      injectionStrategy: { revision: partial },
      updateStrategy: { selector: { matchLabels: { canary: 'yes' } }, partition: '50%' },
    })
    const controllerRevisions = [revisionOf('r')]
    const injector = createInjector({ sidecarSets: [set], controllerRevisions, profile: 'v1.9.0' })
    const images = [0.1, 0.9].flatMap((random) =>
      pods.map((pod) => taken(injector.inject(pod, { now, random: () => random }))),
    )
    expect(images).toEqual(['r', 'r', 'r', 'as-it-is'])
  })

  test('random is asked once, and only where it decides', () => {
    let asked = 0
    const request = { random: () => 0 * ++asked }
    const revisions = [revisionOf('r')]
    injectRevision(partial, revisions, 'v1.9.0', { updateStrategy: { partition: 1 } }, request)
    expect(asked).toBe(0)
    injectRevision(partial, revisions, 'v1.9.0', { updateStrategy: { partition: '40%' } }, request)
    expect(asked).toBe(1)
  })
})

describe.each(bothProfiles)('%s: UPDATE of a Pod whose entry names a revision', (profile) => {
  const set = setOf({ containers: [{ name: 'agent', image: 'new' }] })
  const broken = { ...revisionOf('r'), data: 'x' }

  const update = (entry: object, revisions: readonly ControllerRevision[]): InjectionResult => {
    const pod = podOf({}, { annotations: { [hashes]: JSON.stringify({ set: entry }) } })
    return inject(pod, [set], { profile, controllerRevisions: revisions }, { operation: 'UPDATE' })
  }

  test('that cannot be merged: the request fails', () => {
    const { allowed, decisions, issues } = update({ hash: 'old', controllerRevision: 'r' }, [broken])
    expect(allowed).toBe(false)
    expect(decisions).toMatchObject([{ outcome: 'failed', reason: 'revision-invalid' }])
    expect(codes(issues)).toEqual(['revision-invalid spec.injectionStrategy.revision'])
  })

  test.each<[string, object, ControllerRevision[]]>([
    ['it can be merged', { hash: 'old', controllerRevision: 'r' }, [revisionOf('r')]],
    ['it is not there', { hash: 'old', controllerRevision: 'r' }, []],
    [
      'the Pod records the hash of today',
      { hash: hashSidecarSet(set, { profile }).hash, controllerRevision: 'r' },
      [broken],
    ],
    ['the Pod records none', { hash: 'old' }, [broken]],
    [
      'it is of another SidecarSet',
      { hash: 'old', controllerRevision: 'r' },
      [{ ...revisionOf('r', { set: 'other' }), data: 'x' }],
    ],
    ['the entry cannot be read', { hash: 1, controllerRevision: 'r' }, [broken]],
  ])('nothing happens: %s', (_, entry, revisions) => {
    expect(update(entry, revisions)).toMatchObject({ allowed: true, changed: false, issues: [] })
  })
})
