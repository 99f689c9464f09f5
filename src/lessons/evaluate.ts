import type { Execution, LogEntry, TaskRun } from '../model'
import type { Check, Expected, Lesson, Step } from './lesson'
import { readPath, valueAt } from './path'

/** What checks look at: a flow's text, and what the run of it left. */
export type Evidence = {
  readonly source: string
  readonly execution?: Execution
  readonly logs: readonly LogEntry[]
  /** Texts of files of the run by their address. */
  readonly files: ReadonlyMap<string, string>
}

/** A step with what is still missing; done when nothing is. */
export type StepResult = { readonly step: Step; readonly missing: readonly string[] }

/** What is missing of each step of a lesson. */
export const evaluateLesson = ({ steps }: Lesson, evidence: Evidence): readonly StepResult[] =>
  steps.map(step => ({
    step,
    missing: step.checks.filter(check => !holds(check, evidence)).map(({ message }) => message),
  }))

/** Whether nothing is missing. */
export const isDone = (results: readonly StepResult[]): boolean => results.every(({ missing }) => missing.length === 0)

/** The addresses of the files that a lesson's checks read in a run. */
export const filesToRead = ({ steps }: Lesson, execution: Execution): readonly string[] =>
  steps.flatMap(({ checks }) =>
    checks.flatMap(check => {
      const uri = check.kind === 'file' ? outputAt(check.path, execution) : undefined
      return typeof uri === 'string' ? [uri] : []
    }),
  )

/** Whether a check holds; without a run only those over the text can. */
export function holds(check: Check, { source, execution, logs, files }: Evidence): boolean {
  if (check.kind === 'flow') return new RegExp(check.matches, 'm').test(source)
  if (!execution) return false
  switch (check.kind) {
    case 'state':
      return stateOf(check.task, execution) === check.state
    case 'output':
      return meets(check.expected, outputAt(check.path, execution))
    case 'file':
      return meets(check.expected, files.get(String(outputAt(check.path, execution))))
    case 'log':
      return logs.some(({ taskId, message }) => (check.task ?? taskId) === taskId && message.includes(check.contains))
    case 'runs':
      return runsOf(check.task, execution).length === check.count
    case 'attempts':
      return runsOf(check.task, execution).reduce((sum, { attempts }) => sum + attempts.length, 0) === check.count
    default:
      return check satisfies never
  }
}

const runsOf = (task: string, { taskRuns }: Execution): readonly TaskRun[] =>
  taskRuns.filter(({ taskId }) => taskId === task)

const stateOf = (task: string | undefined, execution: Execution): string | undefined =>
  task === undefined ? execution.state.current : runsOf(task, execution).at(-1)?.state.current

function outputAt(path: string, execution: Execution): unknown {
  const [root, ...steps] = readPath(path)
  if (root === 'flow') return valueAt(execution.outputs, steps)
  const [task = '', ...rest] = steps
  return valueAt(runsOf(task, execution).at(-1)?.outputs, rest)
}

function meets(expected: Expected, value: unknown): boolean {
  if (value === undefined || value === null) return false
  if ('exists' in expected) return true
  if ('equals' in expected) return JSON.stringify(value) === JSON.stringify(expected.equals)
  if ('count' in expected) return countOf(value) === expected.count
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return 'contains' in expected ? text.includes(expected.contains) : new RegExp(expected.matches, 'm').test(text)
}

const countOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(Object(value)).length
