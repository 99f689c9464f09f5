import { type Execution, isTerminated, type State, type StateHop, type TaskRun } from '../model'
import { BundleUnreadable, type ExecutionEntry } from './bundle'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads `execution.json` of a stranger's .zip: only what an execution has, each part of the right shape.
 * @throws BundleUnreadable
 */
export function readExecutionEntry(
  json: string,
  source: string,
): Omit<ExecutionEntry, 'execution'> & { readonly execution: Execution } {
  return readEntryValue(parse(json), source)
}

/** The same of a value that was JSON. @throws BundleUnreadable */
export function readEntryValue(value: unknown, source: string): ReturnType<typeof readExecutionEntry> {
  const entry = fields(value)
  if (entry.format !== 'flowyard-run' || entry.formatVersion !== 1) throw new BundleUnreadable('not-a-run')
  const files = Object.entries(fields(entry.files ?? {})).map(([name, uri]) => [name, text(uri)] as const)
  return {
    format: 'flowyard-run',
    formatVersion: 1,
    execution: readExecution(fields(entry.execution), source),
    files: Object.fromEntries(files),
  }
}

/** A value as plain fields. @throws BundleUnreadable */
export const readFields = (value: unknown): Fields => fields(value)

/** Reads one line of `logs.jsonl`. @throws BundleUnreadable */
export const readLine = (line: string): unknown => parse(line)

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new BundleUnreadable('not-a-run')
  }
}

function readExecution(given: Fields, source: string): Execution {
  return {
    id: text(given.id),
    workspaceId: text(given.workspaceId),
    number: whole(given.number),
    namespace: text(given.namespace),
    flowId: text(given.flowId),
    flowRevision: whole(given.flowRevision),
    version: given.version === '1.3' ? '1.3' : '2.0',
    source,
    state: readState(given.state),
    taskRuns: list(given.taskRuns).map(readTaskRun),
    inputs: fields(given.inputs ?? {}),
    labels: list(given.labels ?? []).map(label => ({ key: text(fields(label).key), value: text(fields(label).value) })),
    ...optional('variables', given.variables, fields),
    ...optional('outputs', given.outputs, fields),
    ...optional('trigger', given.trigger, fields),
    ...optional('failure', given.failure, readFailure),
    ...optional('note', given.note, text),
  }
}

function readTaskRun(value: unknown): TaskRun {
  const given = fields(value)
  return {
    id: text(given.id),
    taskId: text(given.taskId),
    attempts: list(given.attempts ?? []).map(attempt => ({ state: readState(fields(attempt).state) })),
    state: readState(given.state),
    ...optional('parentTaskRunId', given.parentTaskRunId, text),
    ...optional('value', given.value, text),
    ...optional('iteration', given.iteration, whole),
    ...optional('iterationId', given.iterationId, text),
    ...optional('outputs', given.outputs, fields),
    ...optional('failure', given.failure, readFailure),
    ...optional('rendered', given.rendered, readTexts),
    ...(given.starred === true ? { starred: true } : {}),
    ...optional('badges', given.badges, badges => list(badges).filter(isBadge)),
  }
}

const BADGES = ['sample-response', 'recorded-response', 'stub', 'reused'] as const

const isBadge = (value: unknown): value is (typeof BADGES)[number] => BADGES.some(badge => badge === value)

function readFailure(value: unknown): NonNullable<TaskRun['failure']> {
  const given = fields(value)
  return {
    name: text(given.name),
    message: text(given.message),
    ...optional('explanation', given.explanation, text),
    ...optional('hint', given.hint, text),
    ...optional('property', given.property, text),
    ...optional('source', given.source, text),
    ...optional('stack', given.stack, text),
    ...optional('span', given.span, span => ({ start: whole(fields(span).start), end: whole(fields(span).end) })),
  }
}

/** A run in a .zip is over: one that was exported while it went on is taken as it stood, KILLED. */
function readState(value: unknown): State {
  const given = fields(value)
  const histories = list(given.histories).map(readHop)
  const current = histories.at(-1)
  if (!current) throw new BundleUnreadable('not-a-run')
  if (isTerminated(current.state)) return { current: current.state, histories }
  return { current: 'KILLED', histories: [...histories, { state: 'KILLED', date: current.date }] }
}

function readHop(value: unknown): StateHop {
  const { state, date } = fields(value)
  const known = STATES.find(name => name === state)
  if (known === undefined || Number.isNaN(Date.parse(text(date)))) throw new BundleUnreadable('not-a-run')
  return { state: known, date: text(date) }
}

const STATES = [
  'CREATED',
  'SUBMITTED',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'RESTARTED',
  'KILLING',
  'RETRYING',
  'RETRIED',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'SKIPPED',
  'BREAKPOINT',
] as const satisfies readonly StateHop['state'][]

function optional<K extends string, T>(key: K, value: unknown, read: (value: unknown) => T): { readonly [P in K]?: T } {
  return value === undefined || value === null ? {} : ({ [key]: read(value) } as { readonly [P in K]: T })
}

function readTexts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields(value)).map(([key, item]) => [key, text(item)]))
}

function fields(value: unknown): Fields {
  if (isFields(value)) return value
  throw new BundleUnreadable('not-a-run')
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new BundleUnreadable('not-a-run')
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw new BundleUnreadable('not-a-run')
}

function whole(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new BundleUnreadable('not-a-run')
}
