import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawPictures } from '../../scripts/pictures.mjs'
import { renderSvg } from '../../scripts/terminal-svg.mjs'

test.each(drawPictures())('docs/pictures/%s shows what is printed today', async (name, svg) => {
  await expect(svg).toMatchFileSnapshot(`../../docs/pictures/${name}`)
})

test('the README shows two of them, in dark and in light', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  for (const name of ['report', 'issues'])
    for (const theme of ['dark', 'light']) expect(readme).toContain(`docs/pictures/${name}-${theme}.svg`)
})

test('a picture keeps colours and columns, and makes text harmless', () => {
  const svg = renderSvg('a \u001b[1;31mb<c\u001b[0m', { theme: 'dark', columns: 10 })
  expect(svg).toContain('>a </tspan>')
  expect(svg).toMatch(/fill="#ff7b72" font-weight="700">b&lt;c</)
})
