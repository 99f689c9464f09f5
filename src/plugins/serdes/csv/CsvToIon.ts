import { mapOf, readCsv } from '../../../serde'
import { type RunContext, runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, ON_BAD_LINES, URI } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.csv.CsvToIon`. Every value is text; `\N` is null. */
export const CsvToIon = runnable({
  type: 'io.kestra.plugin.serdes.csv.CsvToIon',
  aliases: ['io.kestra.plugin.serdes.csv.CsvReader'],
  title: 'Read a CSV file into rows.',
  properties: {
    from: FROM,
    header: { kind: 'boolean', dynamic: true, default: true, title: 'Whether the first line names the columns.' },
    fieldSeparator: { kind: 'string', dynamic: true, default: ',', title: 'What stands between fields.' },
    textDelimiter: { kind: 'string', dynamic: true, default: '"', title: 'What stands around a field.' },
    skipEmptyRows: { kind: 'boolean', dynamic: true, default: false, title: 'Leave empty lines out.' },
    skipRows: { kind: 'number', integer: true, dynamic: true, default: 0, title: 'Lines to leave out at the start.' },
    errorOnDifferentFieldCount: {
      kind: 'boolean',
      dynamic: true,
      deprecated: 'Use onBadLines.',
      title: 'Fail on a line with more or fewer fields.',
    },
    onBadLines: {
      kind: 'choice',
      of: ON_BAD_LINES,
      dynamic: true,
      default: 'ERROR',
      title: 'What to do with a line that has more or fewer fields than the header.',
    },
    onEmptyHeader: {
      kind: 'choice',
      of: ['DROP', 'RENAME'],
      dynamic: true,
      default: 'DROP',
      title: 'Drop unnamed columns at the end, or name them col_0, col_1 …',
    },
    charset: CHARSET,
    maxBufferSize: {
      kind: 'number',
      integer: true,
      dynamic: true,
      ignored: 'Lines may be up to 16 MB.',
      title: 'Bytes.',
    },
    maxFieldSize: {
      kind: 'number',
      integer: true,
      dynamic: true,
      ignored: 'Lines may be up to 16 MB.',
      title: 'Bytes.',
    },
    allowExtraCharsAfterClosingQuote: {
      kind: 'boolean',
      dynamic: true,
      default: false,
      ignored: 'Such characters are always allowed here.',
      title: 'Allow characters behind a closing quote.',
    },
  },
  outputs: URI,
  examples: [
    {
      title: 'Read a CSV file and show its first row.',
      flow: `id: csv_to_ion
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .csv
    content: |
      id,name
      1,ann
      2,bob
  - id: rows
    type: io.kestra.plugin.serdes.csv.CsvToIon
    from: "{{ outputs.write.uri }}"
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: "{{ fromIon(read(outputs.rows.uri)).name }}"
`,
    },
  ],
  async run(values, context) {
    const { from, fieldSeparator, textDelimiter, skipEmptyRows, charset } = values
    const file = await context.storage.get(checkAddress(from, 'from'))
    const records = readCsv(file, {
      separator: fieldSeparator,
      quote: textDelimiter,
      charset,
      skipEmptyLines: skipEmptyRows,
    })
    const rows = values.header ? namedRows(records, values, context) : listRows(records, values.skipRows)
    const { uri } = await storeIon(context, rows)
    return { uri }
  },
})

type Records = AsyncIterable<readonly string[]>

async function* listRows(records: Records, skip: number): AsyncGenerator<unknown> {
  let at = 0
  for await (const record of records) if (at++ >= skip) yield record.map(fieldValue)
}

type Naming = { readonly skipRows: number; readonly onBadLines: string; readonly onEmptyHeader: string }

async function* namedRows(
  records: Records,
  { skipRows, onBadLines, onEmptyHeader }: Naming,
  { log }: RunContext,
): AsyncGenerator<unknown> {
  let header: Header | undefined
  let skipped = 0
  for await (const record of records) {
    if (!header) header = readHeader(record, onEmptyHeader === 'RENAME')
    else if (skipped < skipRows) skipped++
    else if (record.length === header.fields) yield rowOf(header.names, record)
    else {
      const message = `Bad line encountered (field count mismatch): Expected ${header.fields}, got ${record.length} fields.`
      if (onBadLines === 'ERROR') {
        throw new TaskFailed(message, {
          property: 'onBadLines',
          hint: 'Mend the file, or set onBadLines to WARN or SKIP.',
        })
      }
      if (onBadLines === 'WARN') log('WARN', message)
    }
  }
}

/** Names by position, and how many fields a line has to have. */
type Header = { readonly names: readonly string[]; readonly fields: number }

function readHeader(record: readonly string[], rename: boolean): Header {
  if (rename) {
    let unnamed = 0
    return { names: record.map(name => (name === '' ? `col_${unnamed++}` : name)), fields: record.length }
  }
  return { names: record.slice(0, record.findLastIndex(name => name !== '') + 1), fields: record.length }
}

/** Of two columns with one name the later stays. */
const rowOf = (names: readonly string[], record: readonly string[]): unknown =>
  mapOf([...new Map(names.map((name, at) => [name, fieldValue(record[at] ?? '')] as const))])

const fieldValue = (field: string): string | null => (field === '\\N' ? null : field)
