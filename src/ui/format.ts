/**
 * How numbers, times and sizes read on the page: 0.41 s, 2 min 05 s, 393 B, 6.9 kB, 27.7 MB (decimal units).
 */

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in decimal units, one decimal below 100 of a unit: `393 B`, `6.9 kB`, `240 MB`. */
export function formatBytes(bytes: number): string {
  let amount = Math.max(0, bytes)
  let unit = 0
  while (unit < BYTE_UNITS.length - 1 && Number(amount.toFixed(1)) >= 1000) {
    amount /= 1000
    unit++
  }
  return unit === 0 ? `${Math.round(amount)} B` : `${decimal(amount)} ${BYTE_UNITS[unit]}`
}

/** Progress in the unit of the whole: `9.4 of 13.6 MB`. Without a whole, what has come so far. */
export function formatProgress(received: number, total: number | undefined): string {
  if (total === undefined) return formatBytes(received)
  const whole = formatBytes(total)
  const [, unit = 'B'] = whole.split(' ')
  const scale = 1000 ** BYTE_UNITS.indexOf(unit as (typeof BYTE_UNITS)[number])
  const part = received / scale
  return `${unit === 'B' ? Math.round(part) : decimal(part)} of ${whole}`
}

const decimal = (amount: number): string => (amount >= 100 ? String(Math.round(amount)) : amount.toFixed(1))

/** An ended duration: `0.41 s`, `12.3 s`, `2 min 05 s`, `1 h 02 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (Number(seconds.toFixed(2)) < 10) return `${seconds.toFixed(2)} s`
  return formatCoarse(seconds)
}

/** A duration that is still growing: tenths of a second, so that its width keeps still. */
export const formatRunning = (milliseconds: number): string => formatCoarse(Math.max(0, milliseconds) / 1000)

function formatCoarse(seconds: number): string {
  if (Number(seconds.toFixed(1)) < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`
}

/** A duration as it is said aloud: `2.9 seconds`, `2 minutes 5 seconds`. */
export function speakDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (Number(seconds.toFixed(1)) < 60) return `${seconds.toFixed(1)} seconds`
  const whole = Math.round(seconds)
  return `${formatCount(Math.floor(whole / 60), 'minute')} ${formatCount(whole % 60, 'second')}`
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** Local time of day: `14:32:07`. */
export function formatClock(iso: string): string {
  const date = new Date(iso)
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}

/** Local time of day with milliseconds, as the logs print it: `14:32:07.118`. */
export const formatLogTime = (iso: string): string =>
  `${formatClock(iso)}.${String(new Date(iso).getMilliseconds()).padStart(3, '0')}`

/** The day of a run, when it is not today: `24 Nov`; today answers nothing. */
export function formatDay(iso: string, now: number): string | undefined {
  const date = new Date(iso)
  if (date.toDateString() === new Date(now).toDateString()) return undefined
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })}`
}

/** UTC, for the title of a local time. */
export const formatUtc = (iso: string): string => `${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC`

/** `1 row`, `14 rows`; thousands stand apart by a thin space. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${groupDigits(count)} ${count === 1 ? one : many}`

/** Digits in groups of three: `10 000`. */
export const groupDigits = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u2009')

/** A long text with its middle left out. */
export function middleCut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const half = Math.floor((limit - 1) / 2)
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`
}
