import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PageServices, Settings } from '../client'
import { createOpening, type Opening } from '../opened/opening'
import { createAnnouncer } from './announce'
import { createChecking } from './checking'
import { createDrafts, type Drafts } from './drafts'
import { createKeeping, type Keeping, readKeptRuns } from './keeping'
import { createLaunch, type Launch } from './launch'
import { INITIAL, type PageDialog, type PageState, type RunTab, type ThemeSetting } from './pageState'
import { createRuns, type Runs } from './runs'
import { createToasts, type Toasts } from './toasts'
import { warmUp } from './warmUp'
import { createWorkspaces, type Workspaces } from './workspaces'

/** The page's state with everything a person can do to it. */
export type Page = Drafts &
  Launch &
  Keeping &
  Runs &
  Workspaces &
  Opening &
  Toasts &
  Views & {
    readonly store: StoreApi<PageState>
    readonly services: PageServices
    /** Asks anew what the text needs, after what is in this browser has changed. */
    readonly recheck: () => Promise<void>
    /** Writes what is not yet written; for `pagehide`. */
    readonly flush: () => void
  }

type Views = {
  readonly showTab: (tab: RunTab) => void
  readonly showDialog: (dialog: PageDialog | undefined) => void
  readonly setTheme: (theme: ThemeSetting) => void
  /** Shows a line of the text; takes the focus there when a person asked for it. */
  readonly goToLine: (line: number, column?: number) => void
  /** Opens the dialog that gives a task a stub. */
  readonly editStub: (taskId: string) => void
  /** Opens the dialog that fires a trigger. */
  readonly editFiring: (triggerId: string) => void
  /** Puts a text at the editor's cursor. */
  readonly insert: (text: string) => void
}

/** What the groups of actions share. */
export type PageTools = {
  readonly store: StoreApi<PageState>
  readonly services: PageServices
  readonly toasts: Toasts
}

/** Makes a page over its services. Nothing starts before `open`. */
export function createPage(services: PageServices): Page {
  const store = createStore<PageState>(() => ({ ...INITIAL, keptRuns: readKeptRuns(services.settings.read) }))
  const toasts = createToasts(store)
  const tools: PageTools = { store, services, toasts }
  const checking = createChecking(tools)
  const drafts = createDrafts(tools, checking)
  const keeping = createKeeping(tools)
  const runs = createRuns(tools, createAnnouncer(store, services.now), keeping)
  const workspaces = createWorkspaces(tools, drafts, checking, runs)
  warmUp(tools)
  return {
    store,
    services,
    ...toasts,
    ...drafts,
    ...createLaunch(tools),
    ...keeping,
    ...runs,
    ...workspaces,
    ...createOpening(tools, workspaces, runs),
    ...createViews(store, services.settings),
    recheck: checking.now,
    flush: () => {
      drafts.saveNow()
      runs.finishDeletions()
    },
  }
}

function createViews(store: StoreApi<PageState>, settings: Settings): Views {
  let stamp = 0
  return {
    showTab: tab => store.setState({ tab, pane: 'execution' }),
    showDialog: dialog => store.setState({ dialog }),
    setTheme: theme => {
      settings.write('theme', theme)
      store.setState({ theme })
    },
    goToLine: (line, column) => {
      stamp++
      const place = column === undefined ? { line } : { line, column }
      store.setState({ leftTab: 'flow', pane: 'flow', reveal: { ...place, stamp, focus: true } })
    },
    editStub: stubFor => store.setState({ dialog: 'stub', stubFor }),
    editFiring: firing => store.setState({ dialog: 'fire', firing }),
    insert: text => {
      stamp++
      store.setState({ leftTab: 'flow', pane: 'flow', insertion: { stamp, text } })
    },
  }
}
