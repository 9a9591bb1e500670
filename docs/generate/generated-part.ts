/**
 * A page with one of its generated parts written anew. The part stands between two comments:
 *
 *     <!-- generated: reason-codes -->
 *     <!-- end of reason-codes -->
 *
 * @throws Error where the page does not have both
 */
export function withGeneratedPart(page: string, name: string, content: string): string {
  const [start, end] = [`<!-- generated: ${name} -->\n`, `<!-- end of ${name} -->`]
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from === -1 || to < from) throw new Error(`the page has no place for ${name}`)
  return `${page.slice(0, from + start.length)}\n${content}\n${page.slice(to)}`
}
