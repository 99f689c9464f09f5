import type { Cell, Row } from 'write-excel-file/universal'
import { cellText, entriesOf, isNumeric, isTagged, itemsOf, readIon } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, URI } from '../properties'
import { TEXT_FORMAT } from '../textFormat'

/** Source: Kestra `io.kestra.plugin.serdes.excel.IonToExcel`. */
export const IonToExcel = runnable({
  type: 'io.kestra.plugin.serdes.excel.IonToExcel',
  title: 'Write rows as an Excel file.',
  properties: {
    from: {
      kind: 'oneOf',
      of: [
        { kind: 'string', title: 'The address of the rows.' },
        { kind: 'map', of: { kind: 'string', title: 'An address.' }, title: 'Addresses by the title of their sheet.' },
      ],
      dynamic: true,
      required: true,
      title: 'The address of the rows, or several by sheet.',
    },
    sheetsTitle: { kind: 'string', dynamic: true, default: 'Sheet', title: 'The title of the sheet.' },
    header: { kind: 'boolean', dynamic: true, default: true, title: 'Whether the first line names the columns.' },
    styles: { kind: 'boolean', dynamic: true, default: true, title: 'Whether dates are formatted.' },
    ...TEXT_FORMAT,
    charset: CHARSET,
  },
  outputs: { ...URI, size: { kind: 'number', always: true, title: 'Rows written.' } },
  examples: [
    {
      title: 'Write rows as a sheet.',
      flow: `id: ion_to_excel
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
      {id:2,name:"bob"}
  - id: excel
    type: io.kestra.plugin.serdes.excel.IonToExcel
    from: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ from, sheetsTitle, header, styles, dateFormat }, { storage, tempName, metric }) {
    const { default: writeExcel } = await import('write-excel-file/universal')
    const addresses = entriesOf(from) ?? [[sheetsTitle, from] as const]
    const sheets: { readonly sheet: string; readonly data: Row[] }[] = []
    let size = 0
    for (const [sheet, address] of addresses) {
      const rows = readIon(await storage.get(checkAddress(String(address), 'from')))
      const { data, count } = await sheetOf(rows, header, styles ? dateFormat : undefined)
      sheets.push({ sheet, data })
      size += count
    }
    metric({ name: 'records', type: 'counter', value: size })
    const file = await writeExcel(sheets).toBlob()
    return { uri: await storage.put(tempName('.xlsx'), file), size }
  },
})

async function sheetOf(
  rows: AsyncIterable<unknown>,
  header: boolean,
  dateFormat: string | undefined,
): Promise<{ readonly data: Row[]; readonly count: number }> {
  const data: Row[] = []
  let count = 0
  for await (const row of rows) {
    const entries = entriesOf(row)
    const items = itemsOf(row)
    if (items && header) throw new TaskFailed('Invalid data of type List with header', { property: 'header' })
    if (count === 0 && header && entries) data.push(entries.map(([key]) => ({ value: key, type: String })))
    count++
    data.push((entries?.map(([, value]) => value) ?? items ?? [row]).map(value => cellOf(value, dateFormat)))
  }
  return { data, count }
}

function cellOf(value: unknown, dateFormat: string | undefined): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return { value, type: Boolean }
  if (isNumeric(value)) {
    const number = Number(cellText(value))
    return Number.isFinite(number) ? { value: number, type: Number } : { value: cellText(value), type: String }
  }
  const date =
    isTagged(value) && /^(?:LocalDate|LocalDateTime|Instant|Date)$/.test(value.$java) ? dateOf(value.value) : undefined
  if (date) return { value: date, type: Date, format: dateFormat ?? 'General' }
  return { value: cellText(value), type: String }
}

function dateOf(text: unknown): Date | undefined {
  const written = String(text)
  const date = new Date(/T/.test(written) && !/(?:Z|[-+]\d\d:\d\d)$/.test(written) ? `${written}Z` : written)
  return Number.isNaN(date.getTime()) ? undefined : date
}
