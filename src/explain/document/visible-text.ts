/**
 * Characters that would not be seen for what they are: controls (among them those that move a terminal's cursor), marks
 * that turn the direction of writing, and those without width.
 */
const invisible = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/**
 * Text of any origin on one line, with everything visible: line ends become spaces, and characters that would not be
 * seen stand as `\uXXXX`.
 *
 * @example visibleText('a\nb\u001b[31m') // 'a b\\u001b[31m'
 */
export function visibleText(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
