import { describe, expect, test } from 'vitest'
import { inspectPods } from 'sidecarset/update'
import type { ContainerStatus } from 'sidecarset'
import {
  annotation,
  cold,
  digestOf,
  runningPod,
  setWith,
  withAnnotations,
  withReport,
  withStatus,
} from './cluster.js'

const digest = digestOf('new')
const isConsistent = (image: string, report: ContainerStatus, state?: string): boolean | undefined => {
  const set = setWith([cold('log', image)])
  const pod = withReport(runningPod(set, 'web-0'), 'log', report)
  return inspectPods(set, [
    state === undefined ? pod : withAnnotations(pod, { [annotation.state]: state }),
  ])[0]?.consistent
}

describe('an image with a digest: the status decides', () => {
  test.each([
    ['the same', `log@${digest}`, `log@${digest}`, true],
    ['a scheme does not matter', `log@${digest}`, `docker-pullable://log@${digest}`, true],
    ['tags do not matter', `log:2@${digest}`, `log:1@${digest}`, true],
    ['another digest', `log@${digest}`, `log@${digestOf('old')}`, false],
    ['the repository is compared as text', `log@${digest}`, `docker.io/library/log@${digest}`, false],
    ['an imageID without digest: tags decide', `log:2@${digest}`, 'log:2', true],
    ['an imageID without digest and another tag', `log:2@${digest}`, 'log:1', false],
    ['an imageID that is no image name', `log@${digest}`, `sha256:${'a'.repeat(64)}@`, false],
    ['no imageID', `log@${digest}`, '', false],
  ])('%s', (_, image, imageID, answer) => {
    expect(isConsistent(image, { imageID })).toBe(answer)
    // What the update notes say does not matter then.
    expect(isConsistent(image, { imageID }, 'unreadable')).toBe(answer)
  })
})

describe('an image without digest: the note of the last update decides', () => {
  const noted = (statuses: unknown, name = 'logs'): string =>
    JSON.stringify({ [name]: { revision: 'r', updateTimestamp: null, lastContainerStatuses: statuses } })

  test.each([
    ['no note', undefined, true],
    ['the imageID is still the noted one', noted({ log: { imageID: 'old' } }), false],
    ['another imageID', noted({ log: { imageID: 'older' } }), true],
    ['noted is another container', noted({ app: { imageID: 'old' } }), true],
    ['noted by another SidecarSet', noted({ log: { imageID: 'old' } }, 'other'), true],
    ['no container noted', noted(null), true],
    ['an empty entry', '{"logs":null}', true],
    ['null', 'null', true],
    ['keys in another case', '{"logs":{"LastContainerStatuses":{"log":{"ImageID":"old"}}}}', false],
    ['empty text', '', false],
    ['no JSON', 'x', false],
    ['a list', '[]', false],
    ['a wrong type somewhere', '{"other":{"revision":1}}', false],
    ['a bad time somewhere', '{"other":{"updateTimestamp":"today"}}', false],
  ])('%s', (_, state, answer) =>
    expect(isConsistent('log:2', { imageID: 'old', image: 'log:1' }, state)).toBe(answer),
  )

  test('the image text of the spec means that it is over, whatever the imageID', () =>
    expect(
      isConsistent('log:2', { imageID: 'old', image: 'log:2' }, noted({ log: { imageID: 'old' } })),
    ).toBe(true))
})

describe('several containers', () => {
  const set = setWith([cold('a', `a@${digest}`), cold('b', 'b:1'), cold('c', `c@${digest}`)])
  const pod = runningPod(set, 'web-0')
  const answer = (changed: typeof pod): boolean | undefined => inspectPods(set, [changed])[0]?.consistent

  test('those before the first without digest are checked', () =>
    expect(answer(withReport(pod, 'a', { imageID: 'x' }))).toBe(false))
  test('those behind it are not', () => expect(answer(withReport(pod, 'c', { imageID: 'x' }))).toBe(true))
  test('a missing status anywhere counts', () =>
    expect(answer(withStatus(pod, { containerStatuses: pod.status?.containerStatuses?.slice(1) }))).toBe(
      false,
    ))
})
