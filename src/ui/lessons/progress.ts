import type { Settings } from '../client'

const NAME = 'lessons done'

/** Ids of the lessons that were finished in this browser. */
export function readProgress(settings: Settings): ReadonlySet<string> {
  return parseProgress(settings.read(NAME) ?? '') ?? new Set()
}

/** Takes down that lessons were finished, beside those that were before. */
export function addProgress(settings: Settings, done: Iterable<string>): ReadonlySet<string> {
  const all = new Set([...readProgress(settings), ...done])
  settings.write(NAME, writeProgress(all))
  return all
}

/** Progress as the text of a file. */
export const writeProgress = (done: ReadonlySet<string>): string =>
  JSON.stringify({ flowyardLessons: 1, done: [...done].sort() })

/** Reads such a file; undefined when it is something else. */
export function parseProgress(text: string): ReadonlySet<string> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('done' in value) || !Array.isArray(value.done))
      return undefined
    return new Set(value.done.filter((id): id is string => typeof id === 'string'))
  } catch {
    return undefined
  }
}
