import type { Example } from '../../examples'
import type { ArchiveChange, Workspace } from '../client'
import { type Opened, pathOf } from '../opened/opened'
import { forgetThrowAway, noteThrowAway, oldThrowAways } from '../opened/throwAway'
import { looksBinary, MAX_FLOW_BYTES } from './accept'
import type { Checking } from './checking'
import { currentWorkspace, type Drafts, draftOf, replaceWorkspace } from './drafts'
import type { PageTools } from './page'
import { INITIAL, type PageState, type RunTab, runsNewestFirst } from './pageState'
import type { Runs } from './runs'
import { dropUnsaved, withUnsaved } from './unsaved'

/** What a person does to the flows of this browser. */
export type Workspaces = {
  /**
   * Reads what this browser keeps and shows the flow that was open last, unless `outside` has shown another before.
   * Call once.
   */
  readonly open: (outside?: () => Promise<void>) => Promise<void>
  readonly openWorkspace: (id: string) => Promise<void>
  readonly newWorkspace: () => Promise<void>
  readonly openExample: (example: Pick<Example, 'id' | 'source'>) => Promise<void>
  /** Opens a file from the computer as a new flow. */
  readonly openFile: (file: File) => Promise<void>
  /** Writes another flow id into the text. */
  readonly rename: (id: string) => void
  readonly deleteWorkspace: (workspace: Workspace) => Promise<void>
  readonly addFile: (file: File) => Promise<void>
  /** Opens a dropped YAML as a flow; any other file becomes a file of this one. */
  readonly takeFile: (file: File) => Promise<void>
  readonly deleteFile: (path: string) => Promise<void>
  /** Shows what came from outside in a workspace that is thrown away when it is left; answers its id. */
  readonly openThrowAway: (opened: Opened) => Promise<string>
  /** Keeps the flow that came from outside in this browser. */
  readonly saveCopy: () => Promise<void>
  /** Puts the text and the inputs back to how they came. */
  readonly backToOpened: () => void
  /** Takes the version that another tab saved. */
  readonly loadForeignVersion: () => void
  /** Keeps the text of this tab as a flow of its own. */
  readonly keepOwnVersion: () => Promise<void>
}

const EMPTY_FLOW = `id: my_flow
namespace: company.team
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: Hello from {{ flow.id }}
`

const MAX_FILE_BYTES = 1_000_000_000

export function createWorkspaces(tools: PageTools, drafts: Drafts, checking: Checking, runs: Runs): Workspaces {
  const { store, services, toasts } = tools
  const { archive } = services
  /** Secrets of the flows that were open in this tab: one that comes from outside never sees another's. */
  const secretsOf = new Map<string, Pick<PageState, 'secrets' | 'secretInputs'>>()

  const show = async (workspace: Workspace, opened?: Opened): Promise<void> => {
    drafts.saveNow()
    const state = store.getState()
    const others = state.workspaces.filter(({ id }) => !(state.opened && id === state.workspaceId))
    if (state.opened) void throwAway(state.workspaceId)
    secretsOf.set(state.workspaceId, { secrets: state.secrets, secretInputs: state.secretInputs })
    store.setState({
      ...OF_ONE_WORKSPACE,
      ...(secretsOf.get(workspace.id) ?? { secrets: INITIAL.secrets, secretInputs: INITIAL.secretInputs }),
      workspaceId: workspace.id,
      workspaces: replaceWorkspace(others, workspace),
      draft: { source: workspace.source, stamp: state.draft.stamp + 1 },
      inputs: workspace.inputs,
      stubs: workspace.stubs ?? INITIAL.stubs,
      ...(opened ? shownAtOpening(opened, state.draft.stamp) : {}),
    })
    if (!opened) services.settings.write('workspace', workspace.id)
    void checking.now()
    const [files] = await Promise.all([archive.workspaceFiles(workspace.id), runs.loadRuns(workspace.id)])
    const after = store.getState()
    if (after.workspaceId !== workspace.id) return
    store.setState({ files: opened?.files ?? files })
    if (after.runId === undefined && !opened) await runs.showRun(runsNewestFirst(after.runs)[0]?.id)
  }

  const make = async (source: string, example?: string): Promise<void> => {
    const date = new Date(services.now()).toISOString()
    const id = services.newId()
    const workspace: Workspace = {
      id,
      source,
      version: 'auto',
      inputs: {},
      created: date,
      updated: date,
      ...(example === undefined ? {} : { example }),
    }
    await show(workspace)
    try {
      await archive.saveWorkspace(workspace)
    } catch (error) {
      store.setState({ saved: 'failed', saveError: error instanceof Error ? error.message : String(error) })
    }
  }

  /** Deletes what nobody saved, with its runs. */
  const throwAway = async (id: string): Promise<void> => {
    await archive.deleteWorkspace(id)
    forgetThrowAway(services.settings, id)
  }

  /** Gives the archive a text that was kept when its page went. */
  const saveRestored = async (workspace: Workspace): Promise<void> => {
    try {
      await archive.saveWorkspace(workspace)
      dropUnsaved(services.settings, workspace.id)
    } catch (error) {
      store.setState({ saved: 'failed', saveError: error instanceof Error ? error.message : String(error) })
    }
  }

  const showLast = async (workspaces: readonly Workspace[]): Promise<void> => {
    const { openProblem } = store.getState()
    const last = workspaces.find(({ id }) => id === services.settings.read('workspace')) ?? newest(workspaces)
    const [example] = services.examples
    if (last) await show(last)
    else await make(example?.source ?? EMPTY_FLOW, example?.id)
    store.setState({ openProblem })
  }

  const takeChange = async (change: ArchiveChange): Promise<void> => {
    const { workspaceId } = store.getState()
    if (change.workspaceId !== workspaceId) return
    if (change.type === 'execution') return runs.loadRuns(workspaceId)
    const theirs = (await archive.workspaces()).find(({ id }) => id === workspaceId)
    const state = store.getState()
    if (theirs && state.workspaceId === workspaceId && theirs.source !== state.draft.source) {
      store.setState({ foreignVersion: theirs })
    }
  }

  const openFile = async (file: File): Promise<void> => {
    const text = await readFlowFile(file)
    if (text === undefined) {
      toasts.toast(`${file.name} is not a text of a flow, so it was not opened. Nothing was changed.`)
      return
    }
    await make(text)
  }

  const addFile = async (file: File): Promise<void> => {
    if (file.size > MAX_FILE_BYTES) {
      toasts.toast(`${file.name} is ${(file.size / 1e9).toFixed(1)} GB. The limit here is 1 GB.`)
      return
    }
    const { workspaceId } = store.getState()
    const added = { path: file.name, content: file }
    try {
      await archive.saveWorkspaceFile(workspaceId, added)
      store.setState(({ files }) => ({ files: [...files.filter(({ path }) => path !== file.name), added] }))
    } catch (error) {
      toasts.toast(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    open: async outside => {
      services.engine.subscribe(runs.takeEvents)
      archive.watch(change => void takeChange(change))
      const kept = await archive.workspaces()
      const workspaces = kept.map(workspace => withUnsaved(workspace, services.settings))
      store.setState({ workspaces })
      for (const id of oldThrowAways(services.settings, services.now())) void throwAway(id)
      for (const workspace of workspaces) if (!kept.includes(workspace)) await saveRestored(workspace)
      try {
        await outside?.()
      } finally {
        if (store.getState().workspaceId === '') await showLast(workspaces)
        store.setState({ ready: true })
      }
      await runs.refreshUsage()
    },
    openWorkspace: async id => {
      const workspace = store.getState().workspaces.find(other => other.id === id)
      if (workspace) await show(workspace)
    },
    newWorkspace: () => make(EMPTY_FLOW),
    openExample: example => make(example.source, example.id),
    openFile,
    rename: id => {
      const { source } = store.getState().draft
      const line = `id: ${id}`
      drafts.replaceText(/^id:.*$/m.test(source) ? source.replace(/^id:.*$/m, () => line) : `${line}\n${source}`)
    },
    deleteWorkspace: async workspace => {
      await archive.deleteWorkspace(workspace.id)
      const left = store.getState().workspaces.filter(({ id }) => id !== workspace.id)
      store.setState({ workspaces: left })
      if (store.getState().workspaceId !== workspace.id) return
      const next = newest(left)
      if (next) await show(next)
      else await make(services.examples[0]?.source ?? EMPTY_FLOW)
    },
    takeFile: file => (/\.ya?ml$/i.test(file.name) ? openFile(file) : addFile(file)),
    addFile,
    deleteFile: async path => {
      const { workspaceId, files } = store.getState()
      const file = files.find(other => other.path === path)
      await archive.deleteWorkspaceFile(workspaceId, path)
      store.setState({ files: files.filter(other => other !== file) })
      if (file) toasts.toast(`Deleted ${path}.`, { title: 'Undo', run: () => void restoreFile(workspaceId, file) })
    },
    openThrowAway: async opened => {
      const date = new Date(services.now()).toISOString()
      const { source, version, inputs, stubs } = opened
      const workspace = { id: services.newId(), source, version, inputs, stubs, created: date, updated: date }
      noteThrowAway(services.settings, workspace.id, services.now())
      await show(workspace, opened)
      return workspace.id
    },
    saveCopy: async () => {
      const state = store.getState()
      const workspace = currentWorkspace(state)
      if (!workspace || !state.opened) return
      const copy = draftOf(state, workspace, workspace.updated)
      try {
        await archive.saveWorkspace(copy)
        for (const file of state.files) await archive.saveWorkspaceFile(copy.id, file)
      } catch (error) {
        toasts.toast(error instanceof Error ? error.message : String(error))
        return
      }
      forgetThrowAway(services.settings, copy.id)
      services.settings.write('workspace', copy.id)
      store.setState(({ workspaces }) => ({
        opened: undefined,
        saved: 'saved',
        workspaces: replaceWorkspace(workspaces, copy),
      }))
      toasts.toast('Saved a copy in this browser.')
    },
    backToOpened: () => {
      const { opened } = store.getState()
      if (!opened) return
      store.setState({ inputs: opened.inputs, inputProblems: [] })
      drafts.replaceText(opened.source)
    },
    loadForeignVersion: () => {
      const { foreignVersion } = store.getState()
      store.setState({ foreignVersion: undefined })
      if (foreignVersion) void show(foreignVersion)
    },
    keepOwnVersion: async () => {
      const state = store.getState()
      const workspace = currentWorkspace(state)
      if (!workspace) return
      store.setState({ foreignVersion: undefined })
      await make(state.draft.source, workspace.example)
      toasts.toast('Your version is kept as a flow of its own.')
    },
  }

  async function restoreFile(workspaceId: string, file: PageState['files'][number]): Promise<void> {
    await archive.saveWorkspaceFile(workspaceId, file)
    store.setState(({ files }) => ({ files: [...files, file] }))
    toasts.closeToast()
  }
}

/** What belongs to one workspace and is forgotten when another one is shown. */
const OF_ONE_WORKSPACE = {
  saved: INITIAL.saved,
  saveError: INITIAL.saveError,
  foreignVersion: INITIAL.foreignVersion,
  files: INITIAL.files,
  opened: INITIAL.opened,
  openProblem: INITIAL.openProblem,
  check: INITIAL.check,
  inputProblems: INITIAL.inputProblems,
  asked: INITIAL.asked,
  runs: INITIAL.runs,
  runId: INITIAL.runId,
  startError: INITIAL.startError,
  tab: INITIAL.tab,
  leftTab: INITIAL.leftTab,
  path: INITIAL.path,
  expression: INITIAL.expression,
} satisfies Partial<PageState>

const RUN_TABS: readonly RunTab[] = ['overview', 'gantt', 'logs', 'outputs']

/** What the page shows of something opened: the tab, the selection and the line that it names. */
function shownAtOpening(opened: Opened, stamp: number): Partial<PageState> {
  const { tab, select, line } = opened.view
  return {
    opened,
    tab: RUN_TABS.find(known => known === tab) ?? INITIAL.tab,
    path: pathOf(select),
    ...(line === undefined ? {} : { reveal: { line, stamp: stamp + 1, focus: false } }),
  }
}

const newest = (workspaces: readonly Workspace[]): Workspace | undefined =>
  workspaces.reduce<Workspace | undefined>(
    (last, next) => (last && last.updated >= next.updated ? last : next),
    undefined,
  )

async function readFlowFile(file: File): Promise<string | undefined> {
  if (file.size > MAX_FLOW_BYTES) return undefined
  const text = await file.text()
  return looksBinary(text) ? undefined : text
}
