/** One fenced block of a Markdown text. */
export interface MarkdownBlock {
  readonly language: string
  /** What follows the language on the fence, split at spaces. */
  readonly words: readonly string[]
  readonly content: string
  /** Line of the opening fence, counted from 1. */
  readonly line: number
  /** Line of the closing fence. */
  readonly end: number
}

/** The fenced blocks of a Markdown text, in order. Only fences at the beginning of a line count. */
export function readMarkdownBlocks(text: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  const lines = text.split('\n')
  for (let start = 0; start < lines.length; start++) {
    const fence = /^(`{3,})(.*)$/.exec(lines[start] ?? '')
    if (fence === null) continue
    const end = lines.findIndex((line, index) => index > start && line.trimEnd() === fence[1])
    if (end === -1) throw new Error(`the block of line ${start + 1} has no end`)
    const [language = '', ...words] = (fence[2] ?? '').trim().split(/\s+/)
    blocks.push({
      language,
      words,
      content: lines.slice(start + 1, end).join('\n'),
      line: start + 1,
      end: end + 1,
    })
    start = end
  }
  return blocks
}

/** A block of code and what it is said to print. */
export interface CodeBlock {
  readonly code: MarkdownBlock
  readonly output?: MarkdownBlock
}

const codeLanguages = ['ts', 'js', 'typescript', 'javascript']
const outputLanguages = ['text', 'json']

/**
 * The blocks of code that are to be run: those in TypeScript or JavaScript without the word `no-run` on the fence. A
 * `text` or `json` block right behind one, blank lines aside, is what it prints.
 */
export function readCodeBlocks(text: string): readonly CodeBlock[] {
  const blocks = readMarkdownBlocks(text)
  const lines = text.split('\n')
  return blocks.flatMap((code, index) => {
    if (!codeLanguages.includes(code.language) || code.words.includes('no-run')) return []
    const next = blocks[index + 1]
    const isOutput =
      next !== undefined &&
      outputLanguages.includes(next.language) &&
      lines.slice(code.end, next.line - 1).every((line) => line.trim() === '')
    return [isOutput ? { code, output: next } : { code }]
  })
}
