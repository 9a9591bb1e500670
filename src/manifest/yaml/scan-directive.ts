import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWordCharacter } from './characters.js'
import type { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'
import { scanTagHandle, scanTagUri } from './scan-properties.js'
import type { DirectiveToken } from './tokens.js'

/** Scans `%YAML 1.1` or `%TAG !handle! prefix`, with the line break behind. There are no other directives. */
export function scanDirective(cursor: Cursor): DirectiveToken {
  const offset = cursor.offset
  cursor.advance()
  const name = cursor.takeWhile(isWordCharacter)
  if (!isBlankOrEnd(cursor.peek()))
    throw syntaxFailure('the name of a directive must be followed by a blank', offset)
  cursor.takeWhile(isBlank)
  const token = scanValue(cursor, name, offset)
  cursor.takeWhile(isBlank)
  cursor.skipComment()
  if (!isBreakOrEnd(cursor.peek())) throw syntaxFailure('a directive must end with its line', cursor.offset)
  cursor.takeBreak()
  return token
}

function scanValue(cursor: Cursor, name: string, offset: number): DirectiveToken {
  if (name === 'YAML') return { type: 'version-directive', offset, version: scanVersion(cursor) }
  if (name !== 'TAG') throw syntaxFailure(`there is no directive %${name}`, offset)
  const handle = scanTagHandle(cursor)
  if ((handle !== '!' && !handle.endsWith('!')) || !isBlank(cursor.peek()))
    throw syntaxFailure('%TAG needs a handle such as !name! and a prefix', offset)
  cursor.takeWhile(isBlank)
  const prefix = scanTagUri(cursor, '')
  if (!isBlankOrEnd(cursor.peek()))
    throw syntaxFailure('the prefix of %TAG must end with a blank', cursor.offset)
  return { type: 'tag-directive', offset, handle, prefix }
}

function scanVersion(cursor: Cursor): string {
  const offset = cursor.offset
  const text = cursor.takeWhile((code) => isDigit(code) || code === 0x2e)
  const match = /^(\d{1,2})\.(\d{1,2})$/.exec(text)
  if (match === null) throw syntaxFailure('%YAML needs a version such as 1.1', offset)
  return `${Number(match[1])}.${Number(match[2])}`
}
