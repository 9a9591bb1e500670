import { describe, expect, test } from 'vitest'
import { createInjector, hashSidecarSet, validateSidecarSet } from '../../src/index.js'
import type {
  ControllerRevision,
  InjectionResult,
  Namespace,
  Pod,
  ProfileName,
  SidecarSet,
} from '../../src/index.js'
import { prune } from './prune.js'
import { readRecorded } from './read-recorded.js'

// Single cases of rare input, each with the answer that the reference gave.

interface FoundCase {
  readonly name: string
  readonly profile: ProfileName
  readonly random?: number
  readonly request: { readonly operation: 'CREATE' | 'UPDATE'; readonly namespace: string }
  readonly pod: Pod
  readonly sidecarSets: readonly SidecarSet[]
  readonly namespaces: readonly Namespace[]
  readonly controllerRevisions: readonly ControllerRevision[]
  readonly expect: { readonly changed?: boolean; readonly pod?: unknown; readonly error?: string }
}

const casesOf = (file: string): FoundCase[] => readRecorded<FoundCase>(`found/${file}`)

/** The recorded cases give all Namespaces of their cluster. */
function inject(found: FoundCase, namespacesFrom: 'manifests' | 'cluster' = 'cluster'): InjectionResult {
  const { profile, sidecarSets, namespaces, controllerRevisions, pod, request, random } = found
  const injector = createInjector({
    profile,
    sidecarSets,
    namespaces,
    namespacesFrom,
    controllerRevisions,
  })
  const chance = random === undefined ? {} : { random: () => random }
  return injector.inject(pod, { ...request, ...chance, now: '2026-01-01T00:00:00Z' })
}

const errorsOf = ({ profile, sidecarSets, controllerRevisions }: FoundCase): string[] =>
  sidecarSets.flatMap((set) =>
    validateSidecarSet(set, { profile, controllerRevisions, others: sidecarSets })
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path }) => `${code} ${path.join('.')}`),
  )

describe('a partition of policy Partial is read as a float', () => {
  const cases = [
    ...casesOf('inject-1.9-partition-fractions.jsonl'),
    ...casesOf('inject-1.9-partition-float.json').map((each) => ({ ...each, random: 0.5 })),
  ]
  test.each(cases)('$name', (found) => {
    const result = inject(found)
    expect(result.allowed).toBe(true)
    expect(prune(result.pod)).toEqual(prune(found.expect.pod))
  })

  test.each(['5.5.5%', '%', '0x10%', '5 %', '1e999%', 'half%'])('%s is no percentage', (partition) => {
    const [found] = casesOf('inject-1.9-partition-float.json')
    const sidecarSets = (found?.sidecarSets ?? []).map((set) => ({
      ...set,
      spec: { ...set.spec, updateStrategy: { type: 'NotUpdate', partition } },
    }))
    expect(inject({ ...(found as FoundCase), sidecarSets }).allowed).toBe(false)
  })
})

describe('a canary SidecarSet, which v1.9.0 does not know', () => {
  const [found] = casesOf('canary-canary-replaces-base.json')

  // The recorded answer is that of a commit before the release, which did know them.
  test('is injected beside its base', () => {
    const { pod } = inject(found as FoundCase)
    expect(pod.metadata?.annotations?.['kruise.io/sidecarset-injected-list']).toBe('base,canary')
  })

  test('is warned of', () => {
    const canary = found?.sidecarSets[1] as SidecarSet
    const warnings = validateSidecarSet(canary, { profile: 'v1.9.0' })
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'canary-unknown',
        severity: 'warning',
        path: ['metadata', 'annotations', 'apps.kruise.io/sidecarset-canary'],
      }),
    ])
  })
})

describe('hash annotations of an older state, as an edited export carries them', () => {
  test.each(['inject-1.3-stale-hash-annotation.json', 'inject-1.9-stale-hash-annotation.json'])(
    '%s',
    (file) => {
      const [found] = casesOf(file)
      expect(prune(inject(found as FoundCase).pod)).toEqual(prune(found?.expect.pod))
    },
  )
})

describe('Namespaces', () => {
  const [absent] = casesOf('namespace-not-given.json')
  // The API server refuses a request of another namespace than the Pod's, as this case has it, and so does the injector.
  const [unlabelled] = casesOf('namespace-without-name-label.json').map((found) => ({
    ...found,
    request: { ...found.request, namespace: found.pod.metadata?.namespace ?? '' },
  }))

  test('one that the cluster lacks is selected by nothing, not even by an empty selector', () => {
    expect(inject(absent as FoundCase).changed).toBe(absent?.expect.changed)
  })

  test('one of a cluster is taken with the labels that it has', () => {
    const result = inject(unlabelled as FoundCase)
    expect(result.changed).toBe(unlabelled?.expect.changed)
    expect(prune(result.pod)).toEqual(prune(unlabelled?.expect.pod))
  })

  test('manifests are few, and lack the label of their name', () => {
    expect(inject(absent as FoundCase, 'manifests').changed).toBe(true)
    expect(inject(unlabelled as FoundCase, 'manifests').changed).toBe(false)
  })
})

describe('ControllerRevisions written by hand', () => {
  test.each(['revision-directive-1.3-1341.json', 'revision-directive-1.9-1524.json'])(
    '%s cannot be merged, so the Pod is refused',
    (file) => {
      const [found] = casesOf(file)
      expect(found?.expect.error).toBeDefined()
      const { allowed, decisions } = inject(found as FoundCase)
      expect(allowed).toBe(false)
      expect(decisions.map(({ reason }) => reason)).toEqual(['revision-invalid'])
    },
  )
})

describe('a hash annotation that names a member twice', () => {
  test('is judged by all of its values', () => {
    const [found] = casesOf('annotation-duplicate-key.json')
    const { allowed, issues } = inject(found as FoundCase)
    expect(found?.expect.error).toBeDefined()
    expect(allowed).toBe(false)
    expect(issues.map(({ code }) => code)).toEqual(['annotation-unreadable'])
  })
})

describe('a Pod that v1.3.0 injected before, created again', () => {
  const [found] = casesOf('inject-1.3-init-container-of-an-earlier-injection.json')

  test('gets its init container once, where the API server refuses the answer of the reference', () => {
    const expected = found?.expect.pod as Pod
    const [once] = expected.spec?.initContainers ?? []
    const { pod } = inject(found as FoundCase)
    expect(expected.spec?.initContainers).toHaveLength(2)
    expect(prune(pod)).toEqual(prune({ ...expected, spec: { ...expected.spec, initContainers: [once] } }))
  })

  test('with a warning', () => {
    expect(inject(found as FoundCase).issues).toEqual([
      expect.objectContaining({
        code: 'init-container-again',
        severity: 'warning',
        path: ['spec', 'initContainers', 0],
      }),
    ])
  })
})

describe('validation', () => {
  test.each([
    'validate-1.3-init-transferenv-without-fieldref.json',
    'validate-1.9-init-transferenv-without-fieldref.json',
  ])('%s: the reference crashes while it fills in defaults, so it is refused', (file) => {
    expect(casesOf(file).flatMap(errorsOf)).toEqual([
      'required spec.initContainers.0.transferEnv.0.sourceContainerNameFrom.fieldRef',
    ])
  })

  test('the path of a token is not compared with those of other files', () => {
    const [found] = casesOf('validate-1.9-projected-token-path.json')
    expect(errorsOf(found as FoundCase)).toEqual([])
    expect(
      validateSidecarSet(found?.sidecarSets[0] as SidecarSet, { profile: 'v1.9.0' }).map(({ code, path }) => [
        code,
        path.join('.'),
      ]),
    ).toContainEqual(['duplicate-file-path', 'spec.volumes.0.projected.sources.1.configMap.items.0.path'])
  })

  test('the CRD fills in which containers a resourcesPolicy counts', () => {
    interface CrdCase {
      readonly sidecarSet: SidecarSet
    }
    const [found] = readRecorded<CrdCase>('found/crd-1.9-resources-policy-without-regex.json')
    const set = found?.sidecarSet as SidecarSet
    expect(validateSidecarSet(set, { profile: 'v1.9.0' })).toEqual([])
    const withRegex = JSON.parse(
      JSON.stringify(set).replace(
        '"targetContainersMode"',
        '"targetContainersNameRegex":".*","targetContainersMode"',
      ),
    ) as SidecarSet
    expect(hashSidecarSet(set, { profile: 'v1.9.0' })).toEqual(
      hashSidecarSet(withRegex, { profile: 'v1.9.0' }),
    )
  })
})
