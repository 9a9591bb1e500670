// Draws panels of curves as SVG, both axes logarithmic. Colours follow the reader's light or dark page.

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ name: string, points: readonly Point[] }} Series */
/** @typedef {{ title: string, series: readonly Series[] }} Panel */

const size = { width: 440, height: 300, left: 52, right: 16, top: 40, bottom: 44 }
const ticksOfY = [1, 2, 5, 10, 20, 50, 100]
const range = { from: 0.9, to: 100 }

const style = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 13px }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .s0 { stroke: #0969da; fill: none; stroke-width: 2.5 } .p0 { fill: #0969da } text.p0 { font-weight: 600 }
  .s1 { stroke: #bc4c00; fill: none; stroke-width: 2 } .p1 { fill: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .grid { stroke: #30363d }
    .s0 { stroke: #58a6ff } .p0 { fill: #58a6ff } .s1 { stroke: #f0883e } .p1 { fill: #f0883e }
  }`

/**
 * @param {readonly Panel[]} panels
 * @returns {string}
 */
export function drawChart(panels) {
  const width = size.width * panels.length
  const drawn = panels.map(
    (panel, index) => `<g transform="translate(${index * size.width} 0)">${drawPanel(panel)}</g>`,
  )
  const label = 'Cost of a request as a multiple of JSON.parse of it plus JSON.stringify of the answer'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${size.height}" role="img" aria-label="${label}">`,
    `<style>${style}</style>`,
    ...drawn,
    '</svg>\n',
  ].join('\n')
}

/** @param {Panel} panel */
function drawPanel({ title, series }) {
  const xs = series.flatMap(({ points }) => points.map(({ x }) => x))
  const scale = scaleOf(Math.max(...xs))
  const grid = ticksOfY.map((y) => {
    const at = scale.y(y)
    const line = `<line class="grid" x1="${size.left}" x2="${size.width - size.right}" y1="${at}" y2="${at}"/>`
    return `${line}<text x="${size.left - 6}" y="${at + 4}" text-anchor="end">${y}×</text>`
  })
  const ticks = [...new Set(xs)].map((x) => {
    const text = x.toLocaleString('en-US')
    return `<text x="${scale.x(x)}" y="${size.height - size.bottom + 18}" text-anchor="middle">${text}</text>`
  })
  const middle = (size.left + size.width - size.right) / 2
  return [
    `<text class="title" x="${size.left}" y="20">cost of a request, in JSON baselines</text>`,
    ...grid,
    ...ticks,
    `<text x="${middle}" y="${size.height - 8}" text-anchor="middle">${title}</text>`,
    ...series.map((one, index) => drawSeries(one, index, scale)),
  ].join('')
}

/** @param {Series} series @param {number} index @param {ReturnType<typeof scaleOf>} scale */
function drawSeries({ name, points }, index, scale) {
  const places = points.map(({ x, y }) => ({ x: scale.x(x), y: scale.y(y) }))
  const path = places.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  const dots = places.map(({ x, y }) => `<circle class="p${index}" cx="${x}" cy="${y}" r="3.5"/>`)
  const last = places[places.length - 1] ?? { x: 0, y: 0 }
  const label = `<text class="p${index}" x="${last.x}" y="${last.y - 9}" text-anchor="end">${name}</text>`
  return `<path class="s${index}" d="${path}"/>${dots.join('')}${label}`
}

/** @param {number} maxX */
function scaleOf(maxX) {
  const inner = {
    width: size.width - size.left - size.right - 24,
    height: size.height - size.top - size.bottom,
  }
  const part = (/** @type {number} */ value, /** @type {number} */ from, /** @type {number} */ to) =>
    Math.log(Math.min(Math.max(value, from), to) / from) / Math.log(to / from)
  return {
    x: (/** @type {number} */ x) => round(size.left + 12 + part(x, 1, maxX) * inner.width),
    y: (/** @type {number} */ y) => round(size.top + (1 - part(y, range.from, range.to)) * inner.height),
  }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10
}
