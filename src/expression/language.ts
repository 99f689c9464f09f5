import type { Span } from './error'
import type { Dialect, Variables } from './plain'
import type { ScopeChain } from './scope'
import type { Session } from './session'
import { JavaThrown, PebbleThrown } from './thrown'
import type { Value } from './value'

/** An argument, as the reference shows it. */
export type Argument = {
  readonly name: string
  /** What it means, in a sentence. */
  readonly title: string
  /** What it is when not given, as one would write it. */
  readonly default?: string
}

/** A template with what it renders to; shown in the reference, and run as a test. */
export type Example = {
  readonly template: string
  readonly result: string
  readonly variables?: Variables
  /** Only where the example is not true of every dialect of its owner. */
  readonly dialects?: readonly Dialect[]
}

type Entry = {
  readonly name: string
  /** What it does, in a sentence. */
  readonly title: string
  /**
   * In order. `'any'` takes any number of arguments by position only; Kestra passes over names then.
   */
  readonly arguments: readonly Argument[] | 'any'
  readonly examples: readonly Example[]
  readonly dialects: readonly Dialect[]
  /** What to use instead, where it is deprecated or gone. */
  readonly replacement?: string
}

export type Filter = Entry & { readonly apply: (input: Value, args: Args, call: Call) => Value }
export type PebbleFunction = Entry & { readonly apply: (args: Args, call: Call) => Value }
export type Test = Entry & { readonly apply: (input: Value, args: Args, call: Call) => boolean }

/** Arguments by name; by `0`, `1`, … for `'any'`. */
export type Args = ReadonlyMap<string, Value>

export const BOTH: readonly Dialect[] = ['1.3', '2.0']

/** Where a filter, function or test is being called, and what it may use. */
export class Call {
  constructor(
    readonly session: Session,
    readonly scope: ScopeChain,
    /** The line that Pebble would report. */
    readonly line: number,
    /** The template's text, Pebble's file name. */
    readonly file: string,
    readonly span: Span,
    readonly renderer: NestedRenderer,
  ) {}

  /** A PebbleException here. `reason` says more than Kestra's message does, for a hint. */
  fail(message: string, reason?: string): PebbleThrown {
    const cause = reason === undefined ? undefined : new JavaThrown('java.lang.Exception', reason)
    return new PebbleThrown('PebbleException', message, this.line, this.file, this.span, undefined, undefined, cause)
  }

  /** A variable, or null. */
  variable(name: string): Value {
    return this.scope.get(name) ?? null
  }
}

/** Renders a text within the rendering that is going on, for `render()`. The text is null when nothing was written. */
export type NestedRenderer = {
  readonly renderNested: (text: string, variables: Variables, recursive: boolean) => string | null
}

/** The words of one dialect. */
export type Language = {
  readonly dialect: Dialect
  readonly filters: ReadonlyMap<string, Filter>
  readonly functions: ReadonlyMap<string, PebbleFunction>
  readonly tests: ReadonlyMap<string, Test>
  /** A sentence about a word that only another dialect has; undefined for words that none has. */
  readonly elsewhere: (kind: 'filter' | 'function', name: string) => string | undefined
}
