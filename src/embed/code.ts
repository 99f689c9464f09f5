import { make } from './dom'
import { highlightLine } from './highlight'
import type { LineRange } from './parameters'

export type CodeLook = {
  readonly lines: LineRange | undefined
  readonly marked: readonly LineRange[]
  readonly numbers: boolean
  /** Marks of tasks by their line: the state and what stands beside it. */
  readonly states: ReadonlyMap<number, string>
  readonly onUnfold: () => void
}

/** Draws a text with numbers and colours, without an editor. */
export function drawCode(yaml: string, look: CodeLook): HTMLElement {
  const lines = yaml.replace(/\n$/, '').split('\n')
  const from = Math.min(look.lines?.from ?? 1, lines.length)
  const to = Math.min(look.lines?.to ?? lines.length, lines.length)
  const list = make('ol', { className: 'code' })
  list.setAttribute('aria-label', 'Flow text')
  if (from > 1) list.append(fold(1, from - 1, look.onUnfold))
  for (let number = from; number <= to; number++) list.append(drawLine(lines[number - 1] ?? '', number, look))
  if (to < lines.length) list.append(fold(to + 1, lines.length, look.onUnfold))
  return list
}

function fold(from: number, to: number, onUnfold: () => void): HTMLElement {
  const name = from === to ? `Show line ${from}` : `Show lines ${from} to ${to}`
  return make('li', { className: 'fold' }, make('button', { type: 'button', textContent: name, onclick: onUnfold }))
}

function drawLine(text: string, number: number, { marked, numbers, states }: CodeLook): HTMLElement {
  const line = make('li', { className: 'line' })
  if (marked.some(({ from, to }) => number >= from && number <= to)) line.classList.add('marked')
  const state = states.get(number)
  if (numbers) line.append(make('span', { className: 'number', ariaHidden: 'true' }, String(number)))
  const code = make('code')
  for (const { kind, text: piece } of highlightLine(text)) {
    code.append(kind === 'text' ? piece : make('span', { className: `hl-${kind}` }, piece))
  }
  line.append(code)
  if (state !== undefined) {
    const mark = make('span', { className: 'state' }, state)
    mark.dataset.state = state
    line.append(mark)
  }
  return line
}
