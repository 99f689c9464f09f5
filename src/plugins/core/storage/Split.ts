import { runnable, TaskFailed } from '../../../task'
import { checkAddress, extensionOf, rowsOf } from './files'

/**
 * Source: Kestra `io.kestra.plugin.core.storage.Split` and `StorageSplitInterface`: by pattern, by size, into a number of
 * parts dealt row by row in turn, or by rows.
 */
export const Split = runnable({
  type: 'io.kestra.plugin.core.storage.Split',
  aliases: ['io.kestra.core.tasks.storages.Split'],
  title: 'Split a stored file into several.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
    rows: { kind: 'number', integer: true, minimum: 1, dynamic: true, title: 'Rows in each part.' },
    bytes: { kind: 'string', dynamic: true, title: 'Bytes in each part: `256KB`, `1MB`.' },
    partitions: { kind: 'number', integer: true, minimum: 1, dynamic: true, title: 'The number of parts.' },
    separator: {
      kind: 'string',
      dynamic: true,
      default: '\n',
      title: 'What ends a row of the parts; lines of the file end as lines do.',
    },
    regexPattern: { kind: 'string', dynamic: true, title: 'Group rows by the first group of this pattern.' },
  },
  outputs: {
    uris: {
      kind: 'list',
      of: { kind: 'string', title: 'An address.' },
      always: true,
      title: 'Addresses of the parts.',
    },
  },
  examples: [
    {
      title: 'Two rows in each part.',
      flow: `id: split_rows
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: |
      a
      b
      c
  - id: split
    type: io.kestra.plugin.core.storage.Split
    from: "{{ outputs.write.uri }}"
    rows: 2
`,
    },
  ],
  async run({ from, rows, bytes, partitions, separator, regexPattern }, { storage, tempName }) {
    const file = await storage.get(checkAddress(from, 'from'))
    const parts = splitRows(rowsOf(await file.text(), separator), { rows, bytes, partitions, regexPattern })
    const uris: string[] = []
    for (const part of parts) uris.push(await storage.put(tempName(extensionOf(from)), new Blob([part])))
    return { uris }
  },
})

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
