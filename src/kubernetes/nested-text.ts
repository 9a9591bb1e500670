/** A part of a text: the text itself, or a node whose text is to stand there. */
export type TextPart<Node> = string | { readonly node: Node }

/**
 * Writes a tree as text. `expand` says what stands in place of a node: text, or parts in order.
 *
 * It keeps a list of what is still to be written and so needs no recursion: a document may be nested deeper than the
 * call stack.
 *
 * @example writeNested(['a', ['b']], (n) => typeof n === 'string' ? n : ['(', ...n.map((node) => ({ node })), ')']) // '(a(b))'
 */
export function writeNested<Node>(
  root: Node,
  expand: (node: Node) => string | readonly TextPart<Node>[],
): string {
  const pending: TextPart<Node>[] = [{ node: root }]
  let text = ''
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const written = typeof part === 'string' ? part : expand(part.node)
    if (typeof written === 'string') text += written
    else for (let index = written.length; index > 0; index--) pending.push(written[index - 1] ?? '')
  }
  return text
}
