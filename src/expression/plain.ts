/**
 * The names of Java types that JavaScript's own values cannot tell apart, or does not have.
 * `bytes` is `byte[]`, `StringArray` is `String[]`, `HashMap` is a map that iterates in bucket order.
 */
export type JavaKind =
  | 'Integer'
  | 'Long'
  | 'Float'
  | 'Double'
  | 'BigInteger'
  | 'BigDecimal'
  | 'Character'
  | 'ZonedDateTime'
  | 'OffsetDateTime'
  | 'LocalDateTime'
  | 'LocalDate'
  | 'LocalTime'
  | 'Instant'
  | 'Date'
  | 'Duration'
  | 'URI'
  | 'bytes'
  | 'Set'
  | 'StringArray'
  | 'HashMap'

/** A Java value written out: `{ $java: 'Double', value: '50.0' }`, `{ $java: 'Set', value: ['a'] }`. */
export type Tagged = {
  readonly $java: JavaKind
  readonly value: string | readonly Plain[] | PlainMap
}

export type PlainMap = { readonly [key: string]: Plain }

/**
 * A value as it crosses every border: task outputs, inputs, variables, messages between workers.
 * Structured-clonable.
 *
 * - an integral `number` is a Java Integer when it fits 32 bits, else a Long; any other `number` is a Double;
 * - a `bigint` is a Long when it fits 64 bits, else a BigInteger;
 * - objects are maps in insertion order; a `Map` stands for an object whose keys JavaScript would reorder
 *   (`{"b":1,"0":2}`) or which has a key named `$java`;
 * - a `Uint8Array` is `byte[]`;
 * - what is left over is `Tagged`.
 */
export type Plain =
  | null
  | boolean
  | string
  | number
  | bigint
  | Uint8Array
  | readonly Plain[]
  | PlainMap
  | ReadonlyMap<string, Plain>
  | Tagged

/** What an expression sees by name. Values are `Plain`; the looser type spares callers a cast. */
export type Variables = Readonly<Record<string, unknown>>

/** The two versions of Kestra whose language is spoken here. */
export type Dialect = '1.3' | '2.0'
