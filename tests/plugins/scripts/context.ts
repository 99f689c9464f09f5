import type { LogLevel } from '../../../src/model'
import type { DuckDB, HttpBroker, Python } from '../../../src/runtimes'
import { createMemoryStorage, type KestraUri } from '../../../src/storage'
import { coerceValues, type RunContext, type TaskType } from '../../../src/task'

/** What a task did while it ran. */
export type Done = {
  readonly outputs: Readonly<Record<string, unknown>> | undefined
  readonly error: Error | undefined
  readonly logs: readonly { readonly level: LogLevel; readonly message: string }[]
  readonly notes: readonly { readonly level: LogLevel; readonly message: string }[]
  readonly metrics: readonly { readonly name: string; readonly value: number; readonly tags?: object }[]
  readonly rendered: Readonly<Record<string, string>>
  readonly file: (uri: unknown) => Promise<string>
}

type Surroundings = {
  readonly python?: Python['run']
  readonly duckdb?: DuckDB['run']
  readonly http?: HttpBroker['send']
  readonly version?: '1.3' | '2.0'
  /** Stored files, by name; their addresses are `kestra:///given/<name>`. */
  readonly files?: Readonly<Record<string, string>>
  readonly shared?: Map<string, Blob>
  readonly namespace?: Readonly<Record<string, string>>
}

const nobody = async (): Promise<never> => {
  throw new Error('not expected to be called')
}

/** `{{ name }}` and `{{ outputFiles.key }}` of the extra variables, and nothing else. */
const renderSimply = (text: string, extra: Readonly<Record<string, unknown>> = {}): string =>
  text.replace(/\{\{ ([\w.]+) \}\}/g, (written, path: string) => {
    const value = path
      .split('.')
      .reduce<unknown>((holder, key) => (holder as Record<string, unknown> | undefined)?.[key], extra)
    return value === undefined ? written : String(value)
  })

function renderDeep(value: unknown, extra?: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') return renderSimply(value, extra)
  if (Array.isArray(value)) return value.map(item => renderDeep(item, extra))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderDeep(item, extra)]))
}

/** Runs one task with fakes for everything outside it. */
export async function runTask(
  type: TaskType,
  written: Readonly<Record<string, unknown>>,
  around: Surroundings = {},
): Promise<Done> {
  if (type.kind !== 'runnable') throw new Error(`${type.type} is no runnable task`)
  const storage = createMemoryStorage()
  for (const [name, text] of Object.entries(around.files ?? {}))
    await storage.put(`kestra:///given/${name}`, new Blob([text]))
  const done = {
    logs: [] as Done['logs'][number][],
    notes: [] as Done['notes'][number][],
    metrics: [] as Done['metrics'][number][],
  }
  const rendered: Record<string, string> = {}
  let ids = 0
  const context: RunContext = {
    signal: new AbortController().signal,
    version: around.version ?? '2.0',
    flow: { id: 'flow', namespace: 'company.team' },
    execution: { id: 'execution', labels: [], variables: {} },
    task: { id: 'task', type: type.type },
    taskRun: { id: 'run', attempt: 0 },
    variables: {},
    render: async (text, extra) => renderSimply(text, extra),
    renderTyped: async (text, extra) => renderSimply(text, extra),
    log: (level, message) => done.logs.push({ level, message }),
    note: (level, message) => done.notes.push({ level, message }),
    metric: metric => done.metrics.push(metric),
    progress: () => undefined,
    badge: () => undefined,
    keepRendered: (property, text) => {
      rendered[property] = text
    },
    lineOf: path => (path[0] === 'outputFiles' ? 10 + Number(path[1]) : undefined),
    storage: {
      put: async (name, content) => (await storage.put(`kestra:///run/${name}`, content)).uri,
      get: uri => storage.get(uri as KestraUri),
      delete: async uri => (await storage.delete(uri)).length > 0,
    },
    http: { send: around.http ?? nobody },
    python: { run: around.python ?? nobody },
    duckdb: { run: around.duckdb ?? nobody },
    kv: { get: nobody, set: nobody, delete: nobody, list: nobody },
    newId: () => `id${++ids}`,
    tempName: extension => `${100 + ++ids}${extension}`,
    changeExecution: () => undefined,
    sleep: async () => undefined,
    now: () => 0,
    namespaceFiles: async () =>
      new Map(Object.entries(around.namespace ?? {}).map(([path, text]) => [path, new Blob([text])])),
    changeNamespaceFile: nobody,
    purgeFiles: nobody,
    logLines: () => [],
    delegate: nobody,
    ...(around.shared ? { workingDirectory: around.shared } : {}),
  }
  const late = Object.entries(type.properties).filter(([, property]) => property.dynamic === 'late')
  const eager = Object.fromEntries(
    Object.entries(type.properties)
      .filter(([name, property]) => property.dynamic !== 'late' && written[name] !== undefined)
      .map(([name]) => [name, renderDeep(written[name])]),
  )
  const values = {
    ...coerceValues(type.properties, eager),
    ...Object.fromEntries(
      late.map(([name]) => [name, async (extra?: object) => renderDeep(written[name], { ...extra })]),
    ),
  }
  const file = async (uri: unknown): Promise<string> => (await storage.get(uri as KestraUri)).text()
  try {
    const outputs = await type.run(values as never, context)
    return { ...done, outputs, error: undefined, rendered, file }
  } catch (error) {
    return { ...done, outputs: undefined, error: error as Error, rendered, file }
  }
}
