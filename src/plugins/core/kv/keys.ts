import { durationMillis, TaskFailed } from '../../../task'

/** The properties that every key-value task has. */
export const KEY = { kind: 'string', dynamic: true, required: true, title: 'The key.' } as const

export const NAMESPACE = {
  kind: 'string',
  dynamic: true,
  title: 'The namespace of the key; the namespace of the flow when absent.',
} as const

const PATTERN = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

/** @throws TaskFailed when a key is not one. Source: Kestra `KVStore.validateKey`. */
export function checkKey(key: string): void {
  if (key === '') throw new TaskFailed('Key cannot be empty.', { property: 'key' })
  if (PATTERN.test(key)) return
  throw new TaskFailed(
    'Key must start with an alphanumeric character (uppercase or lowercase) and can contain alphanumeric characters (uppercase or lowercase), dots (.), underscores (_), and hyphens (-) only.',
    { property: 'key' },
  )
}

/** When something ends that lives for an ISO duration from `now` (epoch ms); an ISO date. */
export const expiryAfter = (duration: string, now: number): string =>
  new Date(now + durationMillis(duration)).toISOString()

/** Matches whole texts against a pattern with `*` and `?`. Source: Apache commons-io `FilenameUtils.wildcardMatch`. */
export function wildcard(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  return text => expression.test(text)
}
