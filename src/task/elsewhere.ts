/**
 * What is known about a type of Kestra's that does not run in a page: what it works with, as people call it
 * ("Amazon S3"), and the names its outputs have.
 */
export type ElsewhereType = { readonly title: string; readonly outputs?: readonly string[] }

/** Looks up a type that does not run here. Answers undefined for types nobody knows. */
export type Elsewhere = {
  /** Every name known, for "did you mean". */
  readonly names: readonly string[]
  readonly find: (type: string) => ElsewhereType | undefined
  /** What took the place of a type that Kestra no longer has. */
  readonly successor?: (type: string) => string | undefined
}

/** Knows no type. */
export const NOWHERE: Elsewhere = { names: [], find: () => undefined }
