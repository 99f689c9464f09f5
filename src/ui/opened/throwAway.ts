import type { Settings } from '../client'

/**
 * Workspaces that nobody saved. Their runs are in the archive until they are left; those of a tab that was closed are
 * swept by a later page, a day after, when no tab can still show them.
 */
type ThrowAway = { readonly id: string; readonly opened: number }

const NAME = 'throw-away'
const DAY = 86_400_000

/** Takes down that a workspace is not meant to stay. */
export const noteThrowAway = (settings: Settings, id: string, opened: number): void =>
  write(settings, [...read(settings), { id, opened }])

/** Forgets that: it was deleted, or saved. */
export const forgetThrowAway = (settings: Settings, id: string): void =>
  write(
    settings,
    read(settings).filter(other => other.id !== id),
  )

/** Those of earlier days, to be deleted. */
export const oldThrowAways = (settings: Settings, now: number): readonly string[] =>
  read(settings)
    .filter(({ opened }) => now - opened > DAY)
    .map(({ id }) => id)

const write = (settings: Settings, list: readonly ThrowAway[]): void => settings.write(NAME, JSON.stringify(list))

function read(settings: Settings): readonly ThrowAway[] {
  try {
    const list: unknown = JSON.parse(settings.read(NAME) || '[]')
    return Array.isArray(list) ? list.filter(isThrowAway) : []
  } catch {
    return []
  }
}

const isThrowAway = (value: unknown): value is ThrowAway =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'opened' in value &&
  typeof value.opened === 'number'
