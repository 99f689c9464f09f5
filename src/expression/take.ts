import { mapEntries } from './collections'
import type { Args } from './language'
import { javaText } from './text'
import { castError, nullPointer } from './thrown'
import { isMapValue, numberKind, type Value } from './value'

/** `(String) value`. */
export function asString(value: Value): string {
  if (typeof value === 'string') return value
  throw value === null ? nullPointer('value is null') : castError(value, 'java.lang.String')
}

/** `(String) args.get(name)`: null when it was not given. */
export function stringArg(args: Args, name: string): string | null {
  const value = args.get(name) ?? null
  if (value === null || typeof value === 'string') return value
  throw castError(value, 'java.lang.String')
}

/** `(Long) args.get(name)`, unboxed. A literal number is a Long, one from JSON an Integer, which is refused. */
export function longArg(args: Args, name: string): bigint {
  const value = args.get(name) ?? null
  if (value === null)
    throw nullPointer(
      'Cannot invoke "java.lang.Long.intValue()" because the return value of "java.util.Map.get(Object)" is null',
    )
  if (numberKind(value) === 'Long') return BigInt(value as number | bigint)
  throw castError(value, 'java.lang.Long')
}

/** `(Boolean) args.get(name)`, unboxed; false when not given. */
export function booleanArg(args: Args, name: string): boolean {
  if (!args.has(name)) return false
  const value = args.get(name) ?? null
  if (typeof value === 'boolean') return value
  if (value === null)
    throw nullPointer(
      'Cannot invoke "java.lang.Boolean.booleanValue()" because the return value of "java.util.Map.get(Object)" is null',
    )
  throw castError(value, 'java.lang.Boolean')
}

/** The entries of a map argument, or none. */
export function entriesArg(args: Args, name: string): readonly (readonly [string, Value])[] {
  const value = args.get(name) ?? null
  if (value === null) return []
  if (!isMapValue(value)) throw castError(value, 'java.util.Map')
  return mapEntries(value).map(entry => [javaText(entry.key), entry.value] as const)
}
