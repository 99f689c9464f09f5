import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

const EXPRESSION = /\{\{.*?\}\}|\{%.*?%\}/g

const matcher = new MatchDecorator({ regexp: EXPRESSION, decoration: Decoration.mark({ class: 'cm-expression' }) })

/** Tints what is computed: `{{ … }}` and `{% … %}`. */
export const expressionTint = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view)
    }
    update(update: ViewUpdate): void {
      this.decorations = matcher.updateDeco(update, this.decorations)
    }
  },
  { decorations: plugin => plugin.decorations },
)
