import { type Extension, type Range, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, type KeyBinding, keymap, WidgetType } from '@codemirror/view'
import type { Problem, Severity, Span } from '../../model'

/** Something the editor shows at a place: a problem of the text, or why the last run failed there. */
export type Remark = {
  readonly severity: Severity
  readonly span: Span
  readonly message: string
  readonly hint?: string
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string }
  /** What else can be done about it. */
  readonly actions?: readonly { readonly title: string; readonly run: () => void }[]
  /** Shown as a note under its line without being asked for. */
  readonly open?: boolean
}

/** A problem of the text as a remark. */
export const remarkOf = ({ severity, span, message, hint, fix }: Problem): Remark => ({
  severity,
  span,
  message,
  ...(hint === undefined ? {} : { hint }),
  ...(fix === undefined ? {} : { fix }),
})

/** Replaces every remark. */
export const setRemarks = StateEffect.define<readonly Remark[]>()

/** Opens the note of one remark; undefined closes it. */
const openNote = StateEffect.define<Remark | undefined>()

type Remarks = {
  readonly list: readonly Remark[]
  readonly opened: Remark | undefined
  readonly decorations: DecorationSet
}

const remarksField = StateField.define<Remarks>({
  create: () => ({ list: [], opened: undefined, decorations: Decoration.none }),
  update(remarks, transaction) {
    let { list, opened } = remarks
    let changed = false
    if (transaction.docChanged) {
      const move = (at: number, side: -1 | 1): number => transaction.changes.mapPos(at, side)
      list = list.filter(({ open }) => !open).map(remark => moved(remark, move))
      opened = undefined
      changed = true
    }
    for (const effect of transaction.effects) {
      if (effect.is(setRemarks)) {
        list = effect.value
        opened = undefined
        changed = true
      }
      if (effect.is(openNote)) {
        opened = effect.value
        changed = true
      }
    }
    if (!changed) return remarks
    return { list, opened, decorations: decorationsOf(list, opened, transaction.state.doc) }
  },
  provide: field => EditorView.decorations.from(field, ({ decorations }) => decorations),
})

const moved = (remark: Remark, move: (at: number, side: -1 | 1) => number): Remark => ({
  ...remark,
  span: { start: move(remark.span.start, 1), end: move(remark.span.end, -1) },
})

type Text = { readonly length: number; readonly lineAt: (at: number) => { readonly from: number; readonly to: number } }

function decorationsOf(list: readonly Remark[], opened: Remark | undefined, doc: Text): DecorationSet {
  const ranges: Range<Decoration>[] = []
  for (const remark of list) {
    const { from, to } = within(remark.span, doc)
    if (from < to) ranges.push(Decoration.mark({ class: `cm-problem-${remark.severity}` }).range(from, to))
    if (remark.open) ranges.push(noteUnder(remark, doc))
  }
  if (opened && !opened.open) ranges.push(noteUnder(opened, doc))
  return Decoration.set(ranges, true)
}

const noteUnder = (remark: Remark, doc: Text): Range<Decoration> =>
  Decoration.widget({ widget: new Note(remark), block: true, side: 1 }).range(
    doc.lineAt(within(remark.span, doc).from).to,
  )

/** A span inside the text, one letter long at least, and never over the end of its first line. */
function within(span: Span, doc: Text): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(span.start, doc.length))
  const line = doc.lineAt(from)
  return { from, to: Math.min(Math.max(span.end, from + 1), line.to) }
}

/** A card under a line: what is wrong there, and the one certain fix. */
class Note extends WidgetType {
  constructor(readonly remark: Remark) {
    super()
  }
  override eq(other: Note): boolean {
    return other.remark === this.remark
  }
  override toDOM(view: EditorView): HTMLElement {
    const { severity, message, hint, fix, actions } = this.remark
    const around = document.createElement('div')
    around.className = 'cm-note'
    around.dataset.severity = severity
    around.setAttribute('role', 'note')
    const card = document.createElement('div')
    around.append(card)
    const title = document.createElement('strong')
    title.textContent = message
    card.append(title)
    if (hint) card.append(hint)
    if (fix) card.append(document.createElement('br'), fixButton(fix, view))
    if (actions) card.append(actionButtons(actions))
    return around
  }
  override ignoreEvent(): boolean {
    return true
  }
}

/** Buttons for what can be done about a remark, in a row. */
export function actionButtons(actions: NonNullable<Remark['actions']>): HTMLElement {
  const row = document.createElement('div')
  row.className = 'cm-actions'
  for (const { title, run } of actions) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = title
    button.addEventListener('click', run)
    row.append(button)
  }
  return row
}

function fixButton(fix: NonNullable<Remark['fix']>, view: EditorView): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = `${fix.title} `
  const keys = document.createElement('kbd')
  keys.textContent = 'Ctrl I'
  button.append(keys)
  button.addEventListener('click', () => {
    applyFix(view, fix)
    view.focus()
  })
  return button
}

function applyFix(view: EditorView, { span, text }: NonNullable<Remark['fix']>): void {
  view.dispatch({ changes: { from: span.start, to: Math.min(span.end, view.state.doc.length), insert: text } })
}

/** The remark at a position, the gravest first. */
export function remarkAt(view: EditorView, position: number): Remark | undefined {
  const { list } = view.state.field(remarksField)
  return list.find(({ span }) => span.start <= position && position <= Math.max(span.end, span.start + 1))
}

/** Goes to the next problem, round the end, and opens its note. */
function goToProblem(view: EditorView, step: -1 | 1): boolean {
  const list = [...view.state.field(remarksField).list].sort((one, other) => one.span.start - other.span.start)
  if (list.length === 0) return false
  const { head } = view.state.selection.main
  const next =
    step === 1
      ? (list.find(({ span }) => span.start > head) ?? list[0])
      : (list.findLast(({ span }) => span.start < head) ?? list.at(-1))
  if (!next) return false
  const at = Math.min(next.span.start, view.state.doc.length)
  view.dispatch({ selection: { anchor: at }, scrollIntoView: true, effects: openNote.of(next) })
  return true
}

/** Applies the fix of the open note, of the remark at the cursor, or of the failed run. */
function applyOffered(view: EditorView): boolean {
  const { list, opened } = view.state.field(remarksField)
  const { head } = view.state.selection.main
  const fix = opened?.fix ?? remarkAt(view, head)?.fix ?? list.find(({ open, fix: offered }) => open && offered)?.fix
  if (fix) applyFix(view, fix)
  return fix !== undefined
}

const KEYS: readonly KeyBinding[] = [
  { key: 'F8', run: view => goToProblem(view, 1), shift: view => goToProblem(view, -1) },
  { key: 'Mod-i', run: applyOffered, preventDefault: true },
]

/** Opens the note of the remark at a position, or of the first one up to `end`, as the count of problems asks for. */
export function openRemarkAt(view: EditorView, position: number, end: number = position): void {
  const { list } = view.state.field(remarksField)
  const remark = remarkAt(view, position) ?? list.find(({ span }) => span.start >= position && span.start < end)
  if (remark) view.dispatch({ effects: openNote.of(remark) })
}

/** Underlines, notes, F8 and Ctrl I. */
export const problemExtension: Extension = [remarksField, keymap.of(KEYS)]
