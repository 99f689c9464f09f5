import { type CallAnswer, type CallQuestion, durationOf, isTerminated, type TaskRun } from '../model'
import { type CodeLook, drawCode } from './code'
import { make } from './dom'
import type { Parameters } from './parameters'
import type { EmbedTab } from './protocol'
import { pausedIn, type RunView } from './run'
import { summaryOf } from './summary'

/** What the embed's frame shows at a moment. */
export type Shown = {
  readonly yaml: string
  readonly title: string
  readonly tab: EmbedTab
  readonly dirty: boolean
  readonly view: RunView
  readonly problem: string | undefined
  readonly link: string
}

/** What a reader can press. */
export type Presses = {
  readonly tab: (tab: EmbedTab) => void
  readonly run: () => void
  readonly stop: () => void
  readonly answer: (answer: CallAnswer) => void
  readonly resume: () => void
  readonly reset: () => void
  readonly copy: () => void
  /** Before the whole page opens: a text that no link holds yet is packed into one. */
  readonly leave: (event: MouseEvent) => void
  readonly edit: (() => void) | undefined
}

const TABS: readonly (readonly [EmbedTab, string])[] = [
  ['flow', 'Flow'],
  ['outputs', 'Outputs'],
  ['logs', 'Logs'],
]

/** The bar at the top: name, tabs, copy, and the way to the whole page. */
export function drawHeader({ title, tab, link }: Shown, presses: Presses): HTMLElement {
  const tabs = TABS.map(([id, name]) => {
    const button = make(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, onclick: () => presses.tab(id) },
      name,
    )
    button.setAttribute('aria-selected', String(id === tab))
    button.setAttribute('aria-controls', `panel-${id}`)
    button.tabIndex = id === tab ? 0 : -1
    return button
  })
  const list = make('div', { role: 'tablist', className: 'tabs', onkeydown: walk }, ...tabs)
  list.setAttribute('aria-label', 'Views')
  return make(
    'header',
    {},
    make('h1', {}, title),
    list,
    make('span', { className: 'space' }),
    presses.edit && make('button', { type: 'button', className: 'ghost', onclick: presses.edit }, 'Edit'),
    make('button', { type: 'button', className: 'ghost', onclick: presses.copy }, 'Copy'),
    make('a', { href: link, target: '_blank', rel: 'noopener', onclick: presses.leave }, 'Open in Flowyard ↗'),
  )
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return
  const tabs = [...event.currentTarget.querySelectorAll('button')]
  const at = tabs.findIndex(tab => tab.matches(':focus'))
  event.preventDefault()
  tabs.at((at + step) % tabs.length)?.focus()
}

/** The bar at the foot: Run with what it will do, then how it goes, then how it went. */
export function drawFooter(shown: Shown, presses: Presses): HTMLElement {
  const { view, dirty, problem, yaml } = shown
  const question = view.starting ? view.execution?.question : undefined
  if (question) return drawQuestion(question, presses)
  const paused = view.starting && view.execution ? pausedIn(view.execution) : undefined
  if (paused) return drawPaused(paused, shown, presses)
  const ran = view.execution !== undefined && !view.authors && isTerminated(view.execution.state.current)
  const button = view.starting
    ? make('button', { type: 'button', className: 'bordered', onclick: presses.stop }, 'Stop')
    : make(
        'button',
        { type: 'button', className: ran ? 'bordered' : 'primary', disabled: yaml === '', onclick: presses.run },
        ran ? 'Run again' : 'Run',
      )
  const words = make('span', { className: 'words', role: 'status' }, ...footerWords(shown))
  if (problem ?? view.refusal) words.classList.add('problem')
  return make(
    'footer',
    {},
    button,
    words,
    (ran || dirty) && !view.starting
      ? make('button', { type: 'button', className: 'ghost', onclick: presses.reset }, 'Reset to original')
      : make('a', { href: shown.link, target: '_blank', rel: 'noopener', onclick: presses.leave }, 'Details'),
  )
}

/** A task that waits for a person; what it asks for beyond its defaults is filled in at Flowyard. */
function drawPaused({ taskId }: TaskRun, { view, link }: Shown, { resume, stop, leave }: Presses): HTMLElement {
  const problem = view.resumeProblem
  const said = problem === undefined ? `${taskId} waits for you.` : `${problem}. Open it in Flowyard to fill that in.`
  return make(
    'footer',
    {},
    make('button', { type: 'button', className: 'primary', onclick: resume }, 'Resume'),
    make('span', { className: problem === undefined ? 'words' : 'words problem', role: 'status' }, said),
    make('button', { type: 'button', className: 'ghost', onclick: stop }, 'Stop'),
    make('a', { href: link, target: '_blank', rel: 'noopener', onclick: leave }, 'Details'),
  )
}

/** What a run asks before it calls a host that the bar did not name. */
function drawQuestion({ taskId, host, method, url }: CallQuestion, { answer, stop }: Presses): HTMLElement {
  const button = (name: string, value: CallAnswer): HTMLElement =>
    make('button', { type: 'button', className: 'bordered', onclick: () => answer(value) }, name)
  const words = make(
    'span',
    { className: 'words', role: 'alert', title: `${method} ${url}` },
    `${taskId ?? 'This flow'} wants to call ${host}, which was not in the list.`,
  )
  return make(
    'footer',
    { className: 'asks' },
    words,
    button('Allow once', 'once'),
    button('Allow for this run', 'run'),
    button('Refuse', 'refuse'),
    make('button', { type: 'button', className: 'ghost', onclick: stop }, 'Stop'),
  )
}

function footerWords({ view, yaml, problem }: Shown): readonly (Node | string)[] {
  const { execution, queued, starting, refusal, progress } = view
  if (problem) return [problem]
  if (refusal) return [`Nothing was run. ${refusal}`]
  if (queued) return ['Another example on this page is running. Yours is next.']
  if (starting) {
    const open = progress.find(({ received = 0, total }) => total !== undefined && received < total)
    if (open) return [`${open.title} ${megabytes(open.received ?? 0)} of ${megabytes(open.total ?? 0)} MB`]
    const task = execution?.taskRuns.findLast(({ state }) => state.current === 'RUNNING')
    return [task ? `${task.taskId} is running` : 'Starting']
  }
  if (!execution) return [summaryOf(yaml)]
  const { current, histories } = execution.state
  const state = make('strong', { className: 'badge' }, current)
  state.dataset.state = current
  const took = durationOf(execution.state, Date.parse(histories.at(-1)?.date ?? '')) / 1000
  const tasks = execution.taskRuns.length
  const words = ` ${tasks} ${tasks === 1 ? 'task' : 'tasks'} in ${took.toFixed(2)} s`
  return view.authors ? ['The author’s run: ', state, '. Nothing has run here.'] : [state, words]
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

/** The Flow tab. */
export const drawFlow = (yaml: string, look: CodeLook): HTMLElement => drawCode(yaml, look)

/** The Logs tab. */
export function drawLogs({ logs }: RunView): HTMLElement {
  if (logs.length === 0) return make('p', { className: 'empty' }, 'Logs appear here when the flow runs.')
  const lines = logs.map(({ level, taskId = '', message }) => {
    const line = make('li', {}, make('b', {}, level), make('span', {}, taskId), make('code', {}, message))
    line.dataset.level = level
    return line
  })
  return make('ol', { className: 'logs', role: 'log' }, ...lines)
}

/** Whether flow and outputs stand beside each other, by the layout asked for and the width there is. */
export const isSplit = ({ layout }: Parameters, width: number): boolean =>
  layout === 'split' || (layout === 'auto' && width >= 840)
