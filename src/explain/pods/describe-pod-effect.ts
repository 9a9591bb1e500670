import type { ChangeNeed } from '../../update/compare-containers.js'
import type { PodEffect } from './types.js'

const changeSentences: Readonly<Record<ChangeNeed, string>> = {
  nothing: 'nothing changes for it',
  'new-pods-only': 'what changes goes into new Pods only; this one counts as up to date without it',
  'in-place': 'it can get the new image in place; the container restarts',
  'hot-upgrade': 'it can get the new image by hot upgrade, without a gap',
  recreate: 'more than images changes, so it stays as it is until it is created anew',
}

const sentences: Readonly<Record<Exclude<PodEffect, 'changes'>, string>> = {
  gains: 'it gets the sidecars once it is created anew',
  loses: 'it keeps the sidecars, without upgrades, until it is created anew',
  same: 'nothing changes for it',
  refused: 'it cannot be created any more',
  unknown: 'nobody can tell with what is given',
}

/** What a change means for a Pod, as a sentence without a full stop. */
export function describePodEffect(effect: PodEffect, needs: ChangeNeed): string {
  return effect === 'changes' ? changeSentences[needs] : sentences[effect]
}
