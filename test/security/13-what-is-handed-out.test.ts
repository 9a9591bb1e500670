// Row 13: whoever writes to what was handed out changes neither what was given, nor any later answer, nor an injector.
import {
  checkManifests,
  compareSidecarSets,
  createInjector,
  describeGrants,
  findMatchingPods,
  formatReport,
  parseManifests,
  reviewPod,
  reviewSidecarSet,
  SidecarSetError,
  validateResourceBinding,
  validateSidecarSet,
} from 'sidecarset'
import { describe, expect, test } from 'vitest'
import { goldenFolders, openGoldenFolder, readGoldenCase } from '../fixtures/golden-folder.js'
import { readFixtureFolders } from '../explain/fixture-folder.js'
import { readReportCase } from '../explain/read-case.js'
import { reviewOf } from './cluster.js'
import { library, optionCalls } from './calls.js'
import { isFrozenThroughout, scribble } from './scribble.js'

/** Everything as text; what cannot be written as JSON, such as a function, by its kind. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'function' ? 'function' : member)) ?? ''

/** The answer, or what was wrong: some SidecarSets cannot be read, and say so. */
function orIssues(ask: () => unknown): unknown {
  try {
    return ask()
  } catch (error) {
    if (error instanceof SidecarSetError) return error.issues
    throw error
  }
}

/** Asks, scribbles over every answer, and asks again. */
function expectUnmoved(given: unknown, ask: () => unknown): void {
  const before = textOf(given)
  const first = textOf(ask())
  scribble(ask())
  expect(textOf(given)).toBe(before)
  expect(textOf(ask())).toBe(first)
}

describe.each(goldenFolders())('inject/%s', (name) => {
  const { config, pod, request } = readGoldenCase(openGoldenFolder(name))

  test('an injector says the same again, and so does a new one', () => {
    const injector = createInjector(config)
    const ask = (injectorOf: () => typeof injector) => () => ({
      injected: injectorOf().inject(pod, request),
      explained: injectorOf().explain(pod, request),
      reported: injectorOf().report(pod, request),
      text: formatReport(injectorOf().report(pod, request)),
      reviewed: reviewPod(reviewOf(pod), injectorOf(), { now: '2026-01-01T00:00:00Z' }),
    })
    expectUnmoved(
      { config, pod },
      ask(() => injector),
    )
    expectUnmoved(
      { config, pod },
      ask(() => createInjector(config)),
    )
    expectUnmoved(
      { config, pod },
      ask(() => createInjector({ ...config, previous: injector })),
    )
  })

  test('so do the other questions about its manifests', () => {
    const { sidecarSets, resourceBindings = [], namespaces, controllerRevisions, profile } = config
    expectUnmoved({ config, pod }, () => ({
      validated: sidecarSets.map((set) => validateSidecarSet(set, { others: sidecarSets, profile })),
      reviewed: sidecarSets.map((object) =>
        reviewSidecarSet(
          reviewOf(
            {},
            { resource: { group: 'apps.kruise.io', version: 'v1alpha1', resource: 'sidecarsets' }, object },
          ),
          {},
        ),
      ),
      bindings: resourceBindings.map((binding) => validateResourceBinding(binding)),
      grants: describeGrants(resourceBindings),
      matching: sidecarSets.map((set) =>
        orIssues(() => findMatchingPods(set, [pod], { namespaces, controllerRevisions, profile })),
      ),
      compared: sidecarSets.map((set) =>
        orIssues(() => compareSidecarSets(set, set, [pod], { namespaces, profile })),
      ),
    }))
  })
})

describe.each(readFixtureFolders('fixtures/explain'))('explain/$name', (folder) => {
  test('a report says the same again', () => {
    const { injector, pod, request } = readReportCase(folder)
    expectUnmoved({ pod }, () => ({
      report: injector.report(pod, request),
      decisions: injector.explain(pod, request),
    }))
  })
})

/** What some calls cannot do without. */
const needed: Readonly<Record<string, object>> = {
  convertSidecarSet: { version: 'v1beta1' },
  'simulateScheduling platform': { platform: 'eci' },
}

test.each(optionCalls)('$title answers alike after its answer was scribbled over', ({ title, run }) => {
  expectUnmoved(undefined, () => run({ ...needed[title] }))
})

test('manifests are read alike after they were scribbled over', () => {
  const text = 'a: &a {b: [1, {c: 2}]}\nkind: Foo\napiVersion: v1\nd: *a'
  expectUnmoved(text, () => [parseManifests(text), checkManifests(text)])
})

test('what the entries export besides functions is frozen throughout', () => {
  const constants = Object.entries(library).filter(([, value]) => typeof value !== 'function')
  expect(constants.filter(([, value]) => !isFrozenThroughout(value)).map(([name]) => name)).toEqual([])
  expect(constants.length).toBeGreaterThan(0)
})
