import type { EvaluateRequest, Evaluation, EventBatch, FlowCheck, OutlineTask, ReadyItem } from '../../src/engine'
import { examples } from '../../src/examples'
import {
  createState,
  type Execution,
  type ExecutionEvent,
  type LogLevel,
  type Outputs,
  positionAt,
  type StateType,
  type TaskRun,
  withState,
} from '../../src/model'
import type { Archive, ArchiveChange, PageOffline, PageServices, Workspace, WorkspaceFile } from '../../src/ui/client'

/** How a scripted run ends. */
export type Scenario = 'success' | 'failed' | 'running' | 'downloading'

const FAILING = 'df.select(["brand", "prices"]).write_csv("products.csv")'

/** Services whose engine plays a script instead of running anything; time passes `speed` times as fast. */
export function fakeServices(
  scenario: Scenario,
  speed = 1,
): PageServices & { readonly emit: (events: EventBatch) => void } {
  const listeners = new Set<(events: EventBatch) => void>()
  const emit = (events: EventBatch): void => {
    for (const listener of listeners) listener(events)
  }
  const archive = memoryArchive()
  const settings = new Map<string, string>()
  let runs = 0
  let cancelled: string | undefined
  return {
    emit,
    archive,
    examples: scenario === 'failed' ? examples.map(breakPrice) : examples,
    engine: {
      check: async source => checkFake(source),
      complete: async () => undefined,
      hover: async () => undefined,
      readStub: async (_type, text) => ({ ok: true, outputs: JSON.parse(text || '{}'), remarks: [] }),
      start: async ({ source, workspaceId, inputs }) => {
        runs++
        const id = `fake-run-${runs}`
        const script = playRun({ id, number: runs, source, workspaceId, inputs }, scenario)
        void play(script, emit, speed, () => cancelled === id)
        return { kind: 'started', executionId: id }
      },
      kill: async id => {
        cancelled = id
      },
      replay: async () => ({ kind: 'invalid-flow', problems: [] }),
      restart: async () => ({ kind: 'invalid-flow', problems: [] }),
      resume: async () => undefined,
      prepare: async () => undefined,
      retryDownloads: async () => undefined,
      answer: async () => undefined,
      subscribe: listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    debug: { evaluate: async request => evaluateFake(request), askInputs: async () => [] },
    runtimes: async () => [
      { id: 'python', title: 'Python 3.14', here: runs > 0 },
      { id: 'duckdb', title: 'DuckDB 1.4', here: runs > 0 },
    ],
    settings: { read: name => settings.get(name), write: (name, value) => void settings.set(name, value) },
    persisted: async ask => ask,
    download: async () => undefined,
    offline: async () => fakeOffline(),
    now: () => Date.now(),
    newId: () => `w${Math.random().toString(36).slice(2)}`,
  }
}

const fakeOffline = (): PageOffline => ({
  state: async () => ({ items: [], missing: 0, obstacle: undefined }),
  save: async () => undefined,
  verify: async () => [],
  remove: async () => undefined,
  removeAll: async () => undefined,
  has: async () => false,
  onUpdate: () => undefined,
  takeUpdate: () => undefined,
  installPrompt: () => undefined,
})

const breakPrice = <T extends { readonly source: string }>(example: T): T => ({
  ...example,
  source: example.source.replace('"price"', '"prices"'),
})

function memoryArchive(): Archive {
  const workspaces = new Map<string, Workspace>()
  const files = new Map<string, WorkspaceFile[]>()
  const watchers = new Set<(change: ArchiveChange) => void>()
  return {
    workspaces: async () => [...workspaces.values()],
    saveWorkspace: async workspace => void workspaces.set(workspace.id, workspace),
    deleteWorkspace: async id => void workspaces.delete(id),
    workspaceFiles: async id => files.get(id) ?? [],
    saveWorkspaceFile: async (id, file) => void files.set(id, [...(files.get(id) ?? []), file]),
    deleteWorkspaceFile: async (id, path) =>
      void files.set(
        id,
        (files.get(id) ?? []).filter(file => file.path !== path),
      ),
    executions: async () => [],
    logs: async () => [],
    responses: async () => [],
    metrics: async () => [],
    pinned: async () => [],
    pin: async () => undefined,
    prune: async () => [],
    keepRun: async ({ execution }) => execution.id,
    deleteExecution: async () => undefined,
    executionSize: async () => 870,
    file: async uri => new Blob([uri.endsWith('.csv') ? CSV : '[{"brand":"Lumen Audio","avg_price":224.0}]']),
    usage: async () => ({ used: 28_400_000, quota: 2_100_000_000 }),
    watch: listener => {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
  }
}

const BRANDS = ['Lumen Audio', 'Tideform', 'Osier', 'Northlight', 'Halden & Co', 'Ostra', 'Verrano', 'Brightwater']
const CSV = `brand,price\n${BRANDS.map((brand, index) => `${brand},${224 - 20 * index}.0`).join('\n')}\n`
const BODY = JSON.stringify({
  products: BRANDS.map((brand, index) => ({ id: index + 1, title: `Thing ${index + 1}`, price: 64, brand })),
  total: 8,
})

/** Reads the outline of a flow by its lines: enough for the examples. */
export function checkFake(source: string): FlowCheck {
  const lines = source.split('\n')
  const tasksAt = lines.findIndex(line => line.startsWith('tasks:'))
  const starts = lines.flatMap((line, index) => (index > tasksAt && /^ {2}- id: /.test(line) ? [index] : []))
  const outline = starts.map((start, index): OutlineTask => {
    const end = (starts[index + 1] ?? lines.length) - 1
    const block = lines.slice(start, end + 1)
    const id = block[0]?.replace('  - id: ', '').trim() ?? ''
    const type = block.find(line => line.trim().startsWith('type: '))?.replace(/.*type: /, '') ?? ''
    let last = end
    while (last > start && lines[last]?.trim() === '') last--
    return {
      id,
      type,
      name: type.split('.').slice(-2).join('.'),
      line: start + 1,
      lastLine: last + 1,
      depth: 0,
      branch: 'tasks',
      expressions: expressionsIn(lines, start, end),
      outputFileLines: Object.fromEntries(
        block.flatMap((line, at) => (line.includes('- "products.csv"') ? [['products.csv', start + at + 1]] : [])),
      ),
    }
  })
  const broken = source.includes('tpye:')
  return {
    version: '2.0',
    problems: broken
      ? [
          {
            code: 'unknown-property',
            severity: 'error',
            span: { start: source.indexOf('tpye'), end: source.indexOf('tpye') + 4 },
            path: ['tasks', 0],
            message: 'No property tpye here. Did you mean type?',
            fix: {
              title: 'Change to type',
              span: { start: source.indexOf('tpye'), end: source.indexOf('tpye') + 4 },
              text: 'type',
            },
          },
        ]
      : [],
    flow: { id: /^id: (.*)$/m.exec(source)?.[1] ?? '', namespace: 'company.team' },
    inputs: source.includes('inputs:')
      ? [{ id: 'api_url', type: 'STRING', required: true, defaults: 'https://dummyjson.com/products' }]
      : [],
    outline,
    triggers: [],
    ready: READY.map(item => ({ ...item })),
  }
}

const READY: readonly ReadyItem[] = [
  { kind: 'call', taskId: 'api', line: 10, title: 'GET dummyjson.com/products' },
  { kind: 'download', title: 'Python 3.14', bytes: 6_300_000, resource: 'pyodide' },
  { kind: 'download', title: 'polars 1.33', detail: 'Python package', line: 16, bytes: 6_630_000 },
  { kind: 'download', title: 'DuckDB 1.4', bytes: 7_800_000, resource: 'duckdb' },
  { kind: 'code', taskId: 'python', line: 20, title: 'Python, 5 lines' },
  { kind: 'code', taskId: 'sqlQuery', line: 30, title: 'SQL, 4 lines' },
  { kind: 'keep', taskId: 'python', line: 18, title: 'products.csv' },
  { kind: 'keep', taskId: 'sqlQuery', line: 34, title: 'Query result' },
]

function expressionsIn(lines: readonly string[], start: number, end: number) {
  return lines.slice(start, end + 1).flatMap((line, at) => {
    const found = /\{\{(.*?)\}\}/.exec(line)
    if (!found?.[1]) return []
    const offset = lines.slice(0, start + at).join('\n').length + 1 + found.index
    return [{ line: start + at + 1, source: found[1], span: { start: offset, end: offset + found[0].length } }]
  })
}

function evaluateFake({ expression }: EvaluateRequest): Evaluation {
  const list = JSON.parse(BODY) as { readonly products: readonly unknown[] }
  if (expression.includes('products.csv')) {
    const value = 'kestra:///company/team/getting-started/executions/x/tasks/python/y/products.csv'
    return { ok: true, value, type: 'string', rendered: value, stages: [] }
  }
  if (!expression.includes('jq')) return { ok: true, value: 'text', type: 'string', rendered: 'text', stages: [] }
  const stage = { source: 'first', span: { start: 0, end: 0 }, type: 'list', size: '30 items', value: list.products }
  return { ok: true, value: list.products, type: 'list', rendered: BODY, stages: [stage] }
}

type RunFacts = {
  readonly id: string
  readonly number: number
  readonly source: string
  readonly workspaceId: string
  readonly inputs: Readonly<Record<string, unknown>>
}

/** An event and the milliseconds to wait before it. */
type Beat = readonly [wait: number, event: (now: string) => ExecutionEvent]

async function play(
  beats: readonly Beat[],
  emit: (events: EventBatch) => void,
  speed: number,
  isKilled: () => boolean,
): Promise<void> {
  for (const [wait, event] of beats) {
    await new Promise(resolve => setTimeout(resolve, wait / speed))
    if (isKilled()) {
      const { executionId } = event(new Date().toISOString())
      const date = new Date().toISOString()
      emit([{ executionId, type: 'execution-changed', state: withState(createState('RUNNING', date), 'KILLED', date) }])
      return
    }
    emit([event(new Date().toISOString())])
  }
}

function playRun(facts: RunFacts, scenario: Scenario): readonly Beat[] {
  const { id: executionId, number, source, workspaceId, inputs } = facts
  const runs = new Map<string, TaskRun>()
  let index = 0
  let state = createState('CREATED', new Date().toISOString())
  const created = (): Execution => ({
    id: executionId,
    workspaceId,
    number,
    namespace: 'company.team',
    flowId: 'getting_started',
    flowRevision: 1,
    version: '2.0',
    source,
    state,
    taskRuns: [],
    inputs: { api_url: 'https://dummyjson.com/products', ...inputs },
    labels: [],
  })
  const log = (level: LogLevel, taskId: string | undefined, message: string, wait = 5): Beat => [
    wait,
    date => ({
      executionId,
      type: 'log',
      entry: { index: index++, executionId, level, date, message, ...(taskId ? { taskId, taskRunId: taskId } : {}) },
    }),
  ]
  const task = (taskId: string, to: StateType, wait: number, more: Partial<TaskRun> = {}): Beat => [
    wait,
    date => {
      const before = runs.get(taskId)
      const hop = before ? withState(before.state, to, date) : createState(to, date)
      const taskRun: TaskRun = { ...(before ?? { id: taskId, taskId, attempts: [] }), state: hop, ...more }
      runs.set(taskId, taskRun)
      return { executionId, type: 'taskrun-changed', taskRun }
    },
  ]
  const flow = (to: StateType, wait = 5): Beat => [
    wait,
    date => {
      state = withState(state, to, date)
      return { executionId, type: 'execution-changed', state }
    },
  ]
  const download = (
    id: string,
    title: string,
    purpose: string,
    taskId: string,
    received: number,
    total: number,
  ): Beat => [
    5,
    () => ({
      executionId,
      type: 'progress',
      progress: { id, title, purpose, taskId, phase: received === total ? 'ready' : 'downloading', received, total },
    }),
  ]
  const api: Outputs = {
    uri: 'https://dummyjson.com/products',
    code: 200,
    headers: { 'content-type': ['application/json'] },
    body: BODY,
  }
  const folder = `kestra:///company/team/getting-started/executions/${executionId}/tasks`
  const start: readonly Beat[] = [
    [0, () => ({ executionId, type: 'execution-created', execution: created() })],
    flow('RUNNING'),
    log('INFO', undefined, `Run ${number} started, 3 tasks`),
    task('api', 'CREATED', 5),
    task('api', 'RUNNING', 5),
    log('DEBUG', 'api', 'GET https://dummyjson.com/products'),
    log('INFO', 'api', '200 OK, 6.9 kB in 0.41 s', 400),
    task('api', 'SUCCESS', 5, { outputs: api }),
    task('python', 'CREATED', 5),
    task('python', 'RUNNING', 5),
    log('DEBUG', 'python', 'taskRunner Process: runs in a web worker here'),
    download('pyodide', 'Python 3.14', 'runs the script in task python', 'python', 6_300_000, 6_300_000),
    download(
      'package:polars',
      'polars 1.33',
      'asked for by pip install polars, line 16',
      'python',
      4_600_000,
      6_630_000,
    ),
    download(
      'duckdb',
      'DuckDB 1.4',
      'runs the query in task sqlQuery, fetched early',
      'sqlQuery',
      4_100_000,
      7_800_000,
    ),
    log('INFO', 'python', 'Python 3.14.2 started in 0.89 s', 300),
    log('INFO', 'python', '$ pip install polars'),
  ]
  if (scenario === 'downloading') return start
  const loaded: readonly Beat[] = [
    download(
      'package:polars',
      'polars 1.33',
      'asked for by pip install polars, line 16',
      'python',
      6_630_000,
      6_630_000,
    ),
    download(
      'duckdb',
      'DuckDB 1.4',
      'runs the query in task sqlQuery, fetched early',
      'sqlQuery',
      7_800_000,
      7_800_000,
    ),
    log('INFO', 'python', 'Rows: 30'),
    log('INFO', 'python', 'Columns: 10'),
    log('INFO', 'python', '$ price      <f64> 64.0, 89.5, 129.0, 98.0, 4.2, 42.0, 148.0, 219.0'),
    log('INFO', 'python', "$ brand      <str> 'Halden & Co', 'Osier', 'Northlight', 'Northlight', null"),
  ]
  if (scenario === 'running') return [...start, ...loaded]
  if (scenario === 'failed') {
    const at = source.indexOf('"prices"')
    const { line } = positionAt(source, at)
    const stack = `Traceback (most recent call last):
  File "/tmp/kestra-wd/script.py", line 8, in <module>
    ${FAILING}
    ~~~~~~~~~^^^^^^^^^^^^^^^^^^^
  File "/lib/python3.14/site-packages/polars/dataframe/frame.py", line 9632, in select
    return self.lazy().select(*exprs).collect(_eager=True)
  File "/lib/python3.14/site-packages/polars/lazyframe/frame.py", line 2028, in collect
    return wrap_df(ldf.collect(callback))
polars.exceptions.ColumnNotFoundError: unable to find column "prices"`
    return [
      ...start,
      ...loaded,
      ...stack.split('\n').map(message => log('ERROR', 'python', message, 1)),
      task('python', 'FAILED', 300, {
        failure: {
          name: 'PythonError',
          message: 'ColumnNotFoundError: unable to find column "prices"',
          explanation: 'No column named "prices"',
          hint: 'The data has a column price. polars raised ColumnNotFoundError.',
          property: 'script',
          span: { start: at, end: at + 8 },
          stack,
          fix: { title: 'Change to "price"', span: { start: at, end: at + 8 }, text: '"price"' },
        },
        rendered: { script: `import polars as pl\ndata = ${BODY}\ndf = pl.from_dicts(data)\n${FAILING}` },
      }),
      log('ERROR', undefined, `Run ${number} failed in task python, line ${line}`),
      flow('FAILED'),
    ]
  }
  return [
    ...start,
    ...loaded,
    task('python', 'SUCCESS', 400, {
      outputs: { exitCode: 0, vars: {}, outputFiles: { 'products.csv': `${folder}/python/a/products.csv` } },
    }),
    task('sqlQuery', 'CREATED', 5),
    task('sqlQuery', 'RUNNING', 5),
    log('INFO', 'sqlQuery', 'Starting query'),
    task('sqlQuery', 'SUCCESS', 380, {
      outputs: { uri: `${folder}/sqlquery/b/result.ion`, size: 14, row: null, outputFiles: {} },
    }),
    flow('SUCCESS'),
  ]
}
