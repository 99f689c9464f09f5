import { type Extension, type Range, RangeSet, StateEffect, StateField, type Text } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutter,
  gutterLineClass,
  type LayerMarker,
  layer,
} from '@codemirror/view'
import { type ShownState, stateTone } from '../controls'
import { type LineValue, NO_MARKS, type RunMarks } from './runMarks'

/** Lines of the task whose outputs are shown on the right. */
export type ShownTask = { readonly line: number; readonly lastLine: number }

type Shown = { readonly marks: RunMarks; readonly task: ShownTask | undefined }

/** Puts the marks of a run beside the code. */
export const setMarks = StateEffect.define<Shown>()

const NOTHING: Shown = { marks: NO_MARKS, task: undefined }

const shownField = StateField.define<Shown>({
  create: () => NOTHING,
  update: (shown, transaction) =>
    transaction.effects.reduce((last, effect) => (effect.is(setMarks) ? effect.value : last), shown),
})

/** Run marks: states in the margin, tinted lines, values at the ends of lines. */
export const runMarkExtension: Extension = [
  shownField,
  gutter({
    class: 'cm-states',
    lineMarker: (view, line) => {
      const state = view.state.field(shownField).marks.states.get(view.state.doc.lineAt(line.from).number)
      return state ? new StateMarker(state) : null
    },
    lineMarkerChange: update => update.transactions.some(({ effects }) => effects.some(effect => effect.is(setMarks))),
    initialSpacer: () => new StateMarker('waiting'),
  }),
  lineTints(),
  layer({
    above: true,
    class: 'cm-values',
    update: update =>
      update.docChanged ||
      update.geometryChanged ||
      update.transactions.some(({ effects }) => effects.some(effect => effect.is(setMarks))),
    markers: valueMarkers,
  }),
]

/** A state in the margin, drawn from the page's sprite. */
class StateMarker extends GutterMarker {
  constructor(readonly state: ShownState) {
    super()
  }
  override eq(other: StateMarker): boolean {
    return other.state === this.state
  }
  override toDOM(): Node {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    svg.setAttribute('width', '13')
    svg.setAttribute('height', '13')
    svg.style.color = `var(--${stateTone(this.state)})`
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
    use.setAttribute('href', `#state-${this.state}`)
    svg.append(use)
    return svg
  }
}

function lineTints(): Extension {
  return StateField.define<Tints>({
    create: () => ({ lines: Decoration.none, gutters: RangeSet.empty }),
    update: (tints, transaction) => {
      const shown = transaction.effects.find(effect => effect.is(setMarks))?.value as Shown | undefined
      if (!shown) {
        const { changes } = transaction
        return changes.empty ? tints : { lines: tints.lines.map(changes), gutters: tints.gutters.map(changes) }
      }
      const { doc } = transaction.state
      return tintsOf(shown, doc)
    },
    provide: self => [
      EditorView.decorations.from(self, ({ lines }) => lines),
      gutterLineClass.from(self, ({ gutters }) => gutters),
    ],
  })
}

type Tints = { readonly lines: DecorationSet; readonly gutters: RangeSet<GutterMarker> }

/** The tint of a line in the margin. */
class Tint extends GutterMarker {
  constructor(override readonly elementClass: string) {
    super()
  }
  override eq(other: Tint): boolean {
    return other.elementClass === this.elementClass
  }
}

function tintsOf({ marks, task }: Shown, doc: Text): Tints {
  const lines: Range<Decoration>[] = []
  const gutters: Range<GutterMarker>[] = []
  const tint = (from: number, to: number, name: string): void => {
    for (let line = from; line <= Math.min(to, doc.lines); line++) {
      const at = doc.line(line).from
      lines.push(Decoration.line({ class: name }).range(at))
      gutters.push(new Tint(name).range(at))
    }
  }
  for (const { line, lastLine } of marks.active) tint(line, lastLine, 'cm-running')
  if (task) tint(task.line, task.lastLine, 'cm-shown')
  if (marks.failedLine) tint(marks.failedLine, marks.failedLine, 'cm-failed')
  return { lines: Decoration.set(lines, true), gutters: RangeSet.of(gutters, true) }
}

const GAP = 12

function valueMarkers(view: EditorView): readonly LayerMarker[] {
  const { values } = view.state.field(shownField).marks
  const box = view.scrollDOM.getBoundingClientRect()
  const top = box.top - view.scrollDOM.scrollTop
  const right = view.scrollDOM.clientWidth - GAP
  return values.flatMap(value => {
    if (value.line > view.state.doc.lines) return []
    const line = view.state.doc.line(value.line)
    if (line.to < view.viewport.from || line.from > view.viewport.to) return []
    const at = view.coordsAtPos(line.to, -1)
    if (!at) return []
    const room = right - (at.right - box.left) - GAP
    return room < 24 ? [] : [new ValueMarker(value, right, at.top - top + (at.bottom - at.top - 16) / 2, room)]
  })
}

class ValueMarker implements LayerMarker {
  constructor(
    readonly value: LineValue,
    readonly left: number,
    readonly top: number,
    readonly room: number,
  ) {}
  eq(other: ValueMarker): boolean {
    return (
      other.value.text === this.value.text &&
      other.value.tone === this.value.tone &&
      other.left === this.left &&
      other.top === this.top &&
      other.room === this.room
    )
  }
  draw(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'cm-value'
    return this.paint(element)
  }
  update(element: HTMLElement): boolean {
    this.paint(element)
    return true
  }
  private paint(element: HTMLElement): HTMLElement {
    const { text, tone } = this.value
    element.textContent = text
    element.style.left = `${this.left}px`
    element.style.top = `${this.top}px`
    element.style.maxWidth = `${Math.min(this.room, 320)}px`
    element.style.color = tone === 'expression' ? 'var(--accent)' : tone === 'idle' ? 'var(--text-2)' : `var(--${tone})`
    element.style.background =
      tone === 'expression' ? 'var(--accent-tint)' : tone === 'idle' ? 'var(--hover)' : `var(--${tone}-tint)`
    return element
  }
}
