import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon, IconButton, join, StateIcon, stateWord } from '../controls'
import { middleCut } from '../format'
import { StubMark } from '../stubs/StubMark'
import { isStub } from '../stubs/stubs'
import { ChangeMark, Removed, spoken } from './ChangeMark'
import styles from './Columns.module.css'
import type { Change } from './changes'
import type { RootRow, ValueColumn, ValueRow } from './columns'
import { spokenRow } from './columns'
import { Listbox, type ListboxHandle, type ListRow } from './Listbox'
import type { LoopRow } from './loops'
import { samePath, type ValuePath } from './path'
import { NullChip, TypeBadge } from './TypeBadge'
import type { Changes } from './useChanges'

type ColumnsProps = {
  readonly roots: readonly RootRow[]
  readonly base: RootRow | undefined
  readonly columns: readonly ValueColumn[]
  /** How the values differ from those of another run, while two are compared. */
  readonly changes: Changes | undefined
  readonly otherRun: number | undefined
  readonly path: ValuePath
  readonly onPath: (path: ValuePath) => void
  /** Chooses a pass of the loop that is selected. */
  readonly onPass: (loopId: string, value: string) => void
  /** Enter: into the preview. */
  readonly onPreview: () => void
  /** Only the last column is drawn: the phone's layout. */
  readonly single?: boolean
}

/** Columns from the tasks of a run to the selected value, each a list of its own. */
export function Columns(props: ColumnsProps): ReactNode {
  const { roots, base, columns, changes, otherRun, path, onPath, onPass, onPreview, single } = props
  const id = useId()
  const lists = useRef(new Map<number, ListboxHandle>())
  const strip = useRef<HTMLDivElement>(null)
  const wanted = useRef<number>(undefined)
  const loop = base?.kind === 'task' && samePath(base.path, path) ? base.loop : undefined
  const depth = base ? path.length - base.path.length : -1
  useEffect(() => {
    strip.current?.scrollTo({ left: strip.current.scrollWidth })
    if (wanted.current === undefined) return
    lists.current.get(wanted.current)?.focus()
    wanted.current = undefined
  })
  const keep = (column: number) => (handle: ListboxHandle | null) => {
    if (handle) lists.current.set(column, handle)
    else lists.current.delete(column)
  }
  const open = (column: number, to: ValuePath | undefined): void => {
    if (!to) return
    wanted.current = column + 1
    onPath(to)
  }
  const rootList = roots.flatMap(rowOfRoot(base, depth === 0, changes))
  const rootAt = rootList.findIndex(row => row.id === (base && rootId(base)))
  const first = columns[0]
  return (
    <div ref={strip} className={join(styles.columns, single && styles.single)}>
      {(!single || path.length === 0) && (
        <div className={styles.column}>
          <Listbox
            ref={keep(0)}
            id={`${id}-0`}
            label="Tasks and context"
            rows={rootList}
            selected={rootAt}
            onSelect={index => {
              const row = roots.find(root => rootId(root) === rootList[index]?.id)
              if (row) onPath(row.path)
            }}
            onOpen={() => open(0, first?.rows[0]?.path)}
            onEnter={onPreview}
          />
        </div>
      )}
      {loop && base?.kind === 'task' && <Passes id={`${id}-p`} taskId={base.task.id} loop={loop} onPass={onPass} />}
      {columns.map((column, at) => {
        if (loop && column.size === 0) return null
        if (single && at < columns.length - 1) return null
        const selected = column.rows.findIndex(row => row.key === path[column.path.length])
        const leaf = depth === at + 1
        return (
          <div key={column.path.join('\u0000')} className={styles.column}>
            <div className={styles.head}>
              <span className={styles.title}>{column.title}</span>
              {column.size > 0 && <span>{column.size}</span>}
              <Removed keys={changes?.removed(column.path) ?? []} otherRun={otherRun} />
            </div>
            {column.empty ? (
              <p className={styles.empty}>{column.empty}</p>
            ) : (
              <Listbox
                ref={keep(at + 1)}
                id={`${id}-${at + 1}`}
                label={column.name}
                rows={column.rows.map(row => rowOfValue(row, leaf, changes?.at(row.path)))}
                selected={selected}
                onSelect={index => {
                  const row = column.rows[index]
                  if (row) onPath(row.path)
                }}
                onOpen={() => open(at + 1, columns[at + 1]?.rows[0]?.path)}
                onBack={() => {
                  wanted.current = at
                  onPath(column.path)
                }}
                onEnter={onPreview}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

const rootId = (row: RootRow): string => (row.kind === 'task' ? `task ${row.task.id}` : `context ${row.name}`)

const heading = (title: string): ListRow => ({ id: title, kind: 'heading', name: title, content: title })

const rowOfRoot =
  (base: RootRow | undefined, leaf: boolean, changes: Changes | undefined) =>
  (row: RootRow, index: number, roots: readonly RootRow[]): readonly ListRow[] => {
    const before = roots[index - 1]
    const headings = before?.kind === row.kind ? [] : [heading(row.kind === 'task' ? 'Tasks' : 'Context')]
    const change = changes?.at(row.path)
    const option: ListRow = {
      id: rootId(row),
      kind: 'option',
      name: spoken(spokenRoot(row), change),
      dim: row.kind === 'task' && !row.opens && !row.loop,
      leaf: leaf && row === base,
      content: row.kind === 'task' ? <TaskContent row={row} change={change} /> : <ContextContent name={row.name} />,
    }
    return [...headings, option]
  }

const spokenRoot = (row: RootRow): string =>
  row.kind === 'context'
    ? `${row.name}, opens`
    : [
        row.task.id,
        stateWord(row.state),
        row.task.runs.some(isStub) && 'stub',
        row.loop && loopText(row.loop),
        row.opens ? 'opens' : 'no outputs',
      ]
        .filter(Boolean)
        .join(', ')

const loopText = ({ iterations, index }: LoopRow): string => `${index + 1} of ${iterations.length}`

type TaskContentProps = {
  readonly row: Extract<RootRow, { kind: 'task' }>
  readonly change: Change | undefined
}

function TaskContent({ row, change }: TaskContentProps): ReactNode {
  return (
    <>
      <span style={{ marginLeft: row.task.depth * 12 }} className={styles.state}>
        <StateIcon state={row.state} size={14} bare />
      </span>
      <span className={styles.key}>{row.task.id}</span>
      <span className={styles.end}>
        <ChangeMark change={change} />
        {row.task.runs.some(isStub) && <StubMark />}
        {row.loop && <span className={styles.pass}>› {loopText(row.loop)}</span>}
        {(row.opens || row.loop) && <Icon name="forward" size={12} />}
      </span>
    </>
  )
}

const ContextContent = ({ name }: { readonly name: string }): ReactNode => (
  <>
    <span className={styles.key}>{name}</span>
    <span className={styles.end}>
      <Icon name="forward" size={12} />
    </span>
  </>
)

function rowOfValue(row: ValueRow, leaf: boolean, change: Change | undefined): ListRow {
  return {
    id: String(row.key),
    kind: 'option',
    name: spoken(spokenRow(row), change),
    leaf,
    content: (
      <>
        <span className={styles.key}>{row.key}</span>
        {row.label !== undefined && <span className={styles.label}>{row.label}</span>}
        <span className={styles.end}>
          <ChangeMark change={change} />
          {row.type === 'null' ? (
            <NullChip />
          ) : (
            <>
              {row.short !== undefined && (
                <span className={join(styles.short, row.opens && styles.size)}>{middleCut(row.short, 26)}</span>
              )}
              <span className={join(styles.type, (row.opens || row.short !== undefined) && styles.plain)}>
                <TypeBadge type={row.type} />
              </span>
            </>
          )}
          {row.opens || row.type === 'file' ? <Icon name="forward" size={12} /> : null}
        </span>
      </>
    ),
  }
}

type PassesProps = {
  readonly id: string
  readonly taskId: string
  readonly loop: LoopRow
  readonly onPass: (loopId: string, value: string) => void
}

/** The passes of a loop; the chosen one is what the tasks inside it show. */
function Passes({ id, taskId, loop, onPass }: PassesProps): ReactNode {
  const rows = loop.iterations.map(
    ({ value, state }, index): ListRow => ({
      id: value,
      kind: 'option',
      name: `${value}, pass ${index + 1}, ${stateWord(state)}`,
      leaf: true,
      content: (
        <>
          <StateIcon state={state} size={14} bare />
          <span className={styles.key}>{middleCut(value, 40)}</span>
          <span className={styles.end}>
            <span className={styles.short}>{index + 1}</span>
          </span>
        </>
      ),
    }),
  )
  const choose = (index: number): void => {
    const iteration = loop.iterations[index]
    if (iteration) onPass(taskId, iteration.value)
  }
  return (
    <div className={styles.column}>
      <div className={styles.head}>
        <span className={styles.title}>{taskId} passes</span>
        <span>{loopText(loop)}</span>
        <IconButton
          size="small"
          name="Earlier pass"
          icon="back"
          disabled={loop.index === 0}
          onClick={() => choose(loop.index - 1)}
        />
        <IconButton
          size="small"
          name="Later pass"
          icon="forward"
          disabled={loop.index === loop.iterations.length - 1}
          onClick={() => choose(loop.index + 1)}
        />
      </div>
      <Listbox id={id} label={`Passes of ${taskId}`} rows={rows} selected={loop.index} onSelect={choose} />
    </div>
  )
}
