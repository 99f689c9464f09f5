import type { EventBatch } from '../../engine'
import { type Execution, type ExecutionEvent, isTerminated } from '../../model'
import { formatBytes } from '../format'
import type { ValuePath } from '../outputs/path'
import { isFileUri } from '../outputs/values'
import type { Announcer } from './announce'
import { byId, foldEvents } from './fold'
import type { Keeping } from './keeping'
import type { PageTools } from './page'
import { type PageState, runsNewestFirst } from './pageState'

/** What a person does to the runs that are kept. */
export type Runs = {
  /** Shows a run on the right; undefined shows what the next run will do. */
  readonly showRun: (id: string | undefined) => Promise<void>
  /** Shows the run before (-1) or after (1) the one on the right. */
  readonly stepRun: (by: -1 | 1) => void
  /** Takes runs off the list, and deletes them unless they are brought back in time. */
  readonly deleteRuns: (executions: readonly Execution[]) => Promise<void>
  /** Reads the runs of a workspace and shows the newest. */
  readonly loadRuns: (workspaceId: string) => Promise<void>
  readonly takeEvents: (events: EventBatch) => void
  readonly measureRuns: () => Promise<void>
  readonly refreshUsage: () => Promise<void>
  readonly finishDeletions: () => void
}

const UNDO_TIME = 8_000

export function createRuns(tools: PageTools, announce: Announcer, keeping: Keeping): Runs {
  const { store, services, toasts } = tools
  const { archive } = services
  const doomed = new Map<string, { readonly execution: Execution; readonly timer: ReturnType<typeof setTimeout> }>()

  const showRun = async (id: string | undefined): Promise<void> => {
    store.setState({ runId: id, ...(id === undefined ? { tab: 'overview' } : {}) })
    if (id === undefined || store.getState().logs.has(id)) return
    const lines = await archive.logs(id)
    const { logs } = store.getState()
    if (!logs.has(id)) store.setState({ logs: new Map(logs).set(id, lines) })
  }

  let gathered: ExecutionEvent[] = []

  /**
   * Takes what comes. The page draws after each change, so messages that stand in line together count as one; only
   * that a run begins is shown at once, for it can be stopped from then on.
   */
  const takeEvents = (events: EventBatch): void => {
    if (gathered.length === 0) setTimeout(showEvents)
    gathered.push(...events)
    if (events.some(({ type }) => type === 'execution-created')) showEvents()
  }

  const showEvents = (): void => {
    const events = gathered
    gathered = []
    if (events.length === 0) return
    const own = events.filter(
      event => event.type !== 'execution-created' || event.execution.workspaceId === store.getState().workspaceId,
    )
    const before = store.getState()
    const begun = own.find(event => event.type === 'execution-created' && !isOfTask(event.execution))
    store.setState({ ...foldEvents(before, own), ...(begun ? shownAtBegin(before, begun.executionId) : {}) })
    for (const executionId of new Set(own.map(event => event.executionId))) {
      announce(before, store.getState(), executionId)
      afterEnd(before, executionId)
    }
  }

  /** What the page does when a run ends: the first shows its last file, a failed one its failure. */
  const afterEnd = (before: PageState, executionId: string): void => {
    const state = store.getState()
    const was = before.runs.get(executionId)
    const execution = state.runs.get(executionId)
    if (!execution || !isTerminated(execution.state.current) || (was && isTerminated(was.state.current))) return
    void keeping.pruneRuns().then(refreshUsage)
    if (state.runId !== executionId) return
    const path = lastFile(execution)
    if (execution.state.current === 'FAILED') {
      if (state.tab !== 'logs') store.setState({ tab: 'overview' })
    } else if (path && state.path.length === 0) {
      const untouched = state.runs.size === 1 && (state.tab === 'overview' || state.tab === 'gantt')
      store.setState({ path, ...(untouched ? { tab: 'outputs' } : {}) })
    }
  }

  const refreshUsage = async (): Promise<void> => {
    const [usage, runtimes] = await Promise.all([archive.usage(), services.runtimes()])
    store.setState({ usage, runtimes })
  }

  const loadRuns = async (workspaceId: string): Promise<void> => {
    void keeping.loadPins(workspaceId)
    const executions = (await archive.executions(workspaceId)).filter(({ id }) => !doomed.has(id))
    const state = store.getState()
    if (state.workspaceId !== workspaceId) return
    const known = byId(executions)
    const alive = [...state.runs.values()].filter(
      ({ id, state: { current } }) => !known.has(id) && !isTerminated(current),
    )
    const own = [...state.runs.values()].filter(({ id }) => known.has(id) && state.logs.has(id))
    store.setState({
      runs: byId([...executions, ...alive, ...own.filter(({ state: { current } }) => !isTerminated(current))]),
    })
  }

  const deleteRuns = async (executions: readonly Execution[]): Promise<void> => {
    const sizes = await Promise.all(executions.map(execution => archive.executionSize(execution)))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    const { runs, runId } = store.getState()
    const left = new Map(runs)
    for (const execution of executions) {
      left.delete(execution.id)
      doomed.set(execution.id, { execution, timer: setTimeout(() => void destroy(execution), UNDO_TIME) })
    }
    const gone = executions.some(({ id }) => id === runId)
    store.setState({ runs: left, ...(gone ? { runId: runsNewestFirst(left)[0]?.id } : {}) })
    if (gone) void showRun(store.getState().runId)
    const [only] = executions
    const what = executions.length === 1 && only ? `run ${only.number}` : `${executions.length} runs`
    toasts.toast(`Deleted ${what} (${formatBytes(bytes)}).`, { title: 'Undo', run: () => restore(executions) })
  }

  const restore = (executions: readonly Execution[]): void => {
    const runs = new Map(store.getState().runs)
    for (const execution of executions) {
      clearTimeout(doomed.get(execution.id)?.timer)
      if (doomed.delete(execution.id)) runs.set(execution.id, execution)
    }
    store.setState({ runs, runId: executions[0]?.id })
    toasts.closeToast()
  }

  const destroy = async (execution: Execution): Promise<void> => {
    await archive.deleteExecution(execution)
    doomed.delete(execution.id)
    await refreshUsage()
  }

  return {
    showRun,
    stepRun: by => {
      const { runs, runId } = store.getState()
      const ordered = [...runsNewestFirst(runs)].reverse()
      const at = ordered.findIndex(({ id }) => id === runId)
      const next = ordered[at === -1 ? ordered.length - 1 : at + by]
      if (next) void showRun(next.id)
    },
    deleteRuns,
    loadRuns,
    takeEvents,
    measureRuns: async () => {
      const runs = [...store.getState().runs.values()]
      const sizes = await Promise.all(runs.map(async run => [run.id, await archive.executionSize(run)] as const))
      store.setState({ sizes: new Map(sizes) })
    },
    refreshUsage,
    finishDeletions: () => {
      for (const { execution, timer } of doomed.values()) {
        clearTimeout(timer)
        void destroy(execution)
      }
    },
  }
}

/** Whether a task of another run began it: the page goes on showing that one. */
const isOfTask = ({ trigger }: Execution): boolean => trigger?.taskRunId !== undefined

/** A run that begins is shown; the first one opens its Gantt, later ones keep the tab. */
const shownAtBegin = ({ runs, tab }: PageState, runId: string): Partial<PageState> =>
  runs.size === 0 && tab === 'overview' ? { runId, tab: 'gantt' } : { runId }

/** Where the last file among a run's outputs stands. */
export function lastFile(execution: Execution): ValuePath | undefined {
  const paths = execution.taskRuns
    .filter(({ value, outputs }) => value === undefined && outputs)
    .flatMap(({ taskId, outputs }) => filesIn(outputs, ['outputs', taskId]))
  return paths.at(-1)
}

function filesIn(value: unknown, path: ValuePath): readonly ValuePath[] {
  if (isFileUri(value)) return [path]
  if (typeof value !== 'object' || value === null || Array.isArray(value) || path.length > 4) return []
  return Object.entries(value).flatMap(([key, child]) => filesIn(child, [...path, key]))
}
