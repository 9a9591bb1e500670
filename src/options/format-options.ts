import type { FormatOptions } from '../text/render-document.js'
import type { OptionTable } from './option-types.js'

/** What every `format*` function takes. */
export const formatOptions: OptionTable<FormatOptions> = {
  format: { kind: 'choice', values: ['text', 'markdown'] },
  color: { kind: 'boolean' },
  width: { kind: 'number', least: 1 },
  limit: { kind: 'integer', least: 0 },
  maxLength: { kind: 'integer', least: 0 },
}
