import type { EventBatch, StartRequest } from '../engine'
import {
  type CallAnswer,
  type Execution,
  isTerminated,
  type LogEntry,
  type Progress,
  reduceExecution,
  type TaskRun,
} from '../model'
import type { EmbedEngine } from './services'

/** A run of an embed as its screen shows it. */
export type RunView = {
  readonly execution: Execution | undefined
  readonly logs: readonly LogEntry[]
  readonly progress: readonly Progress[]
  /** Waits for another embed of this browser to finish. */
  readonly queued: boolean
  readonly starting: boolean
  /** It came with the flow: what its author saw. */
  readonly authors: boolean
  /** Why a task that waits did not go on. */
  readonly resumeProblem: string | undefined
  /** Why nothing was started. */
  readonly refusal: string | undefined
}

export const NO_RUN: RunView = {
  execution: undefined,
  logs: [],
  progress: [],
  queued: false,
  starting: false,
  authors: false,
  resumeProblem: undefined,
  refusal: undefined,
}

/** A run that was made elsewhere. */
export type ShownRun = {
  readonly execution: Execution
  readonly logs: readonly LogEntry[]
  readonly files: readonly { readonly uri: string; readonly content: Blob }[]
}

export type Runs = {
  readonly view: () => RunView
  readonly isBusy: () => boolean
  readonly run: (request: Omit<StartRequest, 'workspaceId'>) => Promise<void>
  readonly stop: () => void
  /** Decides about a call that the run asks for. */
  readonly answer: (answer: CallAnswer) => void
  /** Lets the task go on that waits for a person, with the defaults of what it asks for. */
  readonly resume: () => void
  readonly clear: () => void
  /** Shows the run that came with the flow. */
  readonly show: (run: ShownRun) => void
  readonly file: (uri: string) => Promise<Blob>
}

const LOCK = 'flowyard embed runs'
const IDLE = 120_000
const LINES_KEPT = 5_000
const FILE_KEPT = 20_000_000

/**
 * Runs flows of an embed, one at a time among all embeds that share this browser's locks. The engine is loaded with
 * the first run and given back two minutes after the last one; what was shown stays.
 */
export function createRuns(
  openEngine: () => Promise<EmbedEngine>,
  onChange: (before: RunView, after: RunView) => void,
): Runs {
  let view = NO_RUN
  let engine: Promise<EmbedEngine> | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let abort = new AbortController()
  let ended: () => void = () => undefined
  const workspaceId = `embed-${crypto.randomUUID()}`
  const files = new Map<string, Blob>()

  const set = (change: Partial<RunView>): void => {
    const before = view
    view = { ...view, ...change }
    onChange(before, view)
  }
  const open = (): Promise<EmbedEngine> => {
    clearTimeout(idle)
    engine ??= openEngine().then(opened => {
      opened.subscribe(take)
      return opened
    })
    return engine
  }
  const take = (events: EventBatch): void => {
    let { execution, logs, progress } = view
    for (const event of events) {
      if (event.type === 'execution-created' && event.execution.parentId !== undefined) continue
      if (event.type !== 'execution-created' && event.executionId !== execution?.id) continue
      if (event.type === 'log') logs = [...logs, event.entry].slice(-LINES_KEPT)
      else if (event.type === 'progress') progress = upsert(progress, event.progress)
      else if (event.type !== 'metric') execution = reduceExecution(execution, event)
    }
    set({ execution, logs, progress })
    if (execution && isTerminated(execution.state.current)) ended()
  }
  const free = (): void => {
    void engine?.then(opened => opened.close())
    engine = undefined
  }
  const runNow = async (request: Omit<StartRequest, 'workspaceId'>): Promise<void> => {
    set({ queued: false })
    const finished = new Promise<void>(resolve => {
      ended = resolve
    })
    const opened = await open()
    const answer = await opened.start({ ...request, workspaceId })
    if (answer.kind === 'started') {
      if (abort.signal.aborted) await opened.kill(answer.executionId)
      await finished
    } else {
      const [first] = answer.problems
      set({ refusal: first?.message ?? 'This text is not a flow.' })
    }
  }
  const isBusy = (): boolean => view.starting
  return {
    view: () => view,
    isBusy,
    run: async request => {
      if (isBusy()) return
      clearTimeout(idle)
      abort = new AbortController()
      set({ ...NO_RUN, starting: true })
      try {
        await oneAtATime(
          () => runNow(request),
          abort.signal,
          () => set({ queued: true }),
        )
      } catch (error) {
        if (!abort.signal.aborted) set({ refusal: error instanceof Error ? error.message : String(error) })
      } finally {
        set({ starting: false, queued: false })
        idle = setTimeout(free, IDLE)
      }
    },
    stop: () => {
      abort.abort()
      const id = view.execution?.id
      if (id !== undefined || !view.queued) void engine?.then(opened => opened.kill(id))
    },
    answer: answer => {
      const { id, question } = view.execution ?? {}
      if (id !== undefined && question) void engine?.then(opened => opened.answer(id, question.id, answer))
    },
    resume: () => {
      const { execution } = view
      const paused = execution && pausedIn(execution)
      if (!paused) return
      set({ resumeProblem: undefined })
      engine
        ?.then(opened => opened.resume(execution.id, paused.id, {}))
        .catch((error: unknown) => set({ resumeProblem: error instanceof Error ? error.message : String(error) }))
    },
    clear: () => set(NO_RUN),
    show: ({ execution, logs, files: stored }) => {
      for (const { uri, content } of stored) files.set(uri, content)
      set({ ...NO_RUN, execution, logs, authors: true })
    },
    file: async uri => {
      const kept = files.get(uri)
      if (kept) return kept
      if (view.authors) throw new Error('This file is too large for the link. Run the flow to get it.')
      const file = await (await open()).file(uri)
      if (!isBusy()) idle = setTimeout(free, IDLE)
      if (file.size <= FILE_KEPT) files.set(uri, file)
      return file
    },
  }
}

/** The task run that waits for a person. */
export const pausedIn = ({ taskRuns, question }: Execution): TaskRun | undefined =>
  taskRuns.find(({ id, state }) => state.current === 'PAUSED' && id !== question?.taskRunId)

/** Holds the lock that embeds share while `work` goes on; where the browser gives no locks, it just goes on. */
async function oneAtATime(work: () => Promise<void>, signal: AbortSignal, onWait: () => void): Promise<void> {
  if (!(await locksWork())) return work()
  const got = await navigator.locks.request(LOCK, { ifAvailable: true }, async lock => {
    if (!lock) return false
    await work()
    return true
  })
  if (got) return
  onWait()
  await navigator.locks.request(LOCK, { signal }, work)
}

/** Locks are refused where third-party storage is. */
async function locksWork(): Promise<boolean> {
  try {
    await navigator.locks.query()
    return true
  } catch {
    return false
  }
}

function upsert(list: readonly Progress[], progress: Progress): readonly Progress[] {
  const at = list.findIndex(({ id }) => id === progress.id)
  return at === -1 ? [...list, progress] : list.with(at, { ...list[at], ...progress })
}
