import Papa from 'papaparse'
import { openTable } from '../../src/serde'
import { indexNodes, type SearchNode, searchNodes } from '../../src/ui/outputs/search'
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
    await searching(),
  ]
}

/** Finding a text among the values of a run, beside a scan of their JSON as one text. */
async function searching(): Promise<BenchRow> {
  const root = {
    api: Array.from({ length: 10_000 }, (_, id) => ({ id, title: `product ${id}`, price: id / 8, brand: 'b' })),
  }
  const nodes = indexed(root)
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

function indexed(root: unknown): readonly SearchNode[] {
  const walk = indexNodes(root)
  for (;;) {
    const step = walk.next()
    if (step.done) return step.value
  }
}
