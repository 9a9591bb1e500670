/** How a scalar was written. Only plain ones can be numbers, booleans or null. */
export type ScalarStyle = 'plain' | 'quoted' | 'block'

/** Tokens that carry nothing but their place. */
export type PunctuationType =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'

/** The words of YAML's grammar. `offset` is where the token begins in the text. */
export type Token =
  | { readonly type: PunctuationType; readonly offset: number }
  | { readonly type: 'alias' | 'anchor'; readonly offset: number; readonly name: string }
  | TagToken
  | ScalarToken
  | DirectiveToken

export interface TagToken {
  readonly type: 'tag'
  readonly offset: number
  /** `!`, `!!`, `!name!`, or empty where `suffix` is the whole tag. */
  readonly handle: string
  readonly suffix: string
}

export interface ScalarToken {
  readonly type: 'scalar'
  readonly offset: number
  readonly text: string
  readonly style: ScalarStyle
}

export type DirectiveToken =
  | { readonly type: 'version-directive'; readonly offset: number; readonly version: string }
  | {
      readonly type: 'tag-directive'
      readonly offset: number
      readonly handle: string
      readonly prefix: string
    }
