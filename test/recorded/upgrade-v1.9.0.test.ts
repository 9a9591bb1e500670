import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { applyPatch, hashSidecarSet } from 'sidecarset'
import type { Namespace, Pod, ProfileName, SidecarSet } from 'sidecarset'
import { planSidecarUpdate } from 'sidecarset/update'
import { deepFreeze } from '../laws/deep-freeze.js'
import { prune } from './prune.js'
import { readRecorded } from './read-recorded.js'

/** A round of the real v1.9.0 controller. */
interface RecordedRound {
  readonly name: string
  readonly profile: ProfileName
  readonly now: string
  readonly sidecarSet: SidecarSet
  readonly pods: readonly Pod[]
  readonly namespaces?: readonly Namespace[]
  readonly expect: {
    readonly sidecarSet: { readonly hash: string; readonly hashWithoutImage: string }
    readonly status: unknown
    readonly written: readonly { readonly name: string; readonly pod: Pod }[]
    readonly conditions?: readonly {
      readonly pod: string
      readonly type: string
      readonly status: string
      readonly reason: string
      readonly message: string
    }[]
    readonly error?: string
  }
}

const rounds = readRecorded<RecordedRound>('upgrade-v1.9.0.jsonl').map((round) => deepFreeze(round))

const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => a.name.localeCompare(b.name))

test('holds what was recorded', () => expect(rounds).toHaveLength(100))

describe.each(rounds)('$name', ({ profile, now, sidecarSet, pods, namespaces, expect: expected }) => {
  // The recorded Pods carry hashes of the SidecarSet as the webhook computes them.
  const plan = planSidecarUpdate(sidecarSet, pods, { profile, now, namespaces, hashes: 'computed' })

  test('hashes and status', () => {
    expect(hashSidecarSet(sidecarSet, { profile })).toEqual(expected.sidecarSet)
    expect(plan.status).toEqual(expected.status)
  })

  test('every Pod that is written, by object and by patch', () => {
    const changes = [...plan.flips, ...plan.upgrades].filter((change) => 'pod' in change)
    expect(prune(byName(changes.map(({ name, pod }) => ({ name, pod }))))).toEqual(
      prune(byName(expected.written)),
    )
    for (const { name, pod, patch } of changes)
      expect(
        applyPatch(
          pods.find(({ metadata }) => metadata?.name === name),
          patch,
        ),
      ).toEqual(pod)
  })

  test('conditions, and whether the round fails', () => {
    const conditions = plan.conditions.map(({ name, type, status, reason, message }) => ({
      pod: name,
      type,
      status,
      reason,
      message,
    }))
    const byPod = (list: NonNullable<typeof expected.conditions>) =>
      [...list].sort((a, b) => a.pod.localeCompare(b.pod))
    expect(byPod(conditions)).toEqual(byPod(expected.conditions ?? []))
    expect(plan.failure !== undefined).toBe(expected.error !== undefined)
  })
})

interface Finding {
  readonly sidecarSet: SidecarSet
  readonly pods: readonly Pod[]
  readonly namespaces?: readonly Namespace[]
  readonly now?: string
  readonly reference: string | { readonly writes: readonly string[]; readonly status: object }
}

const folder = new URL('../../fixtures/recorded/found/', import.meta.url)
const findings = readdirSync(folder).filter((file) => file.startsWith('update-'))

describe.each(findings)('found: %s', (file) => {
  const found = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Finding
  const { sidecarSet, pods, namespaces, now = '2026-01-01T00:00:00Z', reference } = found
  const plan = planSidecarUpdate(sidecarSet, pods, { now, profile: 'v1.9.0', namespaces })
  const written = [...plan.flips, ...plan.upgrades]

  test('what is written', () => {
    if (typeof reference === 'string')
      expect(written.map((change) => 'pod' in change && change.pod.metadata?.annotations)).toMatchObject([
        { 'kruise.io/sidecarset-hash': reference },
      ])
    else {
      expect(written.map(({ name }) => `update ${name}`)).toEqual(reference.writes)
      expect({ updatedReadyPods: 0, ...reference.status }).toMatchObject(plan.status)
    }
  })
})
