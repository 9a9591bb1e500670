import { isJsonObject, ownValue } from '../read/index.js'
import type { ProfileName } from './types.js'

/** Which profile computes what a version of OpenKruise does, and where that profile is not exact. */
export interface ProfileAdvice {
  /** For injection. */
  readonly injection: ProfileName
  /** For hashes and validation. */
  readonly hashes: ProfileName
  /** For updates of running Pods. */
  readonly updates: ProfileName
  /** What to know about it. */
  readonly note: string
}

const mostly = 'injection and hashes agree in 96 to 98 % of the compared cases'
const likeEachOther =
  '1.7.5 and 1.8.4 inject alike in 99.5 % of the compared cases, and all their hashes agree'

/** By minor version. Versions above the last are computed like the last. */
export const adviceByMinor: Readonly<Record<number, ProfileAdvice>> = {
  3: { injection: 'v1.3.0', hashes: 'v1.3.0', updates: 'v1.3.0', note: 'agrees with all recorded answers' },
  4: {
    injection: 'v1.3.0',
    hashes: 'v1.3.0',
    updates: 'v1.3.0',
    note: 'hashes, validation and updates are right; injection follows neither profile: it has namespaceSelector, which v1.3.0 lacks',
  },
  5: { injection: 'v1.9.0', hashes: 'v1.9.0', updates: 'v1.3.0', note: mostly },
  6: { injection: 'v1.9.0', hashes: 'v1.9.0', updates: 'v1.3.0', note: mostly },
  7: { injection: 'v1.8.0', hashes: 'v1.8.0', updates: 'v1.8.0', note: likeEachOther },
  8: { injection: 'v1.8.0', hashes: 'v1.8.0', updates: 'v1.8.0', note: likeEachOther },
  9: { injection: 'v1.9.0', hashes: 'v1.9.0', updates: 'v1.9.0', note: 'agrees with all recorded answers' },
}

const oldestMinor = 3
const newestMinor = 9

/** The version of OpenKruise that was found, and what computes it. */
export interface DetectedProfile {
  /** As it was found, without a leading `v`: `1.8.4`. */
  readonly version: string
  /** The profile for injection, which is the one to pass where there is one option only. */
  readonly profile: ProfileName
  readonly advice: ProfileAdvice
  /** Whether the version is one that the table of profiles lists. */
  readonly isKnown: boolean
}

/**
 * Which profile fits an OpenKruise, from the version of its manager.
 *
 * 1. A text is a version (`1.8`, `v1.8.4`) or an image with one for a tag (`openkruise/kruise-manager:v1.8.4`).
 * 2. Of manifests, parsed or not, the first container counts whose image is called `kruise-manager`.
 * 3. Versions before 1.3 and after 1.9 get the nearest profile, and `isKnown` is false.
 *
 * @returns undefined where no version was found, such as in an image that is named by its digest
 * @example detectProfile('openkruise/kruise-manager:v1.8.4')?.profile // 'v1.8.0'
 */
export function detectProfile(source: unknown): DetectedProfile | undefined {
  const text = typeof source === 'string' ? source : findManagerImage(source, 0)
  const match = /(?:^|:)v?(1)\.(\d{1,3})(\.\d{1,3})?(?:[-+@][\w.+:-]*)?$/.exec(text?.trim() ?? '')
  if (match === null) return undefined
  const minor = Number(match[2])
  const nearest = Math.min(Math.max(minor, oldestMinor), newestMinor)
  const advice = adviceByMinor[nearest]
  if (advice === undefined) return undefined
  return {
    version: `1.${minor}${match[3] ?? ''}`,
    profile: advice.injection,
    advice,
    isKnown: minor === nearest,
  }
}

/** Deeper than a container is in any workload, and shallow enough for objects that are not manifests. */
const deepest = 12

function findManagerImage(value: unknown, depth: number): string | undefined {
  if (depth > deepest) return undefined
  if (isJsonObject(value)) {
    const image = ownValue(value, 'image')
    if (typeof image === 'string' && /(?:^|\/)kruise-manager[:@]/.test(image)) return image
  } else if (!Array.isArray(value)) return undefined
  for (const part of Object.values(value)) {
    const found = findManagerImage(part, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}
