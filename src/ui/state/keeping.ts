import type { PageTools } from './page'
import { runsNewestFirst } from './pageState'

/** What a person says about which runs stay. */
export type Keeping = {
  /** Reads which runs of a workspace are pinned. */
  readonly loadPins: (workspaceId: string) => Promise<void>
  /** A pinned run stays when older ones are deleted. */
  readonly pinRun: (executionId: string, pinned: boolean) => Promise<void>
  /** How many runs of each flow stay; older ones go with the end of the next run. */
  readonly setKeptRuns: (count: number) => void
  /** Deletes runs beyond the limit. */
  readonly pruneRuns: () => Promise<void>
}

/** How many runs of a flow stay where nobody chose. */
export const USUAL_KEPT = 20
export const KEPT_CHOICES = [5, 10, 20, 50, 100] as const

export function createKeeping({ store, services: { archive, settings } }: Omit<PageTools, 'toasts'>): Keeping {
  return {
    loadPins: async workspaceId => {
      const pins = new Set(await archive.pinned(workspaceId))
      if (store.getState().workspaceId === workspaceId) store.setState({ pins })
    },
    pinRun: async (executionId, pinned) => {
      const pins = new Set(store.getState().pins)
      if (pinned) pins.add(executionId)
      else pins.delete(executionId)
      store.setState({ pins })
      await archive.pin(executionId, pinned)
    },
    setKeptRuns: keptRuns => {
      settings.write(SETTING, String(keptRuns))
      store.setState({ keptRuns })
    },
    pruneRuns: async () => {
      const { workspaceId, keptRuns } = store.getState()
      const gone = new Set(await archive.prune(workspaceId, keptRuns))
      const { runs: before, runId } = store.getState()
      if (![...gone].some(id => before.has(id))) return
      const runs = new Map([...before].filter(([id]) => !gone.has(id)))
      const next = runId !== undefined && gone.has(runId) ? runsNewestFirst(runs)[0]?.id : runId
      store.setState({ runs, runId: next })
    },
  }
}

const SETTING = 'kept-runs'

/** The number of runs a person chose to keep. */
export function readKeptRuns(read: (name: string) => string | undefined): number {
  const chosen = Number(read(SETTING))
  return KEPT_CHOICES.find(count => count === chosen) ?? USUAL_KEPT
}
