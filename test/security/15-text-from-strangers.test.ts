import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyText, type Subject } from './every-text.js'
import { namedSubject } from './subjects.js'

// Threat: a name, a label or a key of a stranger moves the cursor, forges a line of a report, hides letters, runs a
// command of a CI system, or notifies people where the text is shown.

const hostile = [
  '\u001b[31m',
  '\u009b2J',
  '\u0007',
  '\nerror SidecarSet/other forged [required]\n',
  '\r',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u{e0041}',
  '\u3164',
  '\ufe0f',
  '\ud83d',
  ' ::error::forged',
  '##[error]forged',
  '##vso[task.complete]',
  '`|<b>@octocat</b> #1 https://evil.example www.evil.example',
]

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\p{Default_Ignorable_Code_Point}\u2800]/u
const command = /^\s*::|##(?:vso|teamcity)?\[/

/** Asked under one version: which one makes no difference to how text is shown, so the subjects take turns. */
function badLines(subject: Subject, profile: 'v1.3.0' | 'v1.9.0'): readonly string[] {
  return everyText(subject, [profile]).flatMap(({ from, text, lines }) =>
    (lines === 'one' ? [text] : text.split('\n'))
      .filter(
        (line) =>
          hidden.test(line) ||
          command.test(line) ||
          (line.includes('error SidecarSet/other forged') && line.startsWith('error SidecarSet/other')),
      )
      .map((line) => `${from}: ${JSON.stringify(line)}`),
  )
}

test.each(hostile.map((text) => [JSON.stringify(text), text]))(
  '%s is seen wherever it is put',
  (_shown, text) => {
    expect(badLines(namedSubject(`a${text}b`), 'v1.3.0')).toEqual([])
    expect(badLines(namedSubject(text), 'v1.9.0')).toEqual([])
  },
)

test('so is whatever is made of them', () => {
  const name = fc
    .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 5 })), {
      maxLength: 4,
    })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(name, fc.constantFrom('v1.3.0' as const, 'v1.9.0' as const), (text, profile) => {
      expect(badLines(namedSubject(text), profile)).toEqual([])
    }),
    { numRuns: 20 },
  )
})
