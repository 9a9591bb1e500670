import { byteLength } from '../utf8.js'

/**
 * What is wrong with a value: a sentence for each part of its format that it breaks, none when it is right.
 * The sentences are those that Kubernetes gives, so that people find here what they read there.
 */
export type Mistakes = readonly string[]

/** A rule that a value either follows or breaks, and the sentence for when it breaks it. */
export type Rule = readonly [isBroken: boolean, sentence: string]

/** The sentences of the broken rules, in the order of the rules. */
export function brokenRules(...rules: readonly Rule[]): Mistakes {
  return rules.flatMap(([isBroken, sentence]) => (isBroken ? [sentence] : []))
}

/** The rule that a text has at most so many bytes. */
export function atMost(limit: number, text: string): Rule {
  return [isLongerThan(limit, text), `must be no more than ${limit} characters`]
}

/** The form that a text should have, described: in words, by examples and by a regular expression. */
export interface Form {
  readonly words: string
  readonly examples: readonly [string, ...string[]]
  readonly regex: string
}

/** A form as a sentence, its three parts joined as Kubernetes joins them. */
export function describeForm(form: Form): string {
  const examples = form.examples.map((example) => `'${example}'`).join(',  or ')
  return `${form.words} (e.g. ${examples}, regex used for validation is '${form.regex}')`
}

/** Most texts are so short that their bytes need not be counted: no unit of text has more than three. */
function isLongerThan(limit: number, text: string): boolean {
  return text.length * 3 > limit && byteLength(text) > limit
}
