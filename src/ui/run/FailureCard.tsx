import { type ReactNode, useState } from 'react'
import type { Execution, Failure } from '../../model'
import { Button, StateIcon } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import { StubOffer } from '../stubs/StubOffer'
import styles from './failure.module.css'
import { curlOf, isDownloadFailure, type RunFailure, readTraceback, type TracePart } from './failures'
import { causeOf, missingName } from './offer'

type Props = { readonly execution: Execution; readonly found: RunFailure }

/** Why a run failed: task, line, cause, the one certain fix where there is one, and the traceback. */
export function FailureCard({ execution, found }: Props): ReactNode {
  const page = usePage()
  const { failure, taskRun, line, column } = found
  const unchanged = usePageState(state => state.draft.source === execution.source)
  const { fix } = failure
  const curl = curlOf(failure)
  const copy = (text: string, what: string): void => {
    void navigator.clipboard.writeText(text)
    page.toast(`Copied the ${what}.`)
  }
  return (
    <section className={styles.card} aria-label="Failure">
      <span className={styles.mark}>
        <StateIcon state="FAILED" size={18} bare />
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <h2>
            {taskRun ? `Task ${taskRun.taskId} failed` : `Run ${execution.number} failed`}
            {line !== undefined && (
              <>
                {' at '}
                <button type="button" className={styles.line} onClick={() => page.goToLine(line, column)}>
                  line {line}
                </button>
              </>
            )}
          </h2>
          <Button look="ghost" size="small" icon="copy" onClick={() => copy(reportOf(found), 'error')}>
            Copy error
          </Button>
        </div>
        <p className={styles.message}>{failure.explanation ? causeOf(failure) : failure.message}</p>
        {failure.explanation && failure.explanation !== failure.message && (
          <p className={styles.hint}>{failure.message}</p>
        )}
        <KnownNames failure={failure} />
        {failure.hint && <p className={styles.hint}>{failure.hint}</p>}
        {!unchanged && <p className={styles.hint}>The text has changed since this run.</p>}
        <div className={styles.actions}>
          {isDownloadFailure(failure) && (
            <Button look="primary" icon="replay" onClick={() => void page.tryAgain()}>
              Try again
            </Button>
          )}
          {fix && unchanged && (
            <Button look="primary" onClick={() => page.applyFix(fix)}>
              {fix.title}
            </Button>
          )}
          <StubOffer taskId={taskRun?.taskId} />
          {curl && (
            <Button icon="copy" onClick={() => copy(curl, 'command')}>
              Copy as curl
            </Button>
          )}
          {line !== undefined && <Button onClick={() => page.goToLine(line, column)}>Go to line {line}</Button>}
        </div>
        {failure.stack && <Traceback stack={failure.stack} line={line} />}
        <Rendered found={found} />
      </div>
    </section>
  )
}

function reportOf({ failure, taskRun, line }: RunFailure): string {
  const where = `${taskRun ? `task ${taskRun.taskId}` : 'flow'}${line ? `, line ${line}` : ''}`
  return [where, failure.message, failure.explanation, failure.hint, failure.stack].filter(Boolean).join('\n')
}

function Traceback({ stack, line }: { readonly stack: string; readonly line: number | undefined }): ReactNode {
  const parts = readTraceback(stack, line)
  return (
    <section className={styles.trace} aria-label="Traceback">
      {parts.map(part => (
        <Part key={keyOf(part)} part={part} />
      ))}
    </section>
  )
}

const keyOf = (part: TracePart): string =>
  part.kind === 'own' ? `own ${part.scriptLine}` : part.kind === 'library' ? `library ${part.lines[0]}` : part.text

function Part({ part }: { readonly part: TracePart }): ReactNode {
  const page = usePage()
  const [open, setOpen] = useState(false)
  switch (part.kind) {
    case 'text':
      return <pre>{part.text}</pre>
    case 'own': {
      const { yamlLine } = part
      return (
        <pre>
          {'  '}
          {yamlLine === undefined ? (
            `script, line ${part.scriptLine}`
          ) : (
            <button type="button" className={styles.line} onClick={() => page.goToLine(yamlLine)}>
              flow, line {yamlLine}
            </button>
          )}
          {`, line ${part.scriptLine} of the script\n${part.code}`}
        </pre>
      )
    }
    case 'library':
      return (
        <pre className={styles.folded}>
          {'  '}
          {part.lines.length} lines inside {part.name} {open ? 'shown ' : 'hidden '}
          <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'Show'}
          </button>
          {open && `\n${part.lines.join('\n')}`}
        </pre>
      )
    default:
      return part satisfies never
  }
}

/** The names that are there, when the error tells them; the nearest stands out. */
function KnownNames({ failure }: { readonly failure: Failure }): ReactNode {
  const missing = missingName(failure)
  if (!missing || missing.known.length < 2) return null
  return (
    <p className={styles.known}>
      Known here
      {missing.known.slice(0, MOST_NAMES).map(name => (
        <code key={name} data-near={name === failure.fix?.text}>
          {name}
        </code>
      ))}
      {missing.known.length > MOST_NAMES && <span>and {missing.known.length - MOST_NAMES} more</span>}
    </p>
  )
}

const MOST_NAMES = 14

/** The text the task really received, on wish. */
function Rendered({ found: { failure, taskRun } }: { readonly found: RunFailure }): ReactNode {
  const texts = Object.entries(taskRun?.rendered ?? (failure.source ? { text: failure.source } : {}))
  return texts.map(([property, text]) => (
    <details key={property} className={styles.rendered}>
      <summary>Show the rendered {property}</summary>
      <pre>{text}</pre>
    </details>
  ))
}
