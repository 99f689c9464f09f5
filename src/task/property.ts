import type { Task } from '../model'

/** What every kind of property carries. */
type PropertyBase = {
  /** One sentence from the flow author's side; documentation and hover show it. */
  readonly title: string
  readonly description?: string
  readonly required?: boolean
  /**
   * `true`: a template may stand here; it is rendered and coerced before `run`.
   * `'typed'`: the same, but a text becomes the typed value of its template (Kestra's `renderTyped`), not its text.
   * `'late'`: `run` receives a function that renders it when asked, with extra variables (`workingDir`, …).
   * Absent: read as written (Kestra's non-dynamic properties).
   */
  readonly dynamic?: true | 'typed' | 'late'
  /** Kestra accepts it, the playground has no use for it: told as information, with this reason. */
  readonly ignored?: string
  /** Still accepted, told as a warning with what to write instead. */
  readonly deprecated?: string
  /** Other spellings of earlier versions. */
  readonly aliases?: readonly string[]
  /** In that version Kestra has no field for it, but reads it by a setter: Jackson lists it last. */
  readonly setterIn?: '1.3' | '2.0'
  /** Present in these versions only. */
  readonly only?: readonly ('1.3' | '2.0')[]
}

/**
 * The shape of one property of a task type, as data. Validation, coercion, completion, documentation and the JSON
 * schema are folds over it. `any` accepts every value; `task` is a nested task, `list` of `task` a branch.
 */
export type Property = PropertyBase &
  (
    | { readonly kind: 'string'; readonly default?: string; readonly pattern?: string; readonly language?: string }
    | { readonly kind: 'number'; readonly default?: number; readonly integer?: boolean; readonly minimum?: number }
    | { readonly kind: 'boolean'; readonly default?: boolean }
    | {
        readonly kind: 'choice'
        readonly of: readonly string[]
        readonly default?: string
        /** Words that mean something in Kestra, each with why it does not here. */
        readonly elsewhere?: Readonly<Record<string, string>>
      }
    | { readonly kind: 'duration'; readonly default?: string }
    | { readonly kind: 'map'; readonly of: Property; readonly default?: Readonly<Record<string, unknown>> }
    | {
        readonly kind: 'list'
        readonly of: Property
        readonly default?: readonly unknown[]
        readonly notEmpty?: boolean
      }
    | { readonly kind: 'object'; readonly properties: Properties; readonly closed?: boolean }
    | { readonly kind: 'oneOf'; readonly of: readonly Property[] }
    | { readonly kind: 'task' }
    | { readonly kind: 'any'; readonly default?: unknown }
  )

export type Properties = Readonly<Record<string, Property>>

/** A function that renders a late property now. Answers undefined where the property is not written. */
export type Late<T> = (extra?: Readonly<Record<string, unknown>>) => Promise<T>

type Plain<P extends Property> = P extends { kind: 'string' | 'duration' }
  ? string
  : P extends { kind: 'choice'; of: readonly (infer C)[] }
    ? C
    : P extends { kind: 'number' }
      ? number
      : P extends { kind: 'boolean' }
        ? boolean
        : P extends { kind: 'map'; of: infer O extends Property }
          ? Readonly<Record<string, Plain<O>>>
          : P extends { kind: 'list'; of: infer O extends Property }
            ? readonly Plain<O>[]
            : P extends { kind: 'object'; properties: infer O extends Properties }
              ? Values<O>
              : P extends { kind: 'task' }
                ? Task
                : unknown

type Present<P extends Property> = P extends { required: true } | { default: unknown } ? true : false

type ValueOf<P extends Property> = P extends { dynamic: 'late' }
  ? Late<Present<P> extends true ? Plain<P> : Plain<P> | undefined>
  : Plain<P>

/** What `run` receives for a set of properties: required, defaulted and late ones always, the others maybe. */
export type Values<P extends Properties> = {
  readonly [K in keyof P as Present<P[K]> extends true ? K : P[K] extends { dynamic: 'late' } ? K : never]: ValueOf<
    P[K]
  >
} & {
  readonly [K in keyof P as Present<P[K]> extends true ? never : P[K] extends { dynamic: 'late' } ? never : K]?:
    | ValueOf<P[K]>
    | undefined
}
