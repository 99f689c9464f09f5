import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { VersionSetting } from '../../model'
import type { EngineClient } from '../client'
import { refusalOf } from '../state/accept'
import { assistance } from './assist'
import { expressionTint } from './expressions'
import { hangingIndent } from './hangingIndent'
import { type Embedded, flowColours, flowLanguage, loadEmbedded } from './language'
import { runMarkExtension } from './marks'
import { problemExtension } from './problems'
import { scalarColours } from './scalars'
import { editorTheme } from './theme'

/** What the editor needs from the page. */
export type EditorOptions = {
  readonly source: string
  readonly engine: EngineClient
  readonly version: () => VersionSetting
  readonly onEdit: (source: string) => void
  /** A text was not taken in; `reason` says why. */
  readonly onRefused: (reason: string) => void
  /** A file was dropped. */
  readonly onFile: (file: File) => void
  readonly onRun: () => void
  readonly onStop: () => void
}

/** Makes the editor inside `parent`; the embedded languages get their colours when they have loaded. */
export function createFlowEditor(parent: HTMLElement, options: EditorOptions): EditorView {
  const language = new Compartment()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.source,
      extensions: [extensions(options), language.of(flowLanguage(undefined))],
    }),
  })
  void loadEmbedded().then((embedded: Embedded) => {
    view.dispatch({ effects: language.reconfigure(flowLanguage(embedded)) })
  })
  return view
}

function extensions(options: EditorOptions): Extension {
  return [
    runMarkExtension,
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    hangingIndent,
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    search({ top: false }),
    flowColours,
    expressionTint,
    scalarColours,
    problemExtension,
    assistance(options.engine, options.version),
    editorTheme,
    EditorView.contentAttributes.of({
      'aria-label': 'Flow text. Press Escape, then Tab, to leave the editor.',
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    Prec.highest(
      keymap.of([
        { key: 'Mod-Enter', run: () => done(options.onRun) },
        { key: 'Mod-.', run: () => done(options.onStop) },
      ]),
    ),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
    refusals(options),
    EditorView.updateListener.of(update => {
      if (update.docChanged) options.onEdit(update.state.doc.toString())
    }),
  ]
}

function done(action: () => void): true {
  action()
  return true
}

/** Binary data and texts of many megabytes are not taken in, however they come; the text stays as it was. */
function refusals({ onRefused, onFile }: Pick<EditorOptions, 'onRefused' | 'onFile'>): Extension {
  const refuse = (text: string, view: EditorView): boolean => {
    const reason = refusalOf(text, view.state.doc.length)
    if (reason) onRefused(reason)
    return reason !== undefined
  }
  return EditorView.domEventHandlers({
    paste: (event, view) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      const [file] = event.clipboardData?.files ?? []
      if (text === '' && file) {
        onRefused(`The clipboard holds ${file.type || 'a file'}, not YAML. Your text was not changed.`)
        return true
      }
      return refuse(text, view)
    },
    drop: event => {
      const [file] = event.dataTransfer?.files ?? []
      if (!file) return false
      event.preventDefault()
      onFile(file)
      return true
    },
    beforeinput: (event, view) => event.data !== null && event.data.length > 10_000 && refuse(event.data, view),
  })
}
