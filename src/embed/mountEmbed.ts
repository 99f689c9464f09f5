import type { StartRequest } from '../engine'
import { isTerminated } from '../model'
import { announce } from './announce'
import { make } from './dom'
import { type OpenedSource, openSource } from './openSource'
import { drawOutputs } from './outputs'
import type { Parameters } from './parameters'
import type { EmbedCommand, EmbedTab } from './protocol'
import { createRuns, type RunView, type ShownRun } from './run'
import { drawFlow, drawFooter, drawHeader, drawLogs, isSplit, type Presses, type Shown } from './screen'
import type { EmbedEditor, EmbedServices } from './services'
import { flowIdOf, namespaceOf, shownHosts, taskLines } from './summary'
import { openTalk } from './talk'
import { followTheme } from './theme'
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
  let around: Around = {}
  let authors: ShownRun | undefined
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
    if (!before.starting && after.starting) talk.tell({ type: 'runstart', run: ++number })
    if (!after.authors) {
      announce(talk.tell, before, after, yaml)
      afterEnd(before, after)
    }
    if (before.execution === after.execution && before.logs === after.logs) drawBars()
    else draw()
  })
  const talk = openTalk(parameters.origin, (command, id) => obey(command, id))

  /** Where the end of a run leads: to the log of a failure, else to the last file. */
  const afterEnd = (before: RunView, { execution }: RunView): void => {
    if (!execution || !isTerminated(execution.state.current)) return
    if (before.execution?.state.current === execution.state.current) return
    const last = firstShown(valuesOf(execution))
    if (execution.state.current === 'FAILED') tab = 'logs'
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
    if (yaml !== '')
      void runs.run({ source: yaml, inputs, guest: { hosts: shownHosts(yaml) }, ...requestOf(around, yaml) })
  }
  const setFlow = (text: string): void => {
    original = text
    around = {}
    authors = undefined
    change(text)
    editor?.replace(text)
    runs.clear()
  }
  const setTheme = followTheme(parameters.theme)
  const presses: Presses = {
    tab: showTab,
    run: () => {
      pressed = true
      run()
    },
    stop: runs.stop,
    answer: runs.answer,
    resume: runs.resume,
    reset: () => {
      change(original)
      editor?.replace(original)
      tab = parameters.tab
      if (authors) runs.show(authors)
      else runs.clear()
    },
    copy: () => void navigator.clipboard.writeText(yaml),
    leave: event => {
      if (yaml === '' || (yaml === original && (parameters.link ?? parameters.src) !== undefined)) return
      event.preventDefault()
      void import('../links').then(({ encodeLink }) => {
        window.open(`${services.base}${encodeLink({ flows: [yaml], inputs })}`, '_blank', 'noopener')
      })
    },
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
    link: linkOf(services.base, parameters),
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
    const content = Math.max(0, ...[...panels.children].map(panel => panel.firstElementChild?.scrollHeight ?? 0))
    const wanted = head.offsetHeight + foot.offsetHeight + content + 2
    const height = parameters.height === 'auto' ? Math.min(MAX_HEIGHT, Math.max(160, wanted)) : parameters.height
    if (height !== toldHeight) talk.tell({ type: 'resize', height })
    toldHeight = height
  }

  let wasSplit = isSplit(parameters, root.clientWidth)
  new ResizeObserver(() => {
    const split = isSplit(parameters, root.clientWidth)
    if (split !== wasSplit) draw()
    else tellHeight()
    wasSplit = split
  }).observe(root)

  const opened = await openSource(parameters)
  if (opened.ok) {
    original = opened.yaml
    yaml = opened.yaml
    inputs = { ...opened.inputs, ...parameters.inputs }
    problem = opened.note
    selected ??= opened.select
    around = opened.around
    authors = opened.authors
    if (authors) runs.show(authors)
  } else problem = opened.message
  draw()
  talk.tell({ type: 'ready' })
  if (problem) talk.tell({ type: 'error', code: 'no-flow', message: problem })
}

type Around = Extract<OpenedSource, { readonly ok: true }>['around']

/** What a run takes along of what came with the flow; files belong to the flow's own namespace. */
function requestOf(
  { version = 'auto', files = [], stubs = {} }: Around,
  yaml: string,
): Pick<StartRequest, 'version' | 'files' | 'stubs'> {
  const namespace = namespaceOf(yaml)
  return {
    version,
    files: files.map(({ path, content }) => ({ namespace, path, content: new Blob([content.slice()]) })),
    stubs: Object.fromEntries(Object.entries(stubs).map(([id, outputs]) => [id, { outputs }])),
  }
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

/** The same flow on the whole page, as it came. */
const linkOf = (base: string, { link, src }: Parameters): string =>
  link ? `${base}${link}` : `${base}${src ? `?src=${encodeURIComponent(src)}` : ''}`

/** Draws anew without taking the focus away from a button that stays. */
function keepFocus(box: HTMLElement, redraw: () => void): void {
  const buttons = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('button, a')]
  const at = buttons().findIndex(button => button.matches(':focus'))
  redraw()
  if (at !== -1) buttons().at(at)?.focus()
}
