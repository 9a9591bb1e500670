// Terminal output as a picture: ANSI colours in, SVG out. One font, two palettes, no dependencies.

const cell = { width: 8.4, height: 19, fontSize: 14 }
const margin = 16

const palettes = {
  dark: {
    background: '#16181d',
    text: '#d6d9e0',
    30: '#16181d',
    31: '#ff7b72',
    32: '#7ee787',
    33: '#e3b341',
    36: '#76c7e8',
    faint: '#8b949e',
  },
  light: {
    background: '#ffffff',
    text: '#1f2328',
    30: '#1f2328',
    31: '#c2222d',
    32: '#1a7f37',
    33: '#8a5a00',
    36: '#0b6487',
    faint: '#667079',
  },
}

/**
 * A picture of terminal output.
 *
 * @param {string} text with the Select Graphic Rendition sequences that `color: true` writes
 * @param {{ theme: 'dark' | 'light', columns: number, command?: string }} options the command is shown as a prompt in front
 * @returns {string} an SVG document
 */
export function renderSvg(text, { theme, columns, command }) {
  const palette = palettes[theme]
  const prompt = command === undefined ? [] : [`\u001b[2m$\u001b[0m ${command}`, '']
  const lines = [...prompt, ...text.trimEnd().split('\n')]
  const width = Math.ceil(columns * cell.width + 2 * margin)
  const height = Math.ceil(lines.length * cell.height + 2 * margin)
  const rows = lines.map((line, index) => renderLine(line, margin + (index + 0.75) * cell.height, palette))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${palette.background}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${cell.fontSize}" xml:space="preserve">`,
    ...rows.filter((row) => row !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function renderLine(line, y, palette) {
  let column = 0
  const spans = piecesOf(line).flatMap(({ text, style }) => {
    const x = margin + column * cell.width
    column += [...text].length
    return text.trim() === '' ? [] : [renderSpan(text, x, style, palette)]
  })
  return spans.length === 0 ? '' : `<text y="${round(y)}">${spans.join('')}</text>`
}

/** The length of a stretch is fixed, so that columns stand under each other in every font. */
function renderSpan(text, x, { color, bold, faint }, palette) {
  const fill = faint ? palette.faint : color === undefined ? palette.text : palette[color]
  const weight = bold ? ' font-weight="700"' : ''
  const length = round([...text].length * cell.width)
  return `<tspan x="${round(x)}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${fill}"${weight}>${escapeXml(text)}</tspan>`
}

/** Stretches of one style. */
function piecesOf(line) {
  const pieces = []
  let style = {}
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1]
    if (codes !== undefined) for (const code of codes.split(';')) style = withCode(style, Number(code))
    else if (part !== '') pieces.push({ text: part, style })
  }
  return pieces
}

function withCode(style, code) {
  if (code === 0) return {}
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, faint: true }
  return { ...style, color: code }
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function round(number) {
  return Math.round(number * 100) / 100
}
