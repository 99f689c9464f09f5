import Papa from 'papaparse'
import { openTable } from '../../src/serde'
import { type Sort, sortRows } from '../../src/ui/outputs/preview/sort'
import { statisticsOf } from '../../src/ui/outputs/preview/statistics'
import type { TableColumn, TableRow } from '../../src/ui/outputs/preview/table'
import { tableRows } from '../../src/ui/outputs/preview/tableRows'
import { indexNodes, searchNodes } from '../../src/ui/outputs/search'
import { medianMs } from './median'
import type { BenchRow } from './row'

const ROWS = 100_000

/** What a person waits for when a file is opened, beside Papa Parse reading the same text. */
export async function bench(): Promise<readonly BenchRow[]> {
  const text = csv()
  const file = new Blob([text], { type: 'text/csv' })
  const all = await medianMs(5, () => Papa.parse<string[]>(text))
  return [
    {
      name: `first 100 of ${ROWS} CSV rows`,
      value: await medianMs(21, async () => (await openTable(file, 'rows.csv'))?.rows(0, 100)),
      unit: 'ms',
      reference: { name: 'Papa Parse, 100 rows', value: await medianMs(21, () => Papa.parse(text, { preview: 101 })) },
    },
    {
      name: `all ${ROWS} CSV rows`,
      value: await medianMs(5, async () => (await openTable(file, 'rows.csv'))?.rows(0, ROWS)),
      unit: 'ms',
      reference: { name: 'Papa Parse, all rows', value: all },
    },
    await previewing(file),
    await sorting('numbers', { column: 0, descending: true }),
    await sorting('texts', { column: 1, descending: false }),
    await searching(),
  ]
}

const SHOWN = 10_000

/** What stands between a click on a file and its table: the rows that are shown and what the header tells of them. */
async function previewing(file: Blob): Promise<BenchRow> {
  return {
    name: `rows and statistics of a preview of ${SHOWN} rows`,
    unit: 'ms',
    value: await medianMs(11, async () => {
      const reader = tableRows()
      await reader.open(file, 'rows.csv')
      const { columns, rows } = await reader.page(0, SHOWN)
      return columns.map((column, index) => statisticsOf(column, index, rows))
    }),
  }
}

/** A press on a header, beside one sort of the whole that holds up the page. */
async function sorting(what: string, sort: Sort): Promise<BenchRow> {
  const columns: readonly TableColumn[] = [
    { name: 'id', type: 'int', kind: 'number' },
    { name: 'title', type: 'string', kind: 'text' },
  ]
  const rows: readonly TableRow[] = Array.from({ length: ROWS }, (_, index) => {
    const id = (index * 7919) % ROWS
    return [id, `product ${id}`]
  })
  const sign = sort.descending ? -1 : 1
  const compare = (one: TableRow, other: TableRow): number => {
    const [left, right] = [one[sort.column], other[sort.column]]
    return sign * (String(left) < String(right) ? -1 : 1)
  }
  const byNumber = (one: TableRow, other: TableRow): number => sign * (Number(one[0]) - Number(other[0]))
  return {
    name: `sort ${ROWS} rows by ${what}, in slices`,
    unit: 'ms',
    value: await medianMs(5, () => finish(sortRows(rows, columns, [sort]))),
    reference: {
      name: 'Array.sort at once',
      value: await medianMs(5, () => [...rows].sort(sort.column === 0 ? byNumber : compare)),
    },
  }
}

/** Finding a text among the values of a run, beside a scan of their JSON as one text. */
async function searching(): Promise<BenchRow> {
  const root = {
    api: Array.from({ length: 10_000 }, (_, id) => ({ id, title: `product ${id}`, price: id / 8, brand: 'b' })),
  }
  const nodes = finish(indexNodes(root))
  const json = JSON.stringify(root)
  return {
    name: `search ${nodes.length} values`,
    value: await medianMs(21, () => searchNodes(nodes, 'product 9999', 'all', 100)),
    unit: 'ms',
    reference: {
      name: 'indexOf in their JSON',
      value: await medianMs(21, () => json.toLowerCase().indexOf('product 9999')),
    },
  }
}

function csv(): string {
  const lines = Array.from(
    { length: ROWS },
    (_, index) => `${index},product ${index},"brand, ${index % 97}",${index / 8}`,
  )
  return `id,title,brand,price\n${lines.join('\n')}\n`
}

/** Lets a piece of work that yields now and then run to its end. */
function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
