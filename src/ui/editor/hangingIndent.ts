import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/** Wrapped lines go on under their own indent, one step in, so that the shape of the YAML stays readable. */
export const hangingIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = indents(view)
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = indents(update.view)
    }
  },
  { decorations: plugin => plugin.decorations },
)

const STEP = 2

function indents(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at)
      const indent = /^\s*/.exec(line.text)?.[0].length ?? 0
      builder.add(line.from, line.from, lineIndent(indent + STEP))
      at = line.to + 1
    }
  }
  return builder.finish()
}

const lineIndent = (letters: number): Decoration =>
  Decoration.line({ attributes: { style: `text-indent:-${letters}ch;padding-left:calc(12px + ${letters}ch)` } })
