import { describe, expect, test } from 'vitest'
import {
  cIdentifierMistakes,
  configMapKeyMistakes,
  dnsLabelMistakes,
  dnsSubdomainMistakes,
  envVarNameMistakes,
  labelValueMistakes,
  qualifiedNameMistakes,
  type Mistakes,
} from '../../../src/kubernetes/names/index.js'
import type { ProfileName } from '../../../src/profile.js'
import { readRecordedRows } from '../../recorded-rows.js'

interface FieldRow {
  kind: keyof typeof checks
  value: string
  errors: string[]
  older?: { errors: string[] }
}

const checks = {
  dns1123Label: dnsLabelMistakes,
  dns1123Subdomain: dnsSubdomainMistakes,
  qualifiedName: qualifiedNameMistakes,
  labelValue: labelValueMistakes,
  envVarName: envVarNameMistakes,
  configMapKey: configMapKeyMistakes,
  cIdentifier: cIdentifierMistakes,
} satisfies Record<string, (value: string, profile: ProfileName) => Mistakes>

const rows = readRecordedRows<FieldRow>('fields.jsonl')

function answer({ kind, value }: FieldRow, profile: ProfileName): Mistakes {
  const check: (value: string, profile: ProfileName) => Mistakes = checks[kind]
  return check(value, profile)
}

describe('recorded answers of Kubernetes 1.32', () => {
  test.each(rows.map((row) => [row.kind, row.value, row] as const))('%s %j', (_kind, _value, row) => {
    expect(answer(row, 'v1.9.0')).toEqual(row.errors)
  })
})

describe('recorded answers of Kubernetes 1.22', () => {
  test.each(rows.map((row) => [row.kind, row.value, row] as const))('%s %j', (_kind, _value, row) => {
    expect(answer(row, 'v1.3.0')).toEqual((row.older ?? row).errors)
  })
})
