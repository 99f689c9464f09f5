import { humanPart, normaliser, normaliseValue } from './normalise'
import type { RecordedFile, RecordedIteration, RecordedLog, RecordedRun, RecordedTaskRun, Recording } from './recording'

/** Where a run of ours is not what was recorded. */
export type Difference = { readonly path: string; readonly expected: unknown; readonly found: unknown }

/** Compares a run of ours with what real Kestra made of the same flow; both in the format of the recordings. */
export function compareRecordings(expected: Recording, found: Recording): readonly Difference[] {
  if (expected.flowValid === false || found.flowValid === false) {
    return same('flowError', humanPart(expected.flowError ?? ''), humanPart(found.flowError ?? ''))
  }
  if (expected.inputError !== undefined || found.inputError !== undefined) {
    return same('inputError', humanPart(expected.inputError ?? ''), humanPart(found.inputError ?? ''))
  }
  const one = normalised(expected)
  const other = normalised(found)
  return [
    ...same('notTerminated', expected.notTerminated === true, found.notTerminated === true),
    ...same('states', expected.states?.join(' > '), found.states?.join(' > ')),
    ...compareMaps('taskRuns', one.taskRuns, other.taskRuns),
    ...same('flowOutputs', one.flowOutputs, other.flowOutputs),
    ...compareLists('logs', one.logs, other.logs),
    ...compareLists('files', one.files, other.files),
    ...compareLists('children', one.children, other.children),
    ...compareLists('iterations', one.iterations, other.iterations),
  ]
}

type Normalised = {
  readonly taskRuns: ReadonlyMap<string, unknown>
  readonly flowOutputs: unknown
  readonly logs: readonly string[]
  readonly files: readonly string[]
  readonly children: readonly string[]
  readonly iterations: readonly string[]
}

function normalised(recording: Recording): Normalised {
  const text = normaliser(recording)
  const value = (written: unknown) => normaliseValue(written, text)
  return {
    taskRuns: taskRunsOf(recording.taskRuns ?? [], value),
    flowOutputs: value(recording.flowOutputs ?? null),
    logs: (recording.logs ?? []).filter(isCompared).map(line => stable(value(lineOf(line)))),
    files: Object.entries(recording.files ?? {})
      .filter(([, { error }]) => error === undefined)
      .map(([address, file]) => stable(value(fileOf(address, file)))),
    children: (recording.children ?? []).map(({ flowId, execution, flowOutputs }) =>
      stable(value({ flowId, states: hopsOf(execution), runs: runsOf(execution.taskRunList), flowOutputs })),
    ),
    iterations: (recording.otherExecutionsOfThisFlow ?? []).map(iteration => stable(value(iterationOf(iteration)))),
  }
}

/** By task, value, parent and iteration; several of one place are numbered. */
function taskRunsOf(
  taskRuns: readonly RecordedTaskRun[],
  value: (written: unknown) => unknown,
): ReadonlyMap<string, unknown> {
  const byId = new Map(taskRuns.map(taskRun => [taskRun.id, taskRun]))
  const found = new Map<string, unknown>()
  const pathOf = (taskRun: RecordedTaskRun): string => {
    const parent = taskRun.parentTaskRunId ? byId.get(taskRun.parentTaskRunId) : undefined
    const own = `${taskRun.taskId}${taskRun.value === undefined || taskRun.value === null ? '' : `[${taskRun.value}]`}${taskRun.iteration === undefined || taskRun.iteration === null ? '' : `#${taskRun.iteration}`}`
    return parent ? `${pathOf(parent)}/${own}` : own
  }
  for (const taskRun of taskRuns) {
    const path = pathOf(taskRun)
    let key = path
    for (let count = 2; found.has(key); count++) key = `${path} (${count})`
    found.set(key, {
      states: taskRun.states.join(' > '),
      attempts: taskRun.attempts,
      outputs: value(taskRun.outputs ?? null),
    })
  }
  return found
}

const LEVELS = new Set(['INFO', 'WARN', 'ERROR'])

/** Artefacts of the closed network that the recordings were made in, and of the machine, are left out. */
const isCompared = ({ level, message }: RecordedLog): boolean =>
  LEVELS.has(level) && !/community extension 'ion'|^Killing process|Uploading a cache entry|\^{2,}|~{2,}/.test(message)

const lineOf = ({ level, taskId, message }: RecordedLog) => ({ level, taskId: taskId ?? null, message })

/**
 * Binary Ion compares by its rows; how many bytes it takes is the writer's own. Addresses inside a file are longer or
 * shorter by chance.
 */
const fileOf = (address: string, { size, head, ionRowsAsJson }: RecordedFile) =>
  ionRowsAsJson
    ? { address, rows: withoutNulls(ionRowsAsJson) }
    : { address, head, ...(head?.includes('kestra://') ? {} : { size }) }

/** Recordings leave out what is null in a row. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isMap(value)) return value
  const entries = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]))
}

const hopsOf = ({ state }: { readonly state: { readonly histories: readonly { readonly state: string }[] } }): string =>
  state.histories.map(hop => hop.state).join(' > ')

const runsOf = (runs: readonly RecordedRun[] = []) =>
  runs.map(run => ({ taskId: run.taskId, value: run.value ?? null, states: hopsOf(run) }))

/** What was made in an iteration; what was there before it is not its own. */
function iterationOf({ execution, outputsVariable, logs }: RecordedIteration) {
  const own = new Set((execution.taskRunList ?? []).map(({ taskId }) => taskId))
  const outputs = Object.fromEntries(Object.entries(outputsVariable ?? {}).filter(([taskId]) => own.has(taskId)))
  return {
    runs: runsOf(execution.taskRunList),
    outputs,
    logs: (logs ?? []).filter(line => /^(?:INFO|WARN|ERROR) /.test(line)),
  }
}

function compareMaps(
  path: string,
  expected: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): readonly Difference[] {
  const keys = new Set([...expected.keys(), ...found.keys()])
  return [...keys].flatMap(key => same(`${path}.${key}`, expected.get(key), found.get(key)))
}

/** Compares lists in no order. */
function compareLists(path: string, expected: readonly string[], found: readonly string[]): readonly Difference[] {
  const missing = without(expected, found)
  const more = without(found, expected)
  return Array.from({ length: Math.max(missing.length, more.length) }, (_, index) => ({
    path: `${path}[${index}]`,
    expected: missing[index],
    found: more[index],
  }))
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other]
  return list.filter(item => {
    const at = left.indexOf(item)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

function same(path: string, expected: unknown, found: unknown): readonly Difference[] {
  return stable(expected) === stable(found) ? [] : narrowed({ path, expected, found })
}

/** Goes down to the parts of two maps that differ. */
function narrowed({ path, expected, found }: Difference): readonly Difference[] {
  if (!isMap(expected) || !isMap(found)) return [{ path, expected, found }]
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
  return [...keys].flatMap(key => same(`${path}.${key}`, expected[key], found[key]))
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON with sorted keys: maps compare in no order. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      isMap(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
    ) ?? 'undefined'
  )
}
