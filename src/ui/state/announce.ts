import type { StoreApi } from 'zustand/vanilla'
import { type Execution, isTerminated, type Progress, type StateType, type TaskRun } from '../../model'
import { formatBytes, formatCount, speakDuration } from '../format'
import { lineOfTaskFailure } from '../run/failures'
import type { PageState } from './pageState'

/** Says what happened to the live regions: politely at most one message a second, failures at once. */
export type Announcer = (before: PageState, after: PageState, executionId: string) => void

const PAUSE = 1_000

export function createAnnouncer(store: StoreApi<PageState>, now: () => number): Announcer {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = (text: string): void => {
    clearTimeout(timer)
    const wait = Math.max(0, last + PAUSE - now())
    timer = setTimeout(() => {
      last = now()
      store.setState({ polite: text })
    }, wait)
  }
  return (before, after, executionId) => {
    const text = politeText(before, after, executionId)
    if (text) say(text)
    const failed = failureText(before.runs.get(executionId), after.runs.get(executionId))
    if (failed) store.setState({ assertive: failed })
  }
}

/** What is worth saying between two states of a run; the latest matters most. */
function politeText(before: PageState, after: PageState, executionId: string): string | undefined {
  const was = before.runs.get(executionId)
  const is = after.runs.get(executionId)
  if (!is) return undefined
  if (isTerminated(is.state.current) && !(was && isTerminated(was.state.current))) return endText(is)
  if (!was) return `Run ${is.number} started, ${formatCount(countTasks(after, is), 'task')}.`
  return (
    downloadText(before.progress.get(executionId), after.progress.get(executionId)) ??
    taskText(was, is, countTasks(after, is))
  )
}

const countTasks = (state: PageState, execution: Execution): number =>
  Math.max(state.check?.outline.length ?? 0, execution.taskRuns.length)

function endText(execution: Execution): string | undefined {
  const { histories, current } = execution.state
  const start = histories[0]?.date ?? ''
  const end = histories.at(-1)?.date ?? start
  const took = speakDuration(Date.parse(end) - Date.parse(start))
  const rows = execution.taskRuns.map(storedRows).findLast(text => text !== undefined)
  if (current === 'FAILED') return undefined
  const sentence = `Run ${execution.number} finished, ${current.toLowerCase()}, ${took}.`
  return rows ? `${sentence} ${rows}` : sentence
}

function storedRows({ taskId, outputs }: TaskRun): string | undefined {
  if (typeof outputs?.uri !== 'string' || typeof outputs.size !== 'number') return undefined
  return `${taskId} stored ${formatCount(outputs.size, 'row')}.`
}

function downloadText(was: readonly Progress[] = [], is: readonly Progress[] = []): string | undefined {
  const [before, after] = [sum(was), sum(is)]
  if (after.total === 0) return undefined
  if (before.total === 0) return `Downloading ${formatBytes(after.total)}.`
  const half = (part: number, total: number): boolean => total > 0 && part >= total / 2
  return half(after.received, after.total) && !half(before.received, before.total) ? 'Half done.' : undefined
}

/** Bytes of all downloads of a run. */
function sum(list: readonly Progress[]): { readonly received: number; readonly total: number } {
  return list.reduce(
    (all, { received = 0, total = 0 }) => ({ received: all.received + received, total: all.total + total }),
    { received: 0, total: 0 },
  )
}

function taskText(was: Execution, is: Execution, count: number): string | undefined {
  const before = new Map(was.taskRuns.map(({ id, state }) => [id, state.current]))
  const began = (state: StateType) => (run: TaskRun) => run.state.current === state && before.get(run.id) !== state
  const paused = is.taskRuns.find(began('PAUSED'))
  if (paused) return `${paused.taskId} waits for you.`
  const at = is.taskRuns.findIndex(began('RUNNING'))
  const started = is.taskRuns[at]
  return started && `${started.taskId} is running, task ${at + 1} of ${count}.`
}

function failureText(was: Execution | undefined, is: Execution | undefined): string | undefined {
  if (is?.state.current !== 'FAILED' || was?.state.current === 'FAILED') return undefined
  const failed = is.taskRuns.findLast(run => run.failure)
  if (!failed) return `Run ${is.number} failed. ${is.failure?.message ?? ''}`
  const line = lineOfTaskFailure(is, failed)
  return `Run ${is.number} failed in task ${failed.taskId}${line ? `, line ${line}` : ''}. ${failed.failure?.message.split('\n')[0] ?? ''}`
}
