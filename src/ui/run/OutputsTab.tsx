import { type ReactNode, type RefObject, useCallback, useMemo, useState } from 'react'
import type { Execution } from '../../model'
import { DebuggerPanel } from '../debugger'
import { createTableReader, OutputsPanel, type TableReader } from '../outputs'
import { type PageState, runsBefore } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { addQuery } from './addQuery'
import { expressionHistory } from './expressionHistory'

/** The Outputs tab with the debugger beside it, over the page's state. */
export function OutputsTab({
  execution,
  tables,
  searchSlot,
}: {
  readonly execution: Execution
  /** Where the reader of tables is kept while the tab is not on show. */
  readonly tables: RefObject<TableReader | undefined>
  readonly searchSlot: HTMLElement | null
}): ReactNode {
  const page = usePage()
  tables.current ??= createTableReader()
  const outline = usePageState(state => state.check?.outline) ?? NONE
  const path = usePageState(state => state.path)
  const phone = usePageState(state => state.layout === 'phone')
  const typed = usePageState(state => state.expression)
  const open = usePageState(isDebuggerOpen)
  const workspaceId = usePageState(state => state.workspaceId)
  const comparing = usePageState(state => state.comparing)
  const runs = usePageState(state => state.runs)
  const keptRuns = usePageState(state => state.keptRuns)
  const earlier = useMemo(() => runsBefore(runs, execution), [runs, execution])
  const history = useMemo(() => expressionHistory(page.services.settings, workspaceId), [page, workspaceId])
  const first = outline.flatMap(task => task.expressions).find(({ source }) => source.includes('outputs.'))
  // The flow's first expression stands in until something is typed, also when what was typed is deleted again.
  const [edited, setEdited] = useState(typed !== '')
  const expression = edited || typed !== '' || !first ? typed : `{{ ${first.source.trim()} }}`
  const complete = useCallback(
    (text: string, offset: number) => page.services.engine.complete(text, offset, execution.version),
    [page, execution.version],
  )
  return (
    <OutputsPanel
      execution={execution}
      outline={outline}
      path={path}
      onPath={next => page.store.setState({ path: next })}
      file={page.services.archive.file}
      tables={tables.current}
      phone={phone}
      {...(phone ? {} : { searchSlot })}
      debuggerOpen={open}
      onDebug={next => page.store.setState({ expression: next, debuggerOpen: true })}
      onCopied={page.toast}
      onLine={page.goToLine}
      onInsert={page.insert}
      keptRuns={keptRuns}
      earlier={earlier}
      comparing={comparing}
      onComparing={next => page.store.setState({ comparing: next })}
      onQuery={file => addQuery(page, file)}
      debugger={
        <DebuggerPanel
          execution={execution}
          outline={outline}
          evaluate={page.services.debug.evaluate}
          expression={expression}
          onExpression={next => {
            setEdited(true)
            page.store.setState({ expression: next })
          }}
          complete={complete}
          history={history}
          open={open}
          onOpen={debuggerOpen => page.store.setState({ debuggerOpen })}
          onCopied={page.toast}
          onInsert={page.insert}
        />
      }
    />
  )
}

/** As the person left it; before that it is folded where there is little room. */
const isDebuggerOpen = ({ debuggerOpen, layout }: PageState): boolean =>
  debuggerOpen ?? (layout === 'wide' || layout === 'desktop')

const NONE = [] as const
