import type { KestraVersion, Path, Severity } from '../model'
import type { Properties, Property } from './property'

/**
 * Something a check found: like a `Problem`, but told by path, since a value does not know where it was written.
 * `at` tells whether the key or the value is meant; `replace` is the text to put there instead, when that is certain.
 */
export type Finding = {
  readonly code: string
  readonly severity: Severity
  readonly path: Path
  readonly at: 'key' | 'value'
  readonly message: string
  readonly hint?: string
  readonly replace?: string
}

/** What a check needs to know of the world around the value. */
export type CheckOptions = {
  readonly version: KestraVersion
  /** The class that Kestra's messages about unknown properties name. */
  readonly className: string
  /** A path as Kestra's messages write it: `tasks[a].message` in 2.0, `a.message` in 1.3. */
  readonly label: (path: Path) => string
  /** What is known of a set of properties; remembered by those who check many maps. */
  readonly index?: (properties: Properties) => PropertyIndex
  /** Is told every nested task, with its path. */
  readonly task: (value: unknown, path: Path) => void
  readonly report: (finding: Finding) => void
}

/** What a check needs of a set of properties: every spelling to its own name, and those that must be there. */
export type PropertyIndex = {
  readonly names: ReadonlyMap<string, string>
  readonly required: readonly (readonly [string, Property])[]
}
