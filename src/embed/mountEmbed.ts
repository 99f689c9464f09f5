import { isTerminated } from '../model'
import { make } from './dom'
import { openSource } from './openSource'
import { drawOutputs } from './outputs'
import type { Parameters } from './parameters'
import type { EmbedCommand, EmbedTab } from './protocol'
import { createRuns, type RunView } from './run'
import { drawFlow, drawFooter, drawHeader, drawLogs, isSplit, type Presses, type Shown } from './screen'
import type { EmbedEditor, EmbedServices } from './services'
import { flowIdOf, taskLines } from './summary'
import { openTalk } from './talk'
import { firstShown, isFile, valuesOf } from './values'

const MAX_HEIGHT = 900
const MAX_VALUE = 1_000_000

/** Draws an embed into an element. Nothing of the flow runs before the reader presses Run. */
export async function mountEmbed(root: HTMLElement, parameters: Parameters, services: EmbedServices): Promise<void> {
  let original = ''
  let yaml = ''
  let inputs: Readonly<Record<string, unknown>> = parameters.inputs
  let tab: EmbedTab = parameters.layout === 'result' ? 'outputs' : parameters.tab
  let selected = parameters.select
  let folded = parameters.lines
  let problem: string | undefined
  let pressed = false
  let number = 0
  let editor: EmbedEditor | undefined
  const panels = make('main')
  const head = make('div')
  const foot = make('div')
  const editorBox = make('div', { className: 'editor', hidden: true })
  root.append(...(parameters.hide.has('header') ? [] : [head]), panels, foot)

  const runs = createRuns(services.openEngine, (before, after) => {
    announce(before, after)
    draw()
  })
  const talk = openTalk(parameters.origin, (command, id) => obey(command, id))

  const announce = (before: RunView, after: RunView): void => {
    const { execution } = after
    if (!before.starting && after.starting) talk.tell({ type: 'runstart', run: ++number })
    if (after.refusal && after.refusal !== before.refusal) {
      talk.tell({ type: 'error', code: 'invalid-flow', message: after.refusal })
    }
    if (before.progress !== after.progress) {
      const sum = (of: 'received' | 'total') => after.progress.reduce((all, part) => all + (part[of] ?? 0), 0)
      if (sum('total') > 0) talk.tell({ type: 'download', got: sum('received'), total: sum('total') })
    }
    if (!execution || execution === before.execution) return
    const lines = taskLines(yaml)
    for (const { id, taskId, state, failure } of execution.taskRuns) {
      const was = before.execution?.taskRuns.find(other => other.id === id)
      if (was?.state.current === state.current) continue
      const line = lines.get(taskId)
      const place = line === undefined ? {} : { line }
      talk.tell({ type: 'task', task: taskId, state: state.current, ...place })
      if (failure) talk.tell({ type: 'error', code: 'failed', task: taskId, message: failure.message, ...place })
    }
    const { current, histories } = execution.state
    if (!isTerminated(current) || before.execution?.state.current === current) return
    const times = [histories[0], histories.at(-1)].map(hop => Date.parse(hop?.date ?? ''))
    talk.tell({ type: 'runend', state: current, ms: (times[1] ?? 0) - (times[0] ?? 0) })
    const last = firstShown(valuesOf(execution))
    if (current === 'FAILED') tab = 'logs'
    else if (last && (isFile(last.value) || tab === 'flow')) tab = 'outputs'
  }

  const showTab = (next: EmbedTab): void => {
    tab = next
    draw()
  }
  const change = (text: string): void => {
    const wasDirty = yaml !== original
    yaml = text
    const dirty = yaml !== original
    if (dirty !== wasDirty) talk.tell({ type: 'change', dirty })
    drawBars()
  }
  const run = (): void => {
    if (yaml !== '') void runs.run({ source: yaml, version: 'auto', inputs })
  }
  const setFlow = (text: string): void => {
    original = text
    change(text)
    editor?.replace(text)
    runs.clear()
  }
  const presses: Presses = {
    tab: showTab,
    run: () => {
      pressed = true
      run()
    },
    stop: runs.stop,
    reset: () => {
      change(original)
      editor?.replace(original)
      tab = parameters.tab
      runs.clear()
    },
    copy: () => void navigator.clipboard.writeText(yaml),
    edit: parameters.readonly ? undefined : () => void edit(),
  }
  const edit = async (): Promise<void> => {
    tab = 'flow'
    editor ??= await services.openEditor(editorBox, yaml, change)
    editorBox.hidden = false
    draw()
  }
  const obey = (command: EmbedCommand, id: string): void => {
    switch (command.type) {
      case 'theme':
        setTheme(command.value)
        break
      case 'flow':
        if (!runs.isBusy()) setFlow(command.yaml)
        break
      case 'inputs':
        inputs = command.values
        break
      case 'tab':
        showTab(command.name)
        break
      case 'select':
        select(command.expression)
        break
      case 'stop':
        runs.stop()
        break
      case 'reset':
        presses.reset()
        break
      case 'get':
        answerValue(command.expression, id)
        break
      case 'run':
        if (pressed) run()
        else talk.tell({ type: 'error', code: 'needs-press', message: 'The reader has not pressed Run here yet.' }, id)
        break
      default:
        command satisfies never
    }
  }
  const answerValue = (expression: string, id: string): void => {
    const { execution } = runs.view()
    const found = execution && pressed ? valuesOf(execution).find(value => value.expression === expression) : undefined
    const json = JSON.stringify(found?.value)
    if (json === undefined) talk.tell({ type: 'value', omitted: 'no such value' }, id)
    else if (json.length > MAX_VALUE) talk.tell({ type: 'value', omitted: 'too large' }, id)
    else talk.tell({ type: 'value', json }, id)
  }
  const select = (expression: string): void => {
    selected = expression
    talk.tell({ type: 'select', expression })
    showTab('outputs')
  }

  const shown = (): Shown => ({
    yaml,
    title: parameters.title ?? flowIdOf(yaml),
    tab,
    dirty: yaml !== original,
    view: runs.view(),
    problem,
    link: linkOf(services.base, parameters, yaml === original),
  })
  const drawBars = (): void => {
    keepFocus(head, () => head.replaceChildren(drawHeader(shown(), presses)))
    keepFocus(foot, () => foot.replaceChildren(drawFooter(shown(), presses)))
  }
  const drawPanel = (which: EmbedTab): HTMLElement => {
    const panel = make('div', { className: 'panel', role: 'tabpanel', id: `panel-${which}` }, panelBody(which))
    panel.setAttribute('aria-labelledby', `tab-${which}`)
    panel.tabIndex = which === 'flow' ? 0 : -1
    return panel
  }
  const panelBody = (which: EmbedTab): HTMLElement => {
    if (which === 'outputs') {
      return drawOutputs(runs.view(), selected, select, { file: runs.file, readRows: services.readRows })
    }
    if (which === 'logs') return drawLogs(runs.view())
    if (editor) return editorBox
    return drawFlow(yaml, {
      lines: folded,
      marked: parameters.marked,
      numbers: !parameters.hide.has('numbers'),
      states: statesOf(runs.view(), yaml),
      onUnfold: () => {
        folded = undefined
        draw()
      },
    })
  }
  const draw = (): void => {
    drawBars()
    const split = isSplit(parameters, root.clientWidth)
    panels.classList.toggle('split', split)
    const which: readonly EmbedTab[] = split ? ['flow', tab === 'flow' ? 'outputs' : tab] : [tab]
    panels.replaceChildren(...which.map(drawPanel))
    tellHeight()
  }

  let toldHeight = 0
  const tellHeight = (): void => {
    const content = Math.max(0, ...[...panels.children].map(panel => panel.scrollHeight))
    const wanted = head.offsetHeight + foot.offsetHeight + content + 2
    const height = parameters.height === 'auto' ? Math.min(MAX_HEIGHT, Math.max(160, wanted)) : parameters.height
    if (height !== toldHeight) talk.tell({ type: 'resize', height })
    toldHeight = height
  }

  const dark = matchMedia('(prefers-color-scheme: dark)')
  let theme = parameters.theme
  const setTheme = (next: Parameters['theme']): void => {
    theme = next
    const resolved = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme
    document.documentElement.dataset.theme = resolved
  }
  dark.addEventListener('change', () => setTheme(theme))
  setTheme(theme)
  let wasSplit = isSplit(parameters, root.clientWidth)
  new ResizeObserver(() => {
    const split = isSplit(parameters, root.clientWidth)
    if (split !== wasSplit) draw()
    wasSplit = split
  }).observe(root)

  const opened = await openSource(parameters)
  if (opened.ok) {
    original = opened.yaml
    yaml = opened.yaml
    inputs = { ...opened.inputs, ...parameters.inputs }
    problem = opened.note
    selected ??= opened.select
  } else problem = opened.message
  draw()
  talk.tell({ type: 'ready' })
  if (problem) talk.tell({ type: 'error', code: 'no-flow', message: problem })
}

/** The state of each task at its line, in a word. */
function statesOf({ execution }: RunView, yaml: string): ReadonlyMap<number, string> {
  const lines = taskLines(yaml)
  const states = new Map<number, string>()
  for (const { taskId, state } of execution?.taskRuns ?? []) {
    const line = lines.get(taskId)
    if (line !== undefined) states.set(line, state.current)
  }
  return states
}

/** The same flow on the whole page. A text that was edited here goes there as it came. */
function linkOf(base: string, { link, src }: Parameters, same: boolean): string {
  if (link) return `${base}${link}`
  if (src && same) return `${base}?src=${encodeURIComponent(src)}`
  return base
}

/** Draws anew without taking the focus away from a button that stays. */
function keepFocus(box: HTMLElement, redraw: () => void): void {
  const buttons = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('button, a')]
  const at = buttons().findIndex(button => button.matches(':focus'))
  redraw()
  if (at !== -1) buttons().at(at)?.focus()
}
