import { type ReactNode, useDeferredValue, useEffect, useId, useMemo, useState } from 'react'
import type { Evaluation } from '../../engine'
import { Button, Icon, IconButton, Menu, type MenuItem, StateIcon } from '../controls'
import { openTexts, runTree } from '../outputs'
import styles from './DebuggerPanel.module.css'
import { ExpressionInput } from './ExpressionInput'
import { withBraces } from './expressionText'
import { HistoryList } from './HistoryList'
import { type HistoryItem, remember, togglePin } from './history'
import { noteOn } from './notes'
import { Problem } from './Problem'
import type { DebuggerPanelProps } from './props'
import { Result } from './Result'
import { Stages } from './Stages'
import { type Seer, seersOf, unfinishedNote, usualSeer } from './seenBy'
import { useCompletions } from './useCompletions'
import { type EvaluationState, useEvaluation } from './useEvaluation'

/** The expression debugger: evaluates a text against a run as it is typed. */
export function DebuggerPanel(props: DebuggerPanelProps): ReactNode {
  const { execution, outline, expression, onExpression, open, onOpen, onCopied, onInsert } = props
  const [stage, setStage] = useState<{ readonly text: string; readonly index: number }>()
  const [picked, setPicked] = useState<string>()
  const [historyShown, setHistoryShown] = useState(false)
  const history = useHistory(props)
  const message = useId()
  const seers = useMemo(() => seersOf(execution), [execution])
  const seer = picked === undefined ? usualSeer(seers, outline, expression) : seers.find(({ id }) => id === picked)
  const root = useRoot(props)
  const { state, busy, run } = useEvaluation(props, expression, seer?.id, open)
  const evaluation = state.kind === 'done' && state.text === expression ? state.evaluation : undefined
  const problem = evaluation?.ok === false ? evaluation : undefined
  const shown = state.kind === 'done' && state.evaluation.ok ? state.evaluation : undefined
  const stages = shown?.stages ?? []
  const stageAt = stage?.text === expression ? stage.index : stages.length - 1

  const completions = useCompletions(root, props.complete)

  const copy = (text: string, what: string): void => {
    navigator.clipboard.writeText(text).then(
      () => onCopied?.(`Copied ${what}`),
      () => onCopied?.('The browser did not let us copy'),
    )
  }
  const enter = (): void => {
    run(LIMIT_ON_ENTER)
    history.add(expression)
  }
  const leave = (): void => {
    if (evaluation?.ok) history.add(expression)
  }
  const change = (suggestion: string): void => {
    if (!problem?.span) return
    const { start, end } = problem.span
    onExpression(`${expression.slice(0, start)}${suggestion}${expression.slice(end)}`)
  }
  if (!open) return <Folded expression={expression} onOpen={() => onOpen(true)} />
  const note = shown?.note ?? unfinishedNote(execution) ?? (shown && noteOn(stages, shown.value))
  return (
    <section aria-label="Debug expression" className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.title}>Debug expression</h2>
        <SeenBy seers={seers} seer={seer} onPick={setPicked} />
        <IconButton size="small" name="Fold the debugger" icon="chevron" onClick={() => onOpen(false)} />
      </header>
      <div className={styles.input}>
        <ExpressionInput
          text={expression}
          onText={onExpression}
          error={withBraces(expression) === expression ? problem?.span : undefined}
          failed={problem !== undefined}
          describedBy={problem ? message : undefined}
          onEnter={enter}
          onLeave={leave}
          completions={completions}
          onHistory={step => history.walk(step, expression, onExpression)}
        />
        {problem && <Problem id={message} evaluation={problem} onChange={change} />}
        {!problem && (
          <Stages stages={stages} selected={stageAt} onSelect={index => setStage({ text: expression, index })} />
        )}
      </div>
      {historyShown ? (
        <HistoryList
          items={history.items}
          onInsert={onInsert}
          onPin={history.pin}
          onPick={picked => {
            setHistoryShown(false)
            onExpression(picked)
          }}
        />
      ) : (
        <div className={styles.body}>
          {shown && !problem && state.kind === 'done' ? (
            <Result evaluation={shown} milliseconds={state.milliseconds} stage={stageAt} onCopy={copy} />
          ) : (
            <Notice state={state} onRun={() => run(LIMIT_ON_ENTER)} onUnlimited={() => run(undefined)} />
          )}
        </div>
      )}
      <footer className={styles.foot}>
        {busy ? <span>Evaluating</span> : note && <Note text={note} />}
        <button
          type="button"
          aria-expanded={historyShown}
          className={styles.historyToggle}
          onClick={() => setHistoryShown(!historyShown)}
        >
          History {history.items.length}
        </button>
      </footer>
      <Spoken evaluation={evaluation} />
    </section>
  )
}

/** Pressing Enter asks for an answer, so it may take longer than one that comes by itself. */
const LIMIT_ON_ENTER = 5000

function Folded({ expression, onOpen }: { readonly expression: string; readonly onOpen: () => void }): ReactNode {
  return (
    <section aria-label="Debug expression" className={styles.folded}>
      <button type="button" className={styles.unfold} aria-expanded={false} onClick={onOpen}>
        <Icon name="prompt" size={14} />
        <span className={styles.foldedTitle}>Debug expression</span>
        <code className={styles.foldedText}>{expression}</code>
      </button>
    </section>
  )
}

const Note = ({ text }: { readonly text: string }): ReactNode => (
  <span className={styles.note}>
    <Icon name="info" size={12} />
    <span>{text}</span>
  </span>
)

type SeenByProps = {
  readonly seers: readonly Seer[]
  readonly seer: Seer | undefined
  readonly onPick: (taskRunId: string) => void
}

const WHOLE_RUN = ''

/** Whose eyes the expression is read with: only what that task run could see resolves. */
function SeenBy({ seers, seer, onPick }: SeenByProps): ReactNode {
  const items: readonly MenuItem[] = [
    { title: 'The whole run', checked: seer === undefined, onSelect: () => onPick(WHOLE_RUN) },
    ...seers.map(
      ({ id, title, taskRun }): MenuItem => ({
        key: id,
        title,
        mark: <StateIcon state={taskRun.state.current} size={14} bare />,
        checked: seer?.id === id,
        onSelect: () => onPick(id),
      }),
    ),
  ]
  return (
    <span className={styles.seenBy}>
      as seen by
      <Menu label="As seen by" items={items} align="end">
        {trigger => (
          <button type="button" {...trigger} className={styles.seer}>
            {seer && <StateIcon state={seer.taskRun.state.current} size={14} bare />}
            <span className={styles.seerName}>{seer?.title ?? 'the whole run'}</span>
            <Icon name="chevron" size={12} />
          </button>
        )}
      </Menu>
    </span>
  )
}

type NoticeProps = {
  readonly state: EvaluationState
  readonly onRun: () => void
  readonly onUnlimited: () => void
}

/** What is said when there is no value to show. */
function Notice({ state, onRun, onUnlimited }: NoticeProps): ReactNode {
  switch (state.kind) {
    case 'empty':
      return <p className={styles.empty}>Type an expression, or press D on a value of the run.</p>
    case 'held':
      return (
        <p className={styles.empty}>
          {state.name}() reaches out of this page, so it waits for Enter.
          <Button size="small" onClick={onRun}>
            Evaluate
          </Button>
        </p>
      )
    case 'stopped':
      return (
        <p className={styles.empty}>
          Stopped after {state.limit / 1000} s.
          <Button size="small" onClick={onUnlimited}>
            Run without a limit
          </Button>
        </p>
      )
    case 'broken':
      return <p className={styles.empty}>The debugger could not answer: {state.message}</p>
    case 'done':
      return null
    default:
      return state satisfies never
  }
}

/** The answer in words, some time after it stands still. */
function Spoken({ evaluation }: { readonly evaluation: Evaluation | undefined }): ReactNode {
  const [text, setText] = useState('')
  const next = useDeferredValue(spokenOf(evaluation))
  useEffect(() => {
    const timer = setTimeout(() => setText(next), 600)
    return () => clearTimeout(timer)
  }, [next])
  return (
    <p role="status" className="visually-hidden">
      {text}
    </p>
  )
}

function spokenOf(evaluation: Evaluation | undefined): string {
  if (!evaluation) return ''
  if (!evaluation.ok) return `Error: ${evaluation.message}`
  const size = evaluation.stages.at(-1)?.size
  return `Result: ${[evaluation.type, size].filter(Boolean).join(', ')}`
}

/** Everything the expressions of a run can see, for its keys. */
function useRoot({ execution, outline }: DebuggerPanelProps): Readonly<Record<string, unknown>> {
  const [texts] = useState(openTexts)
  return useMemo(() => runTree(execution, outline, true, texts).root, [execution, outline, texts])
}

function useHistory({ history }: Pick<DebuggerPanelProps, 'history'>) {
  const [items, setItems] = useState<readonly HistoryItem[]>(() => history.load())
  const [at, setAt] = useState(-1)
  useEffect(() => {
    setItems(history.load())
    setAt(-1)
  }, [history])
  const keep = (next: readonly HistoryItem[]): void => {
    if (next === items) return
    setItems(next)
    history.save(next)
  }
  const walk = (step: 1 | -1, current: string, show: (expression: string) => void): boolean => {
    const walking = at >= 0 && items[at]?.expression === current
    if (!walking && current.trim() !== '') return false
    const to = (walking ? at : -1) + step
    if (to >= items.length) return true
    setAt(to)
    show(to < 0 ? '' : (items[to]?.expression ?? ''))
    return true
  }
  return {
    items,
    add: (expression: string) => keep(remember(items, expression)),
    pin: (expression: string) => keep(togglePin(items, expression)),
    walk,
  }
}
