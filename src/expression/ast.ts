import type { Span } from './error'

/** An operator with two sides, other than `|` and `is`. */
export type BinaryOperator =
  | 'or'
  | 'and'
  | 'contains'
  | 'equals'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'isIn'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '~'
  | '..'
  | '??'
  | '???'

export type UnaryOperator = 'not' | '+' | '-'

type Node = {
  readonly span: Span
  /** The line that Pebble reports for this node: often that of the token after it. */
  readonly line: number
}

export type Arguments = {
  readonly positional: readonly Expr[]
  readonly named: readonly NamedArgument[]
  readonly line: number
}

/** `value` is absent in the parameters of a macro that have no default. */
export type NamedArgument = { readonly name: string; readonly nameSpan: Span; readonly value: Expr | undefined }

export type Expr = Node &
  (
    | { readonly type: 'literal'; readonly value: null | boolean | string | number | bigint }
    /** A literal Double whose value is integral. */
    | { readonly type: 'double'; readonly value: number }
    | { readonly type: 'name'; readonly name: string }
    | { readonly type: 'list'; readonly items: readonly Expr[] }
    | { readonly type: 'map'; readonly entries: readonly (readonly [Expr, Expr])[] }
    | { readonly type: 'get'; readonly object: Expr; readonly key: Expr; readonly keySpan: Span; readonly dot: boolean }
    | {
        readonly type: 'method'
        readonly object: Expr
        readonly name: string
        readonly keySpan: Span
        readonly args: readonly Expr[]
      }
    | { readonly type: 'call'; readonly name: string; readonly nameSpan: Span; readonly args: Arguments }
    | {
        readonly type: 'filter'
        readonly input: Expr
        readonly name: string
        readonly nameSpan: Span
        readonly args: Arguments
      }
    | {
        readonly type: 'test'
        readonly input: Expr
        readonly name: string
        readonly nameSpan: Span
        readonly args: Arguments
        readonly negated: boolean
      }
    | { readonly type: 'unary'; readonly operator: UnaryOperator; readonly operand: Expr }
    | {
        readonly type: 'binary'
        readonly operator: BinaryOperator
        readonly operatorSpan: Span
        readonly left: Expr
        readonly right: Expr
        /** Written in parentheses; the dialects' precedences do not matter then. */
        readonly grouped?: boolean
      }
    | { readonly type: 'ternary'; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr }
    /** `block('name')`. */
    | { readonly type: 'block-call'; readonly name: Expr }
    /** `parent()`. */
    | { readonly type: 'parent-call' }
    /** The body of a `filter` tag, rendered to text. */
    | { readonly type: 'body'; readonly body: readonly Part[] }
  )

export type Part = Node &
  (
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'print'; readonly expr: Expr }
    | { readonly type: 'set'; readonly name: string; readonly value: Expr }
    | { readonly type: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Part[] | undefined }
    | {
        readonly type: 'for'
        readonly name: string
        readonly iterable: Expr
        readonly body: readonly Part[]
        readonly otherwise: readonly Part[] | undefined
      }
    | { readonly type: 'block'; readonly name: string; readonly body: readonly Part[] }
    | { readonly type: 'macro'; readonly macro: Macro }
  )

export type Branch = { readonly condition: Expr; readonly body: readonly Part[] }

export type Macro = {
  readonly name: string
  readonly parameters: readonly NamedArgument[]
  readonly body: readonly Part[]
}
