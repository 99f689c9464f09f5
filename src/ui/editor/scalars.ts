import { syntaxTree } from '@codemirror/language'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

const SCALAR = /((?::|-)[ \t]+)(true|false|null|~|-?\d+(?:\.\d+)?)(?=[ \t]*(?:#.*)?$)/g

const scalar = Decoration.mark({ class: 'cm-scalar' })

const matcher = new MatchDecorator({
  regexp: SCALAR,
  decorate: (add, from, to, match, view) => {
    const start = from + (match[1]?.length ?? 0)
    if (!isInBlock(view, start)) add(start, to, scalar)
  },
})

/** Whether a place lies in a script or another text block, whose lines are not YAML. */
function isInBlock(view: EditorView, at: number): boolean {
  for (let node = syntaxTree(view.state).resolveInner(at, 1).node; node.parent; node = node.parent) {
    if (node.name === 'BlockLiteralContent') return true
  }
  return false
}

/** Numbers, booleans and null of the YAML in their colour: its grammar takes them for text. */
export const scalarColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view)
    }
    update(update: ViewUpdate): void {
      this.decorations =
        syntaxTree(update.startState) === syntaxTree(update.state)
          ? matcher.updateDeco(update, this.decorations)
          : matcher.createDeco(update.view)
    }
  },
  { decorations: plugin => plugin.decorations },
)
