import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFiles } from '../../src/cli/input/find-files.js'
import { runCli } from './run-cli.js'

let folder = ''
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecarset-test-'))
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'b.yaml': pod,
    'a.yml': pod,
    'c.JSON': '{}',
    'notes.txt': 'none',
    'deep/d.yaml': pod,
    'deep/er/e.yaml': pod,
    '.hidden/f.yaml': pod,
    'node_modules/g.yaml': pod,
    'none/readme.md': '',
    'bad/broken.yaml': 'kind: Pod\nmetadata: {name: [}\n',
    'bad/chart.yaml': 'kind: Pod\nmetadata:\n  name: {{ .Values.name }}\n',
    'bad/binary.yaml': Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
    'bad/latin.yaml': Uint8Array.from(Buffer.from('kind: Pod # caf\xe9\n', 'latin1')),
    'bad/empty.yaml': '\n',
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  symlinkSync(folder, join(folder, 'deep/loop'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = async (given: readonly string[], recursive = false): Promise<readonly string[]> =>
  (await findFiles(given, { cwd: folder, recursive })).map(({ name }) => name)

describe('-f', () => {
  test('takes the manifests of a folder, in order of name', async () => {
    expect(await names(['.'])).toEqual(['a.yml', 'b.yaml', 'c.JSON'])
  })

  test('with -R takes those below it, not those of hidden folders and of packages', async () => {
    const all = ['a.yml', 'b.yaml', 'bad/binary.yaml', 'bad/broken.yaml', 'bad/chart.yaml', 'bad/empty.yaml']
    expect(await names(['.'], true)).toEqual([
      ...all,
      'bad/latin.yaml',
      'c.JSON',
      'deep/d.yaml',
      'deep/er/e.yaml',
    ])
  })

  test('takes globs, and each file once, where it came first', async () => {
    expect(await names(['deep/d.yaml', 'deep/**/*.yaml', '.'])).toEqual([
      'deep/d.yaml',
      'deep/er/e.yaml',
      'a.yml',
      'b.yaml',
      'c.JSON',
    ])
  })

  test('says that only subfolders have manifests', async () => {
    await expect(names(['.', 'none'])).rejects.toThrow('the folder none has no manifests')
    rmSync(join(folder, 'deep/d.yaml'))
    await expect(names(['deep'])).rejects.toThrow('its subfolders have some: add -R')
    writeFileSync(join(folder, 'deep/d.yaml'), pod)
  })
})

describe('what cannot be read ends in a sentence with the next step', () => {
  test.each([
    ['broken.yaml', /broken\.yaml:2:19.*\[yaml-syntax\]/],
    ['chart.yaml', /chart\.yaml is a Helm template; render it first: helm template CHART \|/],
    ['binary.yaml', /binary\.yaml is a binary file, and manifests are YAML or JSON text/],
    ['latin.yaml', /latin\.yaml is not UTF-8 text; save it as UTF-8/],
  ])('%s', async (name, sentence) => {
    const { code, stderr } = await runCli(['inject', '-f', `bad/${name}`, '-q'], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})
