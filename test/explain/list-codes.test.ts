import { expect, test } from 'vitest'
import { listCodes } from '../../src/index.js'
import { reasonCatalog } from '../../src/inject/decide/reasons.js'
import { issueCatalog } from '../../src/issue/catalog.js'

test('listCodes has every code of both catalogs, with its meaning', () => {
  const codes = listCodes()
  const of = (kind: string): readonly string[] =>
    codes.flatMap((each) => (each.kind === kind ? [each.code] : []))
  expect(of('issue')).toEqual(Object.keys(issueCatalog))
  expect(of('reason')).toEqual(Object.keys(reasonCatalog))
  for (const { summary } of codes) expect(summary).toMatch(/\.$/)
})

test("the list is the caller's own", () => {
  const [first] = listCodes()
  Object.assign(first ?? {}, { summary: 'other' })
  expect(listCodes()[0]?.summary).not.toBe('other')
})
