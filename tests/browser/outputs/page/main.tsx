import '../../../../src/ui/tokens.css'
import '../../../../src/ui/base.css'
import { type ReactNode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { OutlineTask } from '../../../../src/engine'
import type { Execution, Progress } from '../../../../src/model'
import { DebuggerPanel, type HistoryItem } from '../../../../src/ui/debugger'
import { GanttPanel } from '../../../../src/ui/gantt'
import { createTableReader, OutputsPanel, type ValuePath } from '../../../../src/ui/outputs'
import {
  FIRST_EXPRESSION,
  failed,
  file,
  kinds,
  LOOP_OUTLINE,
  looped,
  OUTLINE,
  outlineTask,
  running,
  success,
} from '../../../ui/outputs/runs'
import { evaluate } from './evaluate'

/** `?run=success|failed|running|loop|kinds&path=["outputs"]&theme=dark&phone&folded` */
const asked = new URLSearchParams(location.search)

const RUNS: Readonly<Record<string, readonly [() => Execution, readonly OutlineTask[]]>> = {
  success: [success, OUTLINE],
  failed: [failed, OUTLINE],
  running: [running, OUTLINE],
  loop: [looped, LOOP_OUTLINE],
  kinds: [kinds, [outlineTask('files', 3)]],
}

const tables = createTableReader()

const START: ValuePath = JSON.parse(asked.get('path') ?? '["outputs","sqlQuery","uri"]')

function memory() {
  let kept: readonly HistoryItem[] = []
  return {
    load: () => kept,
    save: (items: readonly HistoryItem[]) => {
      kept = items
    },
  }
}

function Page(): ReactNode {
  const [make, outline] = RUNS[asked.get('run') ?? 'success'] ?? [success, OUTLINE]
  const [execution] = useState(make)
  const [history] = useState(memory)
  const [path, setPath] = useState<ValuePath>(START)
  const [expression, setExpression] = useState(asked.get('expression') ?? FIRST_EXPRESSION)
  const [open, setOpen] = useState(!asked.has('folded'))
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [said, setSaid] = useState('')
  const phone = asked.has('phone')
  return (
    <main style={{ display: 'flex', flexDirection: 'column', height: '100vh', background: 'var(--panel)' }}>
      <h1 className="visually-hidden">getting_started</h1>
      <div
        ref={setSlot}
        style={{
          display: 'flex',
          flex: 'none',
          justifyContent: 'flex-end',
          padding: 5,
          borderBottom: '1px solid var(--line)',
        }}
      />
      <div style={{ flex: 1, minHeight: 0 }}>
        <OutputsPanel
          execution={execution}
          outline={outline}
          path={path}
          onPath={setPath}
          file={file}
          tables={tables}
          phone={phone}
          searchSlot={slot}
          debuggerOpen={open}
          onDebug={next => {
            setExpression(next)
            setOpen(true)
          }}
          onCopied={setSaid}
          onLine={line => setSaid(`line ${line}`)}
          debugger={
            <DebuggerPanel
              execution={execution}
              outline={outline}
              evaluate={evaluate}
              expression={expression}
              onExpression={setExpression}
              history={history}
              open={open}
              onOpen={setOpen}
              onCopied={setSaid}
            />
          }
        />
      </div>
      <output aria-label="Said" className="visually-hidden">
        {said}
      </output>
      <output aria-label="Path" className="visually-hidden">
        {JSON.stringify(path)}
      </output>
    </main>
  )
}

const DOWNLOAD: Progress = {
  id: 'package:polars',
  title: 'polars 1.33.1',
  taskId: 'python',
  phase: 'downloading',
  received: 9_400_000,
  total: 13_600_000,
}

const NOW = Date.parse('2026-11-24T14:32:13.400Z')

function Gantt(): ReactNode {
  const [make, outline] = RUNS[asked.get('run') ?? 'success'] ?? [success, OUTLINE]
  const [execution] = useState(make)
  return (
    <main style={{ height: '100vh', background: 'var(--panel)' }}>
      <h1 className="visually-hidden">getting_started</h1>
      <section aria-label="Outputs">
        <GanttPanel
          execution={execution}
          outline={outline}
          progress={[DOWNLOAD]}
          now={() => NOW}
          onRow={() => undefined}
        />
      </section>
    </main>
  )
}

document.documentElement.dataset.theme = asked.get('theme') ?? 'light'
const root = document.getElementById('root')
if (root) createRoot(root).render(asked.has('gantt') ? <Gantt /> : <Page />)
