import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { durationOf, isTerminated } from '../../model'
import { Button, join } from '../controls'
import { Columns } from './Columns'
import { baseOf, rootRows, valueColumns } from './columns'
import { ExpressionBar } from './ExpressionBar'
import { FileCard } from './FileCard'
import type { ListboxHandle } from './Listbox'
import { type LoopChoice, loopsOf } from './loops'
import type { Maker } from './MadeBy'
import styles from './OutputsPanel.module.css'
import { PathChips } from './PathChips'
import { locate, templateOf, type ValuePath } from './path'
import { DiffView } from './preview/DiffView'
import { Preview } from './preview/Preview'
import type { OutputsPanelProps } from './props'
import { openTexts, type RunTree, runTree } from './runTree'
import { SearchField } from './SearchField'
import { SearchResults } from './SearchResults'
import type { SearchScope } from './search'
import { isQueryable } from './sqlTask'
import { useChanges } from './useChanges'
import { useColumnsHeight } from './useColumnsHeight'
import { useSearch } from './useSearch'
import { useFileSubject } from './useSubject'
import { ValueCard } from './ValueCard'
import { containerOf, copyOf } from './values'

/** The Outputs tab: columns from tasks to values, the selected path as an expression, and its preview. */
export function OutputsPanel(props: OutputsPanelProps): ReactNode {
  const { execution, outline, path, onPath, phone = false, onDebug, onCopied, onLine } = props
  const [choice, setChoice] = useState<LoopChoice>({})
  const [cursor, setCursor] = useState({ of: path, to: NOWHERE })
  const [wantsLarge, setWantsLarge] = useState(false)
  const comparing = props.comparing ?? false
  // A phone has no room for the rows of a comparison below all else.
  useEffect(() => {
    if (phone && comparing) setWantsLarge(true)
  }, [phone, comparing])
  const search = useSearchState()
  const panel = useRef<HTMLElement>(null)
  const ended = isTerminated(execution.state.current)
  const [open] = useState(openTexts)
  const tree = useMemo(() => runTree(execution, outline, ended, open), [execution, outline, ended, open])
  const loops = useMemo(() => loopsOf(tree, choice, path), [tree, choice, path])
  const roots = useMemo(() => rootRows(tree, loops), [tree, loops])
  const base = baseOf(roots, path)
  const columns = useMemo(() => (base ? valueColumns(tree, base.path, path) : []), [tree, base, path])
  const answer = useSearch(tree, useDeferredValue(search.query), search.scope)
  const found = locate(tree.root, path)
  const deep = path.length > (base?.path.length ?? 0) && found !== undefined
  const subject = useFileSubject(deep ? found.value : undefined, path.at(-1), props)
  const maker = makerOf(tree, path)
  const [against, setAgainst] = useState<string>()
  const other = props.earlier?.find(({ id }) => id === against) ?? props.earlier?.[0]
  const compared = comparing ? other : undefined
  const before = useMemo(
    () => (compared ? runTree(compared, outline, true, open) : undefined),
    [compared, outline, open],
  )
  const changes = useChanges(before, tree, props.file)
  const { height, divider } = useColumnsHeight(panel)
  const shownPath = cursor.of === path && !subject ? [...path, ...cursor.to] : path
  const expression = found ? templateOf(shownPath, locate(tree.root, shownPath)?.jsonAt) : undefined

  const select = (to: ValuePath): void => {
    onPath(to)
  }
  const copy = (text: string, said: string): void => {
    navigator.clipboard.writeText(text).then(
      () => onCopied?.(`Copied ${said}`),
      () => onCopied?.('The browser did not let us copy'),
    )
  }
  const copyExpression = (): void => {
    if (expression) copy(expression, expression)
  }
  const copyValue = (): void => {
    const value = locate(tree.root, shownPath)?.value
    if (value !== undefined) copy(copyOf(value), `the value of ${String(shownPath.at(-1))}`)
  }
  const debug = (): void => {
    if (!expression) return
    onDebug(expression)
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[data-debugger-input]')?.focus())
  }
  const focusPreview = (): void => {
    panel.current?.querySelector<HTMLElement>('[role="tabpanel"] [tabindex="0"]')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const command = { c: copyExpression, v: copyValue, d: debug, '/': () => search.field.current?.focus() }[event.key]
    if (!command) return
    command()
    event.preventDefault()
    event.stopPropagation()
  }
  const field = (
    <SearchField
      ref={search.field}
      query={search.query}
      onQuery={search.setQuery}
      onResults={() => search.results.current?.focus()}
    />
  )
  const searching = search.query.trim() !== ''
  const previewed = deep && found !== undefined && (!phone || containerOf(found.value) === undefined || wantsLarge)
  const expanded = wantsLarge && previewed
  return (
    <section
      ref={panel}
      aria-label="Outputs"
      data-searching={searching || undefined}
      className={join(styles.panel, phone && styles.phone)}
      onKeyDown={onKeyDown}
    >
      {props.searchSlot ? createPortal(field, props.searchSlot) : <div className={styles.search}>{field}</div>}
      {searching ? (
        <SearchResults
          ref={search.results}
          answer={answer}
          scope={search.scope}
          onScope={search.setScope}
          onOpen={to => {
            search.setQuery('')
            select(to)
          }}
        />
      ) : (
        <div className={join(styles.main, expanded && styles.expanded)}>
          {phone && <PathChips base={base} path={path} onPath={select} />}
          {phone && deep && !previewed && (
            <Button className={styles.show} icon="table" onClick={() => setWantsLarge(true)}>
              Show as a table or tree
            </Button>
          )}
          <div className={join(styles.upper, !previewed && styles.alone)} style={phone ? undefined : { height }}>
            {!(phone && previewed) && (
              <Columns
                roots={roots}
                base={base}
                columns={columns}
                changes={changes}
                otherRun={other?.number}
                path={path}
                onPath={select}
                onPass={(loopId, value) => setChoice({ ...choice, [loopId]: value })}
                onPreview={focusPreview}
                single={phone}
              />
            )}
            {previewed &&
              (subject ? (
                <FileCard
                  tables={props.tables}
                  file={subject}
                  maker={maker}
                  storedResult={subject.extension === 'ion' && path.at(-1) === 'uri'}
                  phone={phone}
                  keptRuns={props.keptRuns}
                  onQuery={
                    props.onQuery && isQueryable(subject.extension)
                      ? () => props.onQuery?.({ path, name: subject.name, extension: subject.extension })
                      : undefined
                  }
                  onCopy={(text, what) => copy(text, what)}
                  onLine={onLine}
                />
              ) : (
                !phone && (
                  <ValueCard
                    name={String(path.at(-1))}
                    value={found.value}
                    maker={maker}
                    onCopyValue={copyValue}
                    onLine={onLine}
                  />
                )
              ))}
          </div>
          {!phone && divider}
          {expression && path.length > 0 && (
            <ExpressionBar
              expression={expression}
              note={noteOf(locate(tree.root, shownPath)?.jsonAt, shownPath)}
              onCopy={copyExpression}
              onDebug={debug}
            />
          )}
          <div className={join(styles.lower, props.debuggerOpen === false && styles.folded)}>
            {previewed ? (
              <Preview
                key={path.join('\u0000')}
                label={`Value of ${String(path.at(-1))}`}
                value={found.value}
                file={subject}
                phone={phone}
                expanded={expanded}
                onExpand={setWantsLarge}
                comparing={comparing}
                onComparing={next => props.onComparing?.(next)}
                diff={
                  props.earlier && other ? (
                    <DiffView
                      earlier={props.earlier}
                      other={other}
                      onOther={setAgainst}
                      before={before}
                      path={path}
                      value={found.value}
                      subject={subject}
                      file={props.file}
                      tables={props.tables}
                    />
                  ) : undefined
                }
                onCopy={copy}
                onCursor={to => setCursor({ of: path, to })}
                onPick={to => {
                  if (!subject) select([...path, ...to])
                }}
              />
            ) : (
              !phone && <p className={styles.empty}>{emptyText(execution, tree)}</p>
            )}
            {props.debugger}
          </div>
        </div>
      )}
    </section>
  )
}

const NOWHERE: ValuePath = []

function useSearchState() {
  const [query, setQuery] = useState('')
  const [scope, setScope] = useState<SearchScope>('all')
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<ListboxHandle>(null)
  return { query, setQuery, scope, setScope, field, results }
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

function makerOf(tree: RunTree, path: ValuePath): Maker | undefined {
  const task = path[0] === 'outputs' ? tree.tasks.find(({ id }) => id === path[1]) : undefined
  const run = task?.runs.at(-1)
  if (!task || !run) return undefined
  const made = { taskId: task.id, line: task.line }
  return isTerminated(run.state.current) ? { ...made, milliseconds: durationOf(run.state, 0) } : made
}

const noteOf = (jsonAt: number | undefined, path: ValuePath): string | undefined =>
  jsonAt === undefined ? undefined : `${String(path[jsonAt - 1])} is text that holds JSON, so jq reads inside it.`

function emptyText(execution: OutputsPanelProps['execution'], tree: RunTree): string {
  const any = tree.tasks.some(task => task.outputs !== undefined)
  if (any) return 'Select a key to see its value.'
  return isTerminated(execution.state.current) ? 'This run has no outputs.' : 'Outputs appear as the tasks end.'
}
