import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editText } from '../../src/cli/edit/edit-text.js'
import { formatYaml, parseYaml } from '../../src/index.js'

/** Adds a container in front and behind, an annotation and a volume to a Pod, as injection does. */
function inject(pod: Record<string, unknown>): unknown {
  const { metadata, spec } = pod as {
    readonly metadata: { readonly annotations?: object }
    readonly spec: { readonly containers: readonly unknown[]; readonly volumes?: readonly unknown[] }
  }
  return {
    ...pod,
    metadata: { ...metadata, annotations: { ...metadata.annotations, done: 'yes' } },
    spec: {
      ...spec,
      containers: [{ name: 'first', image: 'a' }, ...spec.containers, { name: 'last', env: [{ name: 'X' }] }],
      volumes: [...(spec.volumes ?? []), { name: 'v', emptyDir: {} }],
    },
  }
}

/** What is left of a text when every line that another one lacks is taken out. */
function linesMissing(before: string, after: string): readonly string[] {
  const left = after.split('\n')
  return before.split('\n').filter((line) => {
    const index = left.indexOf(line)
    if (index === -1) return true
    left.splice(0, index + 1)
    return false
  })
}

const block = `# top
apiVersion: v1
kind: Pod # a Pod
metadata:
  name: 'web'   # quoted
  labels: &labels {app: web}

spec:
  # all containers
  containers:
  # the app
  - name: "web"
    args: ['a',   "b"]
    command:
      - |-
        one

        two
  # the other
  - name: b # b
    env:
    - {name: A, value: "1"} # one

# the end
`

describe('editText keeps every line that it does not change', () => {
  test.each([
    ['block style with comments', block],
    ['with a marker and Windows line ends', `---\n${block}`.replaceAll('\n', '\r\n')],
    ['without a line end at the end', block.trimEnd().replace('\n\n# the end', '')],
    ['indented lists', block.replace(/^ {2}- /gm, '    - ').replace(/^ {4}(?=args|command|env)/gm, '      ')],
    ['annotations that are there', block.replace('spec:', '  annotations:\n    a: b # c\nspec:')],
    ['a nested list in its line', 'metadata: \n  name: a\nspec:\n  containers:\n    - name: c\n'],
    [
      'a tagged and anchored node',
      'metadata: !!map\n  name: &n a\nspec: &spec\n  containers: &c\n    - name: *n\n',
    ],
    ['JSON in lines', JSON.stringify(parseYaml(block)[0], null, 2).replace('"metadata"', ' "metadata"')],
    ['JSON with tabs', JSON.stringify(parseYaml(block)[0], null, '\t')],
  ])('%s', async (_, text) => {
    const before = parseYaml(text)[0] as Record<string, unknown>
    const after = inject(before)
    const edited = await editText(text, before, after)
    expect(edited.isPrintedAnew).toBe(false)
    expect(parseYaml(edited.text)).toEqual([after])
    // A comma, at most, comes behind what was the last of a flow collection.
    const lines = edited.text.replaceAll('\r', '').replace(/,$/gm, '')
    expect(linesMissing(text.replaceAll('\r', '').replace(/,$/gm, '').replace(/\n$/, ''), lines)).toEqual([])
  })
})

describe('editText', () => {
  test('writes out only the aliases of what changes', async () => {
    const text = 'a: &a {x: 1}\nb: *a\nc: &c {w: 1}\nd: *c # d\n'
    const [before] = parseYaml(text)
    const edited = await editText(text, before, { a: { x: 1, z: 2 }, b: { x: 1 }, c: { w: 1 }, d: { w: 1 } })
    expect(edited).toEqual({
      text: 'a: &a {x: 1, z: 2}\nb:\n  x: 1\nc: &c {w: 1}\nd: *c # d\n',
      isPrintedAnew: false,
    })
  })

  test('writes in the style of the place', async () => {
    const text = 'a: {b: 1}\nc: []\nd:\ne: x\nf: |\n  y\ng: 1\n'
    const [before] = parseYaml(text)
    const after = { a: { b: 1, k: { m: ['o'] } }, c: ['p'], d: { q: 'r' }, e: 'yes', f: 'z\n', g: 1 }
    expect((await editText(text, before, after)).text).toBe(
      'a: {b: 1, k: {m: ["o"]}}\nc:\n  - p\nd:\n  q: r\ne: \'yes\'\nf: |\n  z\ng: 1\n',
    )
  })

  test('takes out what is gone', async () => {
    const text = 'a:\n  b: 1 # b\n  c: 2\nd: [1, 2]\n'
    expect((await editText(text, parseYaml(text)[0], { a: { b: 1 }, d: [2] })).text).toBe(
      'a:\n  b: 1\nd:\n  - 2\n',
    )
  })

  test('prints a document anew that YAML cannot edit, and says so', async () => {
    const text = '{"a": 1}\n{"b": 2}\n'
    expect(await editText(text, { a: 1 }, { a: 2 })).toEqual({ text: 'a: 2\n', isPrintedAnew: true })
  })

  test('says what it should, whatever the documents', async () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant('a\nb\n'))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      map: fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), tie('value'), { maxKeys: 4 }),
    }))
    const map = fc.dictionary(fc.constantFrom('a', 'b', 'name'), value)
    const style = fc.constantFrom('block', 'json', 'lines')
    await fc.assert(
      fc.asyncProperty(map, map, style, async (before, after, as) => {
        const text =
          as === 'block' ? formatYaml(before) : `${JSON.stringify(before, null, as === 'json' ? 0 : 2)}\n`
        const [read] = parseYaml(text)
        expect(parseYaml((await editText(text, read, after)).text)).toEqual(parseYaml(formatYaml(after)))
      }),
      { numRuns: 60 },
    )
  })
})
