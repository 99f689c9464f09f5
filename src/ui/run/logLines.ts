import { LOG_LEVELS, type LogEntry, type LogLevel } from '../../model'
import { formatLogTime, formatRunning } from '../format'

/** What of a log is shown. */
export type LogFilter = {
  /** The lowest level shown. */
  readonly level: LogLevel
  /** Ids of the tasks shown; empty shows all. */
  readonly tasks: readonly string[]
  /** A text, or `/regex/`. */
  readonly search: string
  /** Hides lines that the search does not find. */
  readonly onlyMatches: boolean
}

export const WHOLE_LOG: LogFilter = { level: 'TRACE', tasks: [], search: '', onlyMatches: false }

/** Lines that pass level, tasks and (with `onlyMatches`) the search; repeats in a row are folded. */
export function filterLog(entries: readonly LogEntry[], filter: LogFilter): readonly LogLine[] {
  const least = LOG_LEVELS.indexOf(filter.level)
  const pattern = patternOf(filter.search)
  const lines: LogLine[] = []
  for (const entry of entries) {
    if (LOG_LEVELS.indexOf(entry.level) < least) continue
    if (filter.tasks.length > 0 && !filter.tasks.includes(entry.taskId ?? 'flow')) continue
    const found = pattern?.test(entry.message) ?? false
    if (filter.onlyMatches && pattern && !found) continue
    const last = lines.at(-1)
    if (last && isRepeat(last.entry, entry)) lines[lines.length - 1] = { ...last, times: last.times + 1 }
    else lines.push({ entry, times: 1, found })
  }
  return lines
}

/** A line as it is drawn: how many times it came in a row, whether the search finds it. */
export type LogLine = { readonly entry: LogEntry; readonly times: number; readonly found: boolean }

const isRepeat = (one: LogEntry, other: LogEntry): boolean =>
  one.message === other.message && one.level === other.level && one.taskRunId === other.taskRunId

/** The pattern a search means; a broken `/regex/` is taken as text. */
export function patternOf(search: string): RegExp | undefined {
  if (search === '') return undefined
  const inside = /^\/(.+)\/$/.exec(search)?.[1]
  try {
    return inside ? new RegExp(inside, 'i') : new RegExp(literal(search), 'i')
  } catch {
    return new RegExp(literal(search), 'i')
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The clock, or the time since the run began. */
export const logTime = (entry: LogEntry, start: string, since: boolean): string =>
  since ? `+${formatRunning(Date.parse(entry.date) - Date.parse(start))}` : formatLogTime(entry.date)

/** A log as a text file: date, level, task, message. */
export const logText = (entries: readonly LogEntry[]): string =>
  entries
    .map(({ date, level, taskId, message }) => `${date} ${level.padEnd(5)} ${taskId ?? 'flow'} ${message}\n`)
    .join('')

/** A log as JSON lines. */
export const logJsonLines = (entries: readonly LogEntry[]): string =>
  entries.map(entry => `${JSON.stringify(entry)}\n`).join('')

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g')
const DRAWN = 4_096

/** What of a message is drawn: without terminal colours, cut where it is very long. */
export function drawnMessage(message: string): string {
  const plain = message.replace(ESCAPES, '')
  return plain.length <= DRAWN ? plain : `${plain.slice(0, DRAWN)}… (${plain.length} letters)`
}
