/** A jq program. */
export type Query =
  | { readonly type: 'identity' }
  | { readonly type: 'recurse' }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'constant'; readonly value: null | boolean }
  | { readonly type: 'string'; readonly parts: readonly (string | Query)[]; readonly format: string | undefined }
  | { readonly type: 'format'; readonly name: string }
  | { readonly type: 'field'; readonly target: Query; readonly key: Query; readonly permissive: boolean }
  | { readonly type: 'index'; readonly target: Query; readonly key: Query; readonly permissive: boolean }
  | {
      readonly type: 'slice'
      readonly target: Query
      readonly from: Query | undefined
      readonly to: Query | undefined
      readonly permissive: boolean
    }
  | { readonly type: 'iterate'; readonly target: Query; readonly permissive: boolean }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Query[] }
  | { readonly type: 'array'; readonly items: Query | undefined }
  | { readonly type: 'object'; readonly fields: readonly ObjectField[] }
  | { readonly type: 'negate'; readonly value: Query }
  | { readonly type: 'binary'; readonly operator: Operator; readonly left: Query; readonly right: Query }
  | { readonly type: 'comma'; readonly queries: readonly Query[] }
  | { readonly type: 'pipe'; readonly left: Query; readonly right: Query }
  | { readonly type: 'bind'; readonly source: Query; readonly pattern: Pattern; readonly body: Query }
  | { readonly type: 'label'; readonly name: string; readonly body: Query }
  | { readonly type: 'break'; readonly name: string }
  | { readonly type: 'if'; readonly branches: readonly (readonly [Query, Query])[]; readonly otherwise: Query }
  | { readonly type: 'try'; readonly body: Query; readonly handler: Query | undefined }
  | {
      readonly type: 'reduce'
      readonly source: Query
      readonly pattern: Pattern
      readonly start: Query
      readonly update: Query
    }
  | {
      readonly type: 'foreach'
      readonly source: Query
      readonly pattern: Pattern
      readonly start: Query
      readonly update: Query
      readonly extract: Query | undefined
    }
  | { readonly type: 'define'; readonly definition: Definition; readonly body: Query }

export type Definition = { readonly name: string; readonly parameters: readonly string[]; readonly body: Query }

/** `value` is absent in `{a}`; a key of one variable is `{$a}`. */
export type ObjectField = {
  readonly key: Query | { readonly type: 'variable-key'; readonly name: string }
  readonly value: Query | undefined
}

export type Pattern =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'array'; readonly items: readonly Pattern[] }
  | { readonly type: 'object'; readonly entries: readonly (readonly [Query, Pattern])[] }

export type Operator =
  | '='
  | '|='
  | '//='
  | '+='
  | '-='
  | '*='
  | '/='
  | '%='
  | '//'
  | 'or'
  | 'and'
  | '<='
  | '<'
  | '>='
  | '>'
  | '=='
  | '!='
  | '+'
  | '-'
  | '%'
  | '/'
  | '*'
