import { renderProperties } from '../../src/engine/properties'
import { createRenderer, type Plain } from '../../src/expression'
import type { KestraVersion, LogEntry, LogLevel, Outputs } from '../../src/model'
import type { DuckDB, HttpBroker, Python, Sqlite } from '../../src/runtimes'
import {
  createMemoryKeyValues,
  createMemoryStorage,
  isKestraUri,
  type KestraUri,
  type KeyValues,
} from '../../src/storage'
import { type RunContext, TaskFailed, type TaskType } from '../../src/task'

/** What surrounds one task in a test. All that is not given is empty. */
export type RunSetting = {
  readonly version?: KestraVersion
  /** What expressions see beside `flow` and `execution`. */
  readonly variables?: Readonly<Record<string, unknown>>
  /** Stored files by name; a property reads one as `{{ files.name }}`. */
  readonly files?: Readonly<Record<string, string | Blob>>
  readonly keyValues?: KeyValues
  /** Namespace files of `company.team` by path. */
  readonly namespaceFiles?: Readonly<Record<string, string>>
  readonly workingDirectory?: Map<string, Blob>
  readonly logLines?: readonly LogEntry[]
  /** Epoch milliseconds. */
  readonly now?: number
  readonly http?: HttpBroker
  readonly python?: Python
  readonly duckdb?: DuckDB
  readonly sqlite?: Sqlite
}

/** What a task did. */
export type Ran = {
  readonly outputs: Outputs | undefined
  /** `INFO text`, in order; notes of ours are `flowyard WARN text`. */
  readonly logs: readonly string[]
  readonly metrics: Readonly<Record<string, number>>
  /** What `changeExecution` was told, in order. */
  readonly changes: readonly Parameters<RunContext['changeExecution']>[0][]
  readonly badges: readonly string[]
  readonly namespaceFiles: ReadonlyMap<string, Blob>
  readonly keyValues: KeyValues
  /** The text of a stored file. */
  readonly text: (uri: unknown) => Promise<string>
  readonly file: (uri: unknown) => Promise<Blob>
}

const FOLDER = 'kestra:///company/team/flow/executions/E'

/**
 * Runs one task type with its properties rendered and read as the engine does, and fakes around it.
 * @throws what the task throws
 */
export async function runTask(
  type: TaskType,
  properties: Readonly<Record<string, unknown>>,
  setting: RunSetting = {},
): Promise<Ran> {
  if (type.kind !== 'runnable') throw new Error(`${type.type} is not runnable`)
  const { version = '2.0', now = Date.UTC(2024, 0, 1), keyValues = createMemoryKeyValues(() => now) } = setting
  const storage = createMemoryStorage(() => now)
  const files: Record<string, string> = {}
  for (const [name, content] of Object.entries(setting.files ?? {})) {
    const uri: KestraUri = `${FOLDER}/inputs/${name}`
    files[name] = (await storage.put(uri, content instanceof Blob ? content : new Blob([content]))).uri
  }
  const variables = {
    flow: { id: 'flow', namespace: 'company.team' },
    execution: { id: 'E' },
    files,
    ...setting.variables,
  }
  const kv = async (key: string, namespace: string) => (await keyValues.get(namespace, key))?.value as Plain
  const read = async ({ path }: { readonly path: string }) => (await storage.get(path as KestraUri)).text()
  const host = { now: () => BigInt(now) * 1_000_000n, random: () => 0.5, kv, read }
  const renderer = createRenderer({ dialect: version, host })
  const logs: string[] = []
  const metrics: Record<string, number> = {}
  const changes: Parameters<RunContext['changeExecution']>[0][] = []
  const badges: string[] = []
  const namespaceFiles = new Map(
    Object.entries(setting.namespaceFiles ?? {}).map(([path, content]) => [path, new Blob([content])]),
  )
  let named = 0
  const task = { id: 'task', type: type.type, ...properties }
  const context: RunContext = {
    signal: new AbortController().signal,
    version,
    flow: { id: 'flow', namespace: 'company.team' },
    execution: { id: 'E', labels: [], variables: {} },
    task: { id: 'task', type: type.type },
    taskRun: { id: 'T', attempt: 0 },
    variables,
    render: (text, extra) => renderer.render(text, { ...variables, ...extra }),
    renderTyped: (text, extra) => renderer.renderTyped(text, { ...variables, ...extra }),
    log: (level: LogLevel, message) => logs.push(`${level} ${message}`),
    note: (level: LogLevel, message) => logs.push(`flowyard ${level} ${message}`),
    metric: ({ name, value }) => {
      metrics[name] = value
    },
    progress: () => {},
    badge: badge => badges.push(badge),
    keepRendered: () => {},
    lineOf: () => undefined,
    storage: {
      put: async (name, content) => (await storage.put(`${FOLDER}/tasks/task/T/${name}`, content)).uri,
      get: uri => storage.get(addressOf(uri)),
      delete: async uri => (await storage.delete(uri)).length > 0,
    },
    http: setting.http ?? missing('HTTP'),
    python: setting.python ?? missing('Python'),
    duckdb: setting.duckdb ?? missing('DuckDB'),
    sqlite: setting.sqlite,
    kv: keyValues,
    newId: () => 'id',
    tempName: extension => `${++named}${extension}`,
    changeExecution: change => changes.push(change),
    sleep: async () => {},
    now: () => now,
    ...(setting.workingDirectory ? { workingDirectory: setting.workingDirectory } : {}),
    namespaceFiles: async namespace => (namespace === 'company.team' ? namespaceFiles : new Map()),
    changeNamespaceFile: async (_namespace, path, content) => {
      if (content) namespaceFiles.set(path, content)
      else namespaceFiles.delete(path)
    },
    purgeFiles: () => storage.delete(`${FOLDER}/`),
    logLines: () => setting.logLines ?? [],
    delegate: async () => {
      throw new TaskFailed('a task in a unit test has no other tasks')
    },
  }
  const { values } = await renderProperties(type, task, renderer, variables)
  const outputs = await type.run(values as never, context)
  const file = (uri: unknown) => storage.get(addressOf(String(uri)))
  return {
    outputs,
    logs,
    metrics,
    changes,
    badges,
    namespaceFiles,
    keyValues,
    file,
    text: async uri => (await file(uri)).text(),
  }
}

function addressOf(uri: string): KestraUri {
  if (isKestraUri(uri)) return uri
  throw new Error(`Invalid internal storage uri: ${uri}`)
}

/** Fails at the first use of what a test did not give. */
const missing = (what: string): never =>
  new Proxy({}, { get: () => () => Promise.reject(new Error(`${what} is not part of this test`)) }) as never
