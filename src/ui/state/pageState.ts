import type { AskedInput, FlowCheck, InputProblem } from '../../engine'
import type { Course, Lesson } from '../../lessons'
import { type Execution, isTerminated, type LogEntry, type MetricEntry, type Progress } from '../../model'
import type { RuntimeStatus, Usage, Workspace, WorkspaceFile } from '../client'
import type { Opened } from '../opened/opened'
import type { ValuePath } from '../outputs/path'

export type LeftTab = 'flow' | 'inputs' | 'files' | 'lesson'
export type RunTab = 'overview' | 'gantt' | 'logs' | 'topology' | 'outputs' | 'metrics'

/** Container widths: panes side by side, narrower, one at a time, and the phone's own layout. */
export type Layout = 'wide' | 'desktop' | 'compact' | 'single' | 'phone'

/** Which pane a one-pane layout shows. */
export type PaneShown = 'flow' | 'execution'

export type SavedState = 'saved' | 'saving' | 'failed'

/** A short message at the foot of the page, with at most one action. */
export type Toast = {
  readonly id: number
  readonly text: string
  readonly action?: { readonly title: string; readonly run: () => void }
}

/** A request to show a place of the text: the editor scrolls there and takes the focus when `focus` is set. */
export type Reveal = {
  readonly stamp: number
  readonly line: number
  readonly column?: number
  readonly focus: boolean
}

/** The text as the page knows it. `stamp` grows when the page, not the editor, changed it. */
export type Draft = { readonly source: string; readonly stamp: number }

export type ThemeSetting = 'system' | 'light' | 'dark'

export type PageDialog =
  | 'shortcuts'
  | 'storage'
  | 'palette'
  | 'share'
  | 'lessons'
  | 'examples'
  | 'offline'
  | 'stub'
  | 'fire'

export type PageState = {
  readonly ready: boolean
  readonly theme: ThemeSetting
  readonly layout: Layout
  readonly pane: PaneShown
  readonly workspaces: readonly Workspace[]
  readonly workspaceId: string
  readonly draft: Draft
  readonly saved: SavedState
  readonly saveError: string | undefined
  /** Another tab changed this flow while it was open here. */
  readonly foreignVersion: Workspace | undefined
  readonly inputs: Readonly<Record<string, unknown>>
  readonly files: readonly WorkspaceFile[]
  /** Set while the flow is someone's link, address or .zip, and not kept in this browser. */
  readonly opened: Opened | undefined
  /** Why what should have been opened was not. */
  readonly openProblem: string | undefined
  /** Outputs given to tasks that cannot run here, by task id. */
  readonly stubs: Opened['stubs']
  /** The trigger that the dialog fires. */
  readonly firing: string | undefined
  /** The task whose stub the dialog edits. */
  readonly stubFor: string | undefined
  /** Values of secrets by name; they stay in this tab's memory. */
  readonly secrets: Readonly<Record<string, string>>
  /** What was typed for SECRET inputs, by id; it stays in this tab's memory, too. */
  readonly secretInputs: Readonly<Record<string, unknown>>
  /** The lesson that the open flow belongs to. */
  readonly lesson: Lesson | undefined
  /** All lessons, once they were asked for. */
  readonly courses: readonly Course[] | undefined
  /** What the engine said of `checkedSource`; it may be a moment behind the draft. */
  readonly check: FlowCheck | undefined
  readonly checkedSource: string
  readonly inputProblems: readonly InputProblem[]
  /** What the form shows of inputs that depend on others; empty where none does. */
  readonly asked: readonly AskedInput[]
  readonly leftTab: LeftTab
  /** Runs of this workspace by id. */
  readonly runs: ReadonlyMap<string, Execution>
  readonly logs: ReadonlyMap<string, readonly LogEntry[]>
  /** What tasks measured, of runs whose metrics were looked at or came in. */
  readonly metrics: ReadonlyMap<string, readonly MetricEntry[]>
  readonly progress: ReadonlyMap<string, readonly Progress[]>
  /** The run on the right; undefined shows what the next run will do. */
  readonly runId: string | undefined
  readonly starting: boolean
  /** Why the last press of Run started nothing. */
  readonly startError: string | undefined
  readonly tab: RunTab
  readonly path: ValuePath
  readonly runtimes: readonly RuntimeStatus[]
  readonly usage: Usage | undefined
  readonly toast: Toast | undefined
  readonly reveal: Reveal | undefined
  /** A text the editor shall put at its cursor. */
  readonly insertion: { readonly stamp: number; readonly text: string } | undefined
  /** Text for the live regions. */
  readonly polite: string
  readonly assertive: string
  /** Whether outputs are shown beside those of an earlier run. */
  readonly comparing: boolean
  /** The expression in the debugger. */
  readonly expression: string
  /** Whether the debugger is unfolded; undefined until the person chose. */
  readonly debuggerOpen: boolean | undefined
  readonly dialog: PageDialog | undefined
  /** Bytes of the files of runs, as far as they were asked for. */
  readonly sizes: ReadonlyMap<string, number>
  /** Runs that stay when older ones are deleted. */
  readonly pins: ReadonlySet<string>
  /** Bytes that wait for a yes to be downloaded over mobile data. */
  readonly mobileBytes: number | undefined
  /** How many runs of a flow stay. */
  readonly keptRuns: number
  readonly online: boolean
  /** Whether everything that the site brings is in this browser. */
  readonly savedOffline: boolean
  /** Bytes that have come and that have to come, while everything is being saved. */
  readonly saving: { readonly received: number; readonly total: number; readonly stop: () => void } | undefined
  /** Why saving ended before its end; `full`: for lack of room. */
  readonly saveProblem: { readonly text: string; readonly full: boolean } | undefined
  /** Whether a new build of the page waits for the reader's word. */
  readonly updateReady: boolean
}

export const INITIAL: PageState = {
  ready: false,
  theme: 'system',
  layout: 'desktop',
  pane: 'flow',
  workspaces: [],
  workspaceId: '',
  draft: { source: '', stamp: 0 },
  saved: 'saved',
  saveError: undefined,
  foreignVersion: undefined,
  inputs: {},
  files: [],
  opened: undefined,
  openProblem: undefined,
  stubs: {},
  firing: undefined,
  stubFor: undefined,
  secrets: {},
  secretInputs: {},
  lesson: undefined,
  courses: undefined,
  check: undefined,
  checkedSource: '',
  inputProblems: [],
  asked: [],
  leftTab: 'flow',
  runs: new Map(),
  logs: new Map(),
  metrics: new Map(),
  progress: new Map(),
  runId: undefined,
  starting: false,
  startError: undefined,
  tab: 'overview',
  path: [],
  runtimes: [],
  usage: undefined,
  toast: undefined,
  reveal: undefined,
  insertion: undefined,
  polite: '',
  assertive: '',
  comparing: false,
  expression: '',
  debuggerOpen: undefined,
  dialog: undefined,
  sizes: new Map(),
  pins: new Set(),
  mobileBytes: undefined,
  keptRuns: 20,
  online: true,
  savedOffline: false,
  saving: undefined,
  saveProblem: undefined,
  updateReady: false,
}

/** The run on the right, when there is one. */
export const selectedRun = (state: PageState): Execution | undefined =>
  state.runId === undefined ? undefined : state.runs.get(state.runId)

/** Runs before one that have ended, the nearest first. */
export const runsBefore = (runs: ReadonlyMap<string, Execution>, { number }: Execution): readonly Execution[] =>
  runsNewestFirst(runs).filter(run => run.number < number && isTerminated(run.state.current))

/** Runs of the workspace, newest first. */
export const runsNewestFirst = (runs: ReadonlyMap<string, Execution>): readonly Execution[] =>
  [...runs.values()].sort((one, other) => other.number - one.number)
