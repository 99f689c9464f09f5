import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { type Execution, isTerminated, LOG_LEVELS, type LogEntry, type LogLevel } from '../../model'
import { Button, Icon, IconButton, join, Menu } from '../controls'
import { formatCount } from '../format'
import { usePage, usePageState } from '../state/usePage'
import { StubMark } from '../stubs/StubMark'
import { isStub } from '../stubs/stubs'
import {
  drawnMessage,
  filterLog,
  type LogFilter,
  type LogLine,
  logJsonLines,
  logText,
  logTime,
  patternOf,
  WHOLE_LOG,
} from './logLines'
import styles from './logs.module.css'
import { saveBlob } from './saveBlob'

type LogsProps = {
  readonly execution: Execution
  /** Under other things, in the Overview: as tall as its lines, up to a limit. */
  readonly embedded?: boolean
  /** The task whose lines are shown first. */
  readonly task?: string
}

/** The log of a run: levels, tasks, search, following, download. */
export function Logs({ execution, embedded = false, task }: LogsProps): ReactNode {
  const entries = usePageState(state => state.logs.get(execution.id)) ?? NO_LINES
  const [filter, setFilter] = useState<LogFilter>(task === undefined ? WHOLE_LOG : { ...WHOLE_LOG, tasks: [task] })
  const [since, setSince] = useState(false)
  const [wrap, setWrap] = useState(true)
  const shown = useMemo(() => filterLog(entries, filter), [entries, filter])
  const stubbed = useMemo(() => new Set(execution.taskRuns.filter(isStub).map(({ id }) => id)), [execution.taskRuns])
  const running = !isTerminated(execution.state.current)
  return (
    <section className={join(styles.logs, embedded && styles.embedded)} aria-label="Logs">
      <div className={styles.bar}>
        <h2>Logs</h2>
        <span className={styles.count}>
          {countText(entries.length, shown.length)}
          {running && entries.length > 0 ? ', live' : ''}
        </span>
        <span className={styles.space} />
        <Filters execution={execution} filter={filter} onFilter={setFilter} />
        <Menu label="Log" align="end" items={menuItems(execution, entries, { since, setSince, wrap, setWrap })}>
          {trigger => <IconButton name="Log settings and download" icon="more" {...trigger} />}
        </Menu>
      </div>
      {entries.length === 0 ? (
        <p className={styles.empty}>
          {running ? 'Waiting for the first line.' : 'Logs appear here when the flow runs.'}
        </p>
      ) : (
        <Lines
          key={execution.id}
          lines={shown}
          search={filter.search}
          stubbed={stubbed}
          start={execution.state.histories[0]?.date ?? ''}
          since={since}
          wrap={wrap}
          following={running}
        />
      )}
    </section>
  )
}

const NO_LINES: readonly LogEntry[] = []

const countText = (all: number, shown: number): string =>
  shown === all ? formatCount(all, 'line') : `${shown} of ${formatCount(all, 'line')}`

type FiltersProps = {
  readonly execution: Execution
  readonly filter: LogFilter
  readonly onFilter: (filter: LogFilter) => void
}

function Filters({ execution, filter, onFilter }: FiltersProps): ReactNode {
  const tasks = [...new Set(execution.taskRuns.map(({ taskId }) => taskId))]
  const [only] = filter.tasks
  return (
    <>
      <Menu
        label="Lowest level"
        align="end"
        items={LOG_LEVELS.map(level => ({
          title: levelTitle(level),
          checked: filter.level === level,
          onSelect: () => onFilter({ ...filter, level }),
        }))}
      >
        {trigger => (
          <Button size="small" {...trigger}>
            {levelTitle(filter.level)} <Icon name="chevron" size={12} />
          </Button>
        )}
      </Menu>
      <Menu
        label="Task"
        align="end"
        items={[undefined, ...tasks].map(task => ({
          title: task ?? 'All tasks',
          checked: only === task,
          onSelect: () => onFilter({ ...filter, tasks: task === undefined ? [] : [task] }),
        }))}
      >
        {trigger => (
          <Button size="small" {...trigger}>
            {only ?? 'All tasks'} <Icon name="chevron" size={12} />
          </Button>
        )}
      </Menu>
      <span className={styles.search}>
        <Icon name="search" size={14} />
        <input
          type="search"
          aria-label="Search logs"
          placeholder="Search logs"
          value={filter.search}
          onChange={event => onFilter({ ...filter, search: event.target.value })}
        />
      </span>
      {filter.search !== '' && (
        <label className={styles.only}>
          <input
            type="checkbox"
            checked={filter.onlyMatches}
            onChange={event => onFilter({ ...filter, onlyMatches: event.target.checked })}
          />
          Only matches
        </label>
      )}
    </>
  )
}

const levelTitle = (level: LogLevel): string =>
  level === 'TRACE' ? 'All levels' : level === 'ERROR' ? 'ERROR' : `${level} and up`

type Choices = {
  readonly since: boolean
  readonly setSince: (since: boolean) => void
  readonly wrap: boolean
  readonly setWrap: (wrap: boolean) => void
}

function menuItems(execution: Execution, entries: Parameters<typeof logText>[0], choices: Choices) {
  const name = `${execution.flowId}-run-${execution.number}`
  const save = (text: string, ending: string): void => saveBlob(new Blob([text], { type: 'text/plain' }), name + ending)
  return [
    { kind: 'group', title: 'Times' } as const,
    { title: 'Clock', checked: !choices.since, onSelect: () => choices.setSince(false) },
    { title: 'Since the start', checked: choices.since, onSelect: () => choices.setSince(true) },
    { kind: 'group', title: 'Lines' } as const,
    {
      title: choices.wrap ? 'Keep long lines on one line' : 'Wrap long lines',
      onSelect: () => choices.setWrap(!choices.wrap),
    },
    { kind: 'group', title: 'Take along' } as const,
    { title: 'Copy all', onSelect: () => void navigator.clipboard.writeText(logText(entries)) },
    { title: 'Download .log', onSelect: () => save(logText(entries), '.log') },
    { title: 'Download .jsonl', onSelect: () => save(logJsonLines(entries), '.jsonl') },
  ]
}

type LinesProps = {
  readonly lines: readonly LogLine[]
  /** Ids of the task runs that a stub answered for. */
  readonly stubbed: ReadonlySet<string>
  readonly search: string
  readonly start: string
  readonly since: boolean
  readonly wrap: boolean
  readonly following: boolean
}

const ROW = 20

function Lines({ lines, stubbed, search, start, since, wrap, following }: LinesProps): ReactNode {
  const page = usePage()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 20,
    initialRect: { width: 800, height: 400 },
    measureElement: heightOf,
  })
  const { atEnd, onScroll, toEnd } = useFollowing(box, virtual.getTotalSize(), following)
  const pattern = patternOf(search)
  return (
    <>
      <div
        ref={box}
        className={styles.box}
        role="log"
        aria-label="Log lines"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling log must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(item => {
            const line = lines[item.index]
            if (!line) return null
            const { entry, times } = line
            return (
              <div
                key={entry.index}
                ref={virtual.measureElement}
                data-index={item.index}
                data-level={entry.level}
                className={join(styles.line, wrap && styles.wrap, line.found && styles.found)}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span className={styles.time}>{logTime(entry, start, since)}</span>
                <span className={styles.level}>{entry.level}</span>
                <button type="button" className={styles.task} tabIndex={-1} onClick={() => goToTask(entry.taskId)}>
                  {entry.taskId ?? 'flow'}
                </button>
                <span className={styles.message} data-own={entry.logger === 'flowyard'}>
                  {entry.taskRunId !== undefined && stubbed.has(entry.taskRunId) && (
                    <>
                      <StubMark />{' '}
                    </>
                  )}
                  {marked(drawnMessage(entry.message), pattern)}
                  {times > 1 && <span className={styles.times}> × {times}</span>}
                </span>
              </div>
            )
          })}
        </div>
      </div>
      {following && !atEnd && (
        <Button size="small" className={styles.newer} onClick={toEnd}>
          Newest lines ↓
        </Button>
      )}
    </>
  )

  function goToTask(taskId: string | undefined): void {
    const line = page.store.getState().check?.outline.find(({ id }) => id === taskId)?.line
    if (line !== undefined) page.goToLine(line)
  }
}

/**
 * Stays at the newest line of a run that goes on until the reader scrolls up, and also at the lines that come with its
 * end. More lines move the end away by themselves, so only a way up counts as the reader's.
 */
function useFollowing(box: { readonly current: HTMLElement | null }, height: number, following: boolean) {
  const [atEnd, setAtEnd] = useState(following)
  const top = useRef(0)
  const toEnd = (): void => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
  }
  useEffect(() => {
    if (following) setAtEnd(true)
  }, [following])
  useEffect(() => {
    if (!atEnd || height === 0) return
    const frame = requestAnimationFrame(() => {
      const element = box.current
      if (element) element.scrollTop = element.scrollHeight
    })
    return () => cancelAnimationFrame(frame)
  }, [box, height, atEnd])
  return {
    atEnd,
    toEnd,
    onScroll: (): void => {
      const element = box.current
      if (!element) return
      const { scrollTop, scrollHeight, clientHeight } = element
      if (scrollHeight - scrollTop - clientHeight < NEAR_END) setAtEnd(atEnd || following)
      else if (scrollTop < top.current) setAtEnd(false)
      top.current = scrollTop
    },
  }
}

/** The height of a line that was laid out; one that was not counts as it was last, for asking would lay the page out. */
const heightOf = (
  element: Element,
  entry: ResizeObserverEntry | undefined,
  { indexFromElement, measurementsCache }: Virtualizer<HTMLDivElement, Element>,
): number => entry?.borderBoxSize[0]?.blockSize ?? measurementsCache[indexFromElement(element)]?.size ?? ROW

/** Pixels from the end of a log that count as being at it. */
const NEAR_END = 40

function marked(message: string, pattern: RegExp | undefined): ReactNode {
  const found = pattern?.exec(message)
  if (!found || found[0] === '') return message
  const end = found.index + found[0].length
  return (
    <>
      {message.slice(0, found.index)}
      <mark>{found[0]}</mark>
      {message.slice(end)}
    </>
  )
}
