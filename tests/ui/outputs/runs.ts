import type { OutlineTask } from '../../../src/engine'
import { sampleProducts } from '../../../src/examples/sampleProducts'
import { createState, type Execution, type State, type StateType, type TaskRun, withState } from '../../../src/model'

const START = Date.parse('2026-11-24T14:32:04.000Z')

const at = (milliseconds: number): string => new Date(START + milliseconds).toISOString()

/** A state that began and ended at some milliseconds of the run. */
export function ended(state: StateType, from: number, to: number): State {
  const running = withState(createState('CREATED', at(from)), 'RUNNING', at(from))
  return state === 'RUNNING' ? running : withState(running, state, at(to))
}

export const outlineTask = (id: string, line: number, more: Partial<OutlineTask> = {}): OutlineTask => ({
  id,
  type: 'io.kestra.plugin.core.debug.Return',
  name: 'debug.Return',
  line,
  lastLine: line + 3,
  depth: 0,
  branch: 'tasks',
  expressions: [],
  ...more,
})

export const taskRun = (taskId: string, state: State, more: Partial<TaskRun> = {}): TaskRun => ({
  id: `run-${taskId}`,
  taskId,
  attempts: [{ state }],
  state,
  ...more,
})

export const execution = (state: State, taskRuns: readonly TaskRun[], more: Partial<Execution> = {}): Execution => ({
  id: '2Y89nGrhq4MS2281BVCWsP',
  workspaceId: 'one',
  number: 7,
  namespace: 'company.team',
  flowId: 'getting_started',
  flowRevision: 1,
  version: '1.3',
  source: '',
  state,
  taskRuns,
  inputs: { api_url: 'https://dummyjson.com/products' },
  labels: [],
  ...more,
})

const FOLDER = 'kestra:///company/team/getting-started/executions/2Y89nGrhq4MS2281BVCWsP/tasks'
export const CSV_URI = `${FOLDER}/python/2sYxP3/4fG7hJ2kLm9Qr5TvWx8Za1-products.csv`
export const ION_URI = `${FOLDER}/sqlquery/6NpWsD/8hK3mN7pQr2StUv5XyZb4c.ion`

const EXPRESSION = "outputs.api.body | jq('.products') | first"

/** The tasks of the documentation's flow, at the lines where they stand. */
export const OUTLINE: readonly OutlineTask[] = [
  outlineTask('api', 10),
  outlineTask('python', 14, { expressions: [{ span: { start: 0, end: 1 }, source: ` ${EXPRESSION} `, line: 24 }] }),
  outlineTask('sqlQuery', 29),
]

export const FIRST_EXPRESSION = `{{ ${EXPRESSION} }}`

const api = taskRun('api', ended('SUCCESS', 0, 410), {
  outputs: {
    uri: 'https://dummyjson.com/products',
    code: 200,
    headers: { 'content-type': ['application/json; charset=utf-8'], server: ['cloudflare'] },
    body: sampleProducts(),
  },
})

/** A run that went well. */
export const success = (): Execution =>
  execution(ended('SUCCESS', 0, 2860), [
    api,
    taskRun('python', ended('SUCCESS', 420, 2360), {
      outputs: { exitCode: 0, vars: {}, outputFiles: { 'products.csv': CSV_URI } },
    }),
    taskRun('sqlQuery', ended('SUCCESS', 2370, 2750), { outputs: { uri: ION_URI, size: 14, row: null } }),
  ])

/** A run whose second task failed. */
export const failed = (): Execution =>
  execution(ended('FAILED', 0, 1310), [
    api,
    taskRun('python', ended('FAILED', 420, 1310), {
      failure: { name: 'PythonError', message: 'ColumnNotFoundError: unable to find column "prices"' },
    }),
  ])

/** A run that still goes on. */
export const running = (): Execution =>
  execution(ended('RUNNING', 0, 0), [api, taskRun('python', ended('RUNNING', 420, 0))])

const COLOURS = ['red', 'green', 'blue', 'amber', 'violet', 'teal', 'rose', 'lime', 'cyan', 'pink', 'slate', 'gold']

/** A run with a loop of twelve passes, one of which failed. */
export const looped = (): Execution =>
  execution(ended('FAILED', 0, 9000), [
    taskRun('each', ended('FAILED', 0, 9000)),
    ...COLOURS.flatMap((value, iteration) => {
      const state = ended(value === 'pink' ? 'FAILED' : 'SUCCESS', iteration * 700, iteration * 700 + 600)
      const outputs = value === 'pink' ? {} : { outputs: { value: `paint it ${value}`, length: value.length } }
      return [
        taskRun('paint', state, { id: `paint-${value}`, parentTaskRunId: 'run-each', value, iteration, ...outputs }),
      ]
    }),
    taskRun('after', ended('SUCCESS', 9000, 9100), { outputs: { value: 'done' } }),
  ])

export const LOOP_OUTLINE: readonly OutlineTask[] = [
  outlineTask('each', 4),
  outlineTask('paint', 8, { depth: 1, parentId: 'each' }),
  outlineTask('after', 14),
]

/** A run with a file of every kind and values of every type. */
export const kinds = (): Execution =>
  execution(ended('SUCCESS', 0, 900), [
    taskRun('files', ended('SUCCESS', 0, 900), {
      outputs: {
        outputFiles: Object.fromEntries(
          Object.keys(FILES).map(name => [name, `${FOLDER}/files/1/4fG7hJ2kLm9Qr5TvWx8Za1-${name}`]),
        ),
        values: {
          nothing: null,
          yes: true,
          text: 'a short text',
          empty: '',
          long: 'word '.repeat(400),
          'with-hyphen': 1.5,
          big: { $java: 'Long', value: '9007199254740993' },
          money: { $java: 'BigDecimal', value: '64.00' },
          day: { $java: 'LocalDate', value: '2026-11-24' },
          wait: { $java: 'Duration', value: 'PT5M' },
          list: Array.from({ length: 1000 }, (_, index) => index * 2),
          people: [
            { name: 'Ada', born: 1815, city: 'London' },
            { name: 'Grace', born: 1906, city: null },
            { name: 'Alan', born: 1912 },
          ],
        },
      },
    }),
  ])

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAI0lEQVR4nGP8z8DAwMDAxAADCEYGBgYGJgYGBgYGRjgDLgYAKBwBCZ7BZ9QAAAAASUVORK5CYII='

const bytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))

const FILES: Readonly<Record<string, () => BlobPart>> = {
  'numbers.csv': () =>
    `id,name,price,at\n${Array.from({ length: 12_345 }, (_, id) => `${id},item ${id % 97},${(id * 37) % 1000}.${id % 100},2026-01-${String((id % 28) + 1).padStart(2, '0')}`).join('\n')}\n`,
  'broken.ion': () => '{a:1}\n{b:',
  'report.md': () =>
    '# Report\n\nTwo **bold** words, <script>alert(1)</script> and a table:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
  'page.html': () => '<h1>Page</h1><script>document.body.textContent = "ran"</script>',
  'picture.png': () => bytes(PIXEL),
  'notes.txt': () => 'first line\nsecond line\n',
  'data.bin': () => Uint8Array.from({ length: 3000 }, (_, index) => index % 256),
  'tree.json': () => JSON.stringify({ a: { b: [1, 2, { c: null }] }, list: [1, 2] }),
}

const BRANDS: readonly (readonly [string | null, number])[] = [
  ['Lumen Audio', 224],
  ['Tideform', 183.5],
  ['Osier', 132.75],
  ['Northlight', 113.5],
  ['Halden & Co', 88],
  ['Ostra', 86.5],
  ['Verrano', 84],
  ['Brightwater', 84],
  ['Pell', 50],
  ['Fernhill', 48],
  ['Koto', 42.25],
  ['Marrow Lane', 21],
  ['Sel Marin', 20.25],
  [null, 7.58],
]

/** The bytes behind the addresses of the runs above. */
export async function file(uri: string): Promise<Blob> {
  if (uri === ION_URI) {
    return new Blob(
      BRANDS.map(
        ([brand, price]) => `{brand:${brand === null ? 'null' : JSON.stringify(brand)},avg_price:${price}e0}\n`,
      ),
    )
  }
  if (uri === CSV_URI) return new Blob(['brand,price\nHalden & Co,64.0\n,6.4\n'])
  const name = Object.keys(FILES).find(known => uri.endsWith(`-${known}`))
  const content = name === undefined ? undefined : FILES[name]
  if (!content) throw new Error(`There is no file ${uri} in this browser any more.`)
  return new Blob([content()])
}
