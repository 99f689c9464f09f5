import { make } from './dom'
import type { RunView } from './run'
import type { EmbedRows } from './services'
import { type FoundValue, firstShown, isFile, valuesOf } from './values'

export type OutputsSources = {
  readonly file: (uri: string) => Promise<Blob>
  readonly readRows: (file: Blob, name: string) => Promise<EmbedRows | undefined>
}

const SHOWN_TEXT = 20_000

/** The Outputs tab: what the tasks made, and the selected value as a table or a text. */
export function drawOutputs(
  { execution }: RunView,
  selected: string | undefined,
  onSelect: (expression: string) => void,
  sources: OutputsSources,
): HTMLElement {
  const values = execution ? valuesOf(execution) : []
  if (!execution || values.length === 0) {
    const words = execution ? 'No task has given an output yet.' : 'No outputs yet. Run the flow.'
    return make('p', { className: 'empty' }, words)
  }
  const shown = values.find(({ expression }) => expression === selected) ?? firstShown(values)
  const list = make('ul', { className: 'tasks' })
  list.setAttribute('aria-label', 'Outputs')
  for (const [task, own] of Map.groupBy(values, value => value.task)) {
    const state = execution.taskRuns.find(({ taskId }) => taskId === task)?.state.current
    const head = make('li', { className: 'task' }, task)
    head.dataset.state = state
    list.append(head, ...own.map(value => drawKey(value, value === shown, onSelect)))
  }
  return make('div', { className: 'outputs' }, list, shown ? drawValue(shown, sources) : undefined)
}

function drawKey(
  { key, expression, value }: FoundValue,
  current: boolean,
  onSelect: (path: string) => void,
): HTMLElement {
  const button = make(
    'button',
    { type: 'button', onclick: () => onSelect(expression) },
    make('span', {}, key),
    isFile(value) && make('small', {}, 'file'),
  )
  button.setAttribute('aria-pressed', String(current))
  return make('li', {}, button)
}

function drawValue({ expression, value }: FoundValue, sources: OutputsSources): HTMLElement {
  const body = make('div', { className: 'body', tabIndex: 0 })
  body.setAttribute('role', 'region')
  body.setAttribute('aria-label', `Value of ${expression}`)
  if (isFile(value)) void drawFile(body, value, sources)
  else body.append(make('pre', {}, textOf(value)))
  return make(
    'section',
    { className: 'value' },
    make('p', { className: 'path' }, make('code', {}, `{{ ${expression} }}`)),
    body,
  )
}

const textOf = (value: unknown): string => {
  const text = typeof value === 'string' ? pretty(value) : JSON.stringify(value, null, 2)
  return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)}…` : text
}

/** JSON inside a text is laid out. */
function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

async function drawFile(body: HTMLElement, uri: string, { file, readRows }: OutputsSources): Promise<void> {
  try {
    const content = await file(uri)
    const rows = await readRows(content, uri.slice(uri.lastIndexOf('/') + 1)).catch(() => undefined)
    if (rows) body.append(drawTable(rows))
    else body.append(make('pre', {}, textOf(await content.slice(0, SHOWN_TEXT + 1).text())))
  } catch (error) {
    body.append(make('p', { className: 'empty' }, error instanceof Error ? error.message : String(error)))
  }
}

function drawTable({ columns, rows, more }: EmbedRows): HTMLElement {
  const numeric = columns.map((_, at) => rows.every(row => row[at] === '' || !Number.isNaN(Number(row[at]))))
  const cell = (text: string, at: number): HTMLElement => make('td', { className: numeric[at] ? 'numeric' : '' }, text)
  const head = make(
    'tr',
    {},
    make('th', { ariaLabel: 'Row' }),
    ...columns.map((name, at) => make('th', { scope: 'col', className: numeric[at] ? 'numeric' : '' }, name)),
  )
  const body = rows.map((row, index) =>
    make('tr', {}, make('th', { scope: 'row' }, String(index + 1)), ...columns.map((_, at) => cell(row[at] ?? '', at))),
  )
  const table = make('table', {}, make('thead', {}, head), make('tbody', {}, ...body))
  return make('div', {}, table, more && make('p', { className: 'empty' }, `The first ${rows.length} rows.`))
}
