import { expect, test } from 'vitest'
import { SidecarSetError, type Issue } from '../../src/issue/index.js'

const issue: Issue = { code: 'required', severity: 'error', message: 'a volume needs a name', path: ['spec'] }

test('an error says where it comes from and what is wrong', () => {
  const error = new SidecarSetError('manifest', [issue, { ...issue, code: 'invalid' }])
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'SidecarSetError', stage: 'manifest' })
  expect(error.issues.map(({ code }) => code)).toEqual(['required', 'invalid'])
  expect(error.message.split('\n')).toHaveLength(2)
})

test('the message stays short, whatever the number of issues', () => {
  const issues = Array.from({ length: 1_000_000 }, () => issue)
  const error = new SidecarSetError('manifest', issues)
  expect(error.issues).toHaveLength(1_000_000)
  expect(error.message.split('\n')).toHaveLength(21)
  expect(error.message).toMatch(/and 999980 more$/)
})
