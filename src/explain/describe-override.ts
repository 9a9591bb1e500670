import type { Override } from '../inject/provenance/types.js'
import { name, type Item } from '../text/document.js'
import { describeParty } from './describe-contribution.js'

/** Who got their way, and who did not, in one sentence. */
export function describeOverride(override: Override): Item {
  const winner = describeParty(override.winner)
  const loser = describeParty(override.loser)
  const subject = name(override.name)
  const sidecar = name(override.container ?? '')
  switch (override.what) {
    case 'container':
    case 'init-container': {
      const kind = override.what === 'container' ? 'container ' : 'init container '
      return { line: [kind, subject, ' of ', ...loser, ' is replaced by that of ', ...winner] }
    }
    case 'volume':
      return {
        line: [
          'volume ',
          subject,
          ' of ',
          ...loser,
          ' is left out: that of ',
          ...winner,
          ' has other content',
        ],
      }
    case 'annotation':
      return {
        line: ['annotation ', subject, ': the value of ', ...winner, ' stands, not that of ', ...loser],
      }
    case 'env':
      return {
        line: [
          'env ',
          subject,
          ' of ',
          ...loser,
          ' is not copied: sidecar ',
          sidecar,
          ' has one of that name',
        ],
      }
    case 'mount':
    case 'device':
      return {
        line: [
          `${override.what} `,
          subject,
          ' of ',
          ...loser,
          ' is not shared: ',
          sidecar,
          ' uses that path',
        ],
      }
  }
}
