import { mapOf } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.excel.ExcelToIon`: one file of rows a sheet. Numbers are doubles. */
export const ExcelToIon = runnable({
  type: 'io.kestra.plugin.serdes.excel.ExcelToIon',
  title: 'Read the sheets of an Excel file into rows.',
  properties: {
    from: FROM,
    sheetsTitle: {
      kind: 'list',
      of: { kind: 'string', title: 'A title.' },
      dynamic: true,
      title: 'The sheets to read; all when absent.',
    },
    header: { kind: 'boolean', dynamic: true, default: true, title: 'Whether the first line names the columns.' },
    skipEmptyRows: { kind: 'boolean', dynamic: true, default: false, title: 'Leave empty lines out.' },
    skipRows: { kind: 'number', integer: true, default: 0, title: 'Lines to leave out at the start of a sheet.' },
    valueRender: {
      kind: 'choice',
      of: ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'],
      dynamic: true,
      default: 'UNFORMATTED_VALUE',
      ignored: 'The values of formulas are read as they are kept in the file.',
      title: 'How values are read.',
    },
    dateTimeRender: {
      kind: 'choice',
      of: ['SERIAL_NUMBER', 'FORMATTED_STRING', 'UNFORMATTED_VALUE'],
      dynamic: true,
      default: 'UNFORMATTED_VALUE',
      title: 'How dates are read: as Excel counts them, as text, or as dates.',
    },
    charset: CHARSET,
  },
  outputs: {
    uris: { kind: 'map', of: { kind: 'string', title: 'An address.' }, always: true, title: 'Addresses by sheet.' },
    size: { kind: 'number', always: true, title: 'Rows read.' },
  },
  examples: [
    {
      title: 'Write a sheet and read it back.',
      flow: `id: excel_to_ion
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
  - id: excel
    type: io.kestra.plugin.serdes.excel.IonToExcel
    from: "{{ outputs.write.uri }}"
  - id: rows
    type: io.kestra.plugin.serdes.excel.ExcelToIon
    from: "{{ outputs.excel.uri }}"
`,
    },
  ],
  async run({ from, sheetsTitle, header, skipEmptyRows, skipRows, dateTimeRender }, context) {
    const { default: readExcel } = await import('read-excel-file/universal')
    const sheets = await readExcel(await context.storage.get(checkAddress(from, 'from')), { trim: false })
    const chosen = sheetsTitle?.length ? sheets.filter(({ sheet }) => sheetsTitle.includes(sheet)) : sheets
    const uris: Record<string, string> = {}
    let size = 0
    for (const { sheet, data } of chosen) {
      const lines = data.slice(skipRows).map(line => line.map(value => cellValue(value, dateTimeRender)))
      const kept = skipEmptyRows ? lines.filter(line => line.some(value => value !== null)) : lines
      // Kestra counts the header too.
      size += kept.length
      uris[sheet] = (await storeIon(context, header ? named(kept, sheet) : kept)).uri
    }
    context.metric({ name: 'sheets', type: 'counter', value: sheets.length })
    return { uris, size }
  },
})

function named(lines: readonly (readonly unknown[])[], sheet: string): readonly unknown[] {
  const [header, ...rows] = lines
  if (!header) throw new TaskFailed(`Sheet ${sheet} has no line for the header`, { property: 'header' })
  const names = header.map(String)
  return rows.map(row => mapOf([...new Map(names.map((name, at) => [name, row[at] ?? null] as const))]))
}

/** Days from Excel's first day to 1970. */
const EPOCH = 25_569

function cellValue(value: unknown, dates: string): unknown {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return doubleOf(value)
  if (!(value instanceof Date)) return value
  switch (dates) {
    case 'SERIAL_NUMBER':
      return doubleOf(value.getTime() / 86_400_000 + EPOCH)
    case 'FORMATTED_STRING':
      return value.toISOString().replace(/T00:00:00\.000Z$/, '')
    default:
      return { $java: 'Instant', value: value.toISOString() }
  }
}

const doubleOf = (value: number): unknown =>
  Number.isInteger(value) ? { $java: 'Double', value: `${value}.0` } : value
