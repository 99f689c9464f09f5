import { indentMore } from '@codemirror/commands'
import type { StateEffect } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { StateSprite } from '../controls'
import { currentWorkspace } from '../state/drafts'
import { usePage, usePageState } from '../state/usePage'
import styles from './editor.module.css'
import { setMarks } from './marks'
import { openRemarkAt, setRemarks } from './problems'
import { createFlowEditor } from './setup'
import { useRemarks } from './useRemarks'
import { useRunMarks } from './useRunMarks'

/** The editor of the flow's text. */
export function FlowEditor(): ReactNode {
  const page = usePage()
  const parent = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<EditorView>()
  const phone = usePageState(state => state.layout === 'phone')
  useEffect(() => {
    if (!parent.current) return
    const { store } = page
    const created = createFlowEditor(parent.current, {
      source: store.getState().draft.source,
      engine: page.services.engine,
      version: () => currentWorkspace(store.getState())?.version ?? 'auto',
      onEdit: page.edit,
      onRefused: reason => page.toast(reason),
      onFile: file => void page.takeFile(file),
      onRun: () => void page.run(),
      onStop: () => void page.stop(),
    })
    setView(created)
    return () => created.destroy()
  }, [page])
  return (
    <>
      <StateSprite />
      <div ref={parent} className={styles.editor} />
      {view && <Follow view={view} />}
      {view && phone && <KeyRow view={view} />}
    </>
  )
}

/** Keeps the editor at what the page says: text, marks, problems, places to show. */
function Follow({ view }: { readonly view: EditorView }): ReactNode {
  useText(view)
  useReveal(view)
  useInsertion(view)
  const marks = useRunMarks()
  useEffect(() => view.dispatch({ effects: setMarks.of(marks) }), [view, marks])
  const remarks = useRemarks()
  useEffect(() => view.dispatch({ effects: setRemarks.of(remarks) }), [view, remarks])
  return null
}

/** A text that the page changed replaces the editor's; the cursor stays where it can. */
function useText(view: EditorView): void {
  const { store } = usePage()
  const stamp = usePageState(state => state.draft.stamp)
  const seen = useRef(stamp)
  useEffect(() => {
    if (seen.current === stamp) return
    seen.current = stamp
    const { source } = store.getState().draft
    if (view.state.doc.toString() === source) return
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: source },
      selection: { anchor: Math.min(view.state.selection.main.head, source.length) },
    })
  }, [view, stamp, store])
}

function useReveal(view: EditorView): void {
  const reveal = usePageState(state => state.reveal)
  useEffect(() => {
    if (!reveal || reveal.line > view.state.doc.lines) return
    const line = view.state.doc.line(reveal.line)
    const at = Math.min(line.from + (reveal.column ?? 1) - 1, line.to)
    view.dispatch({ selection: { anchor: at }, effects: [centre(at)] })
    if (reveal.focus) view.focus()
    openRemarkAt(view, at, reveal.column === undefined ? line.to : at)
  }, [view, reveal])
}

const centre = (at: number): StateEffect<unknown> => EditorView.scrollIntoView(at, { y: 'center' })

function useInsertion(view: EditorView): void {
  const insertion = usePageState(state => state.insertion)
  useEffect(() => {
    if (!insertion) return
    view.dispatch(view.state.replaceSelection(insertion.text))
    view.focus()
  }, [view, insertion])
}

const KEYS = ['{{ }}', '|', "'", '-', ':'] as const

/** Keys that a phone's keyboard hides. */
function KeyRow({ view }: { readonly view: EditorView }): ReactNode {
  const type = (key: string): void => {
    const { from, to } = view.state.selection.main
    const cursor = key === '{{ }}' ? from + 3 : from + key.length
    view.dispatch({ changes: { from, to, insert: key === '{{ }}' ? '{{  }}' : key }, selection: { anchor: cursor } })
    view.focus()
  }
  return (
    <div className={styles.keys} role="toolbar" aria-label="Keys">
      {KEYS.map(key => (
        <button key={key} type="button" onClick={() => type(key)}>
          {key}
        </button>
      ))}
      <button
        type="button"
        onClick={() => {
          indentMore(view)
          view.focus()
        }}
      >
        indent
      </button>
    </div>
  )
}
