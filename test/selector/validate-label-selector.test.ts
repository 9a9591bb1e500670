import { describe, expect, test } from 'vitest'
import { createIssueCollector, toFieldPath } from '../../src/issue/index.js'
import type { LabelSelector } from '../../src/manifest/api-types.js'
import type { ProfileName } from '../../src/profile.js'
import { validateLabelSelector } from '../../src/selector/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { readRecordedRows } from '../recorded-rows.js'

interface RecordedError {
  type: keyof typeof codes
  field: string
  detail: string
}

interface ValidationRow {
  name: string
  selector: LabelSelector | null
  errors: RecordedError[]
  older?: { errors: RecordedError[] }
}

const codes = {
  FieldValueRequired: 'required',
  FieldValueForbidden: 'forbidden',
  FieldValueInvalid: 'invalid',
} as const

const rows = readRecordedRows<ValidationRow>('selector-validation.jsonl').map(deepFreeze)

function validate(selector: LabelSelector | null, profile: ProfileName) {
  const issues = createIssueCollector()
  validateLabelSelector(selector, issues.at('spec', 'selector'), { profile })
  return issues.list
}

function expectAnswer(row: ValidationRow, profile: ProfileName, errors: readonly RecordedError[]): void {
  const issues = validate(row.selector, profile)
  expect(issues.map(({ code, severity, path }) => [code, severity, toFieldPath(path)])).toEqual(
    errors.map(({ type, field }) => [codes[type], 'error', field]),
  )
  errors.forEach(({ type, detail }, index) => {
    // Where a format is broken the sentence is Kubernetes' own.
    const isAboutFormat = type === 'FieldValueInvalid' && !detail.includes('selector operator')
    if (isAboutFormat) expect(issues[index]?.message).toContain(detail)
  })
}

describe('recorded for Kubernetes 1.32', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    expectAnswer(row, 'v1.9.0', row.errors)
  })
})

describe('recorded for Kubernetes 1.22', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    expectAnswer(row, 'v1.3.0', (row.older ?? row).errors)
  })
})

test('keys of matchLabels are judged in the order of their bytes', () => {
  const matchLabels = { '\u{10000}': 'a', '\uffff': 'b!', '-': 'c' }
  expect(validate({ matchLabels }, 'v1.9.0').map(({ message }) => message.split(':')[0])).toEqual([
    'key "-"',
    'key "\\uffff"',
    'value "b!" of "\\uffff"',
    'key "\u{10000}"',
  ])
})
