import { TaskFailed } from '../../../task'

/** How to split; the first of these that is given counts, in this order. */
export type SplitBy = {
  readonly regexPattern?: string | undefined
  readonly bytes?: string | undefined
  readonly partitions?: number | undefined
  readonly rows?: number | undefined
}

/**
 * Gathers rows (each with its separator) into the texts of the parts. Source: Kestra `StorageService.split`.
 * @throws TaskFailed when nothing says how
 */
export function splitRows(lines: readonly string[], by: SplitBy): readonly string[] {
  if (by.regexPattern !== undefined) return splitByPattern(lines, by.regexPattern)
  if (by.bytes !== undefined) return splitByBytes(lines, readBytes(by.bytes))
  if (by.partitions !== undefined) return splitIntoParts(lines, by.partitions)
  if (by.rows !== undefined) return splitByRows(lines, by.rows)
  throw new TaskFailed('Invalid configuration with no size, count, rows, nor regexPattern', {
    hint: 'Give one of rows, bytes, partitions or regexPattern.',
  })
}

function splitByRows(lines: readonly string[], rows: number): readonly string[] {
  const parts: string[] = []
  for (let at = 0; at < lines.length; at += rows) parts.push(lines.slice(at, at + rows).join(''))
  return parts
}

/** A part is closed once it has reached the limit: its last row may lead over it. */
function splitByBytes(lines: readonly string[], limit: number): readonly string[] {
  const encoder = new TextEncoder()
  const parts: string[] = []
  let part: string[] = []
  let size = 0
  for (const line of lines) {
    part.push(line)
    size += encoder.encode(line).length
    if (size < limit) continue
    parts.push(part.join(''))
    part = []
    size = 0
  }
  return part.length === 0 ? parts : [...parts, part.join('')]
}

/** Deals the rows out in turn. */
function splitIntoParts(lines: readonly string[], count: number): readonly string[] {
  const parts = Array.from({ length: count }, (): string[] => [])
  lines.forEach((line, index) => {
    parts[index % count]?.push(line)
  })
  return parts.map(part => part.join('')).filter(part => part !== '')
}

/** Rows that the pattern does not find, or finds without its group, are left out. */
function splitByPattern(lines: readonly string[], pattern: string): readonly string[] {
  const expression = new RegExp(pattern)
  const groups = new Map<string, string[]>()
  for (const line of lines) {
    const key = expression.exec(line)?.[1]
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  return [...groups.values()].map(group => group.join(''))
}

const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** Source: Micronaut `ReadableBytesTypeConverter`. */
function readBytes(text: string): number {
  const [, amount, unit] = /^\s*(\d+)\s*([KMG]?B?)\s*$/i.exec(text) ?? []
  const factor = UNITS[(unit ?? '').toUpperCase()]
  if (amount === undefined || factor === undefined) {
    throw new TaskFailed(`Invalid size with value '${text}'`, {
      property: 'bytes',
      hint: 'Write a number and a unit, for example 256KB.',
    })
  }
  return Number(amount) * factor
}
