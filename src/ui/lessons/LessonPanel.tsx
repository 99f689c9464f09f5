import { type ReactNode, useState } from 'react'
import type { Lesson, StepResult } from '../../lessons'
import { isTerminated } from '../../model'
import { Button, Icon, join } from '../controls'
import { diffLines } from '../diff'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { openLesson } from './followLessons'
import styles from './lessons.module.css'
import { useLessonResults } from './useLessonResults'

/** The lesson of the open flow: what to do, what is still missing, hints, and the solution. */
export function LessonPanel(): ReactNode {
  const lesson = usePageState(state => state.lesson)
  return lesson ? <Steps key={lesson.id} lesson={lesson} /> : null
}

function Steps({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const page = usePage()
  const course = usePageState(state => state.courses?.find(({ id }) => id === lesson.course))
  const hasRun = usePageState(state => {
    const run = selectedRun(state)
    return run !== undefined && isTerminated(run.state.current)
  })
  const results = useLessonResults(lesson)
  const [solution, setSolution] = useState(false)
  const done = results.every(({ missing }) => missing.length === 0)
  const next = course?.lessons[lesson.number]
  /** The text and the inputs as they came, and no run on the right that would tick the steps. */
  const startAgain = (): void => {
    page.replaceText(lesson.starter)
    page.store.setState({ inputs: lesson.inputs })
    void page.showRun(undefined)
  }
  return (
    <article className={styles.lesson} aria-label="Lesson">
      <p className={styles.place}>
        {course?.title}, lesson {lesson.number} of {course?.lessons.length}
      </p>
      <h2>{lesson.title}</h2>
      <p className={styles.learn}>{lesson.learn}</p>
      <ol className={styles.steps}>
        {results.map((result, at) => (
          <StepView key={result.step.text} result={result} number={at + 1} told={hasRun} />
        ))}
      </ol>
      {done && (
        <p className={styles.done} role="status">
          <Icon name="check" /> Done.
          {next && (
            <Button size="small" onClick={() => void openLesson(page, next.id)}>
              Next: {next.title}
            </Button>
          )}
        </p>
      )}
      <div className={styles.actions}>
        <Button size="small" icon="book" aria-expanded={solution} onClick={() => setSolution(!solution)}>
          Solution
        </Button>
        <Button size="small" icon="replay" onClick={startAgain}>
          Start again
        </Button>
        <Button size="small" look="ghost" icon="list" onClick={() => page.showDialog('lessons')}>
          All lessons
        </Button>
      </div>
      {solution && <Solution lesson={lesson} />}
    </article>
  )
}

function StepView({
  result: { step, missing },
  number,
  told,
}: {
  readonly result: StepResult
  readonly number: number
  readonly told: boolean
}): ReactNode {
  const [hints, setHints] = useState(0)
  const done = missing.length === 0
  return (
    <li className={styles.step} data-done={done}>
      <span className={styles.tick} role="img" aria-label={`Step ${number}${done ? ', done' : ''}`}>
        {done ? <Icon name="check" size={14} /> : number}
      </span>
      <div>
        <p>
          <Words text={step.text} />
        </p>
        {told &&
          missing.map(message => (
            <p key={message} className={styles.missing}>
              {message}
            </p>
          ))}
        {step.hints.slice(0, hints).map(hint => (
          <p key={hint} className={styles.hint}>
            <Words text={hint} />
          </p>
        ))}
        {!done && hints < step.hints.length && (
          <Button size="small" look="ghost" icon="info" onClick={() => setHints(hints + 1)}>
            {hints === 0 ? 'Hint' : 'Another hint'}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Text in which `code` stands between backticks. */
function Words({ text }: { readonly text: string }): ReactNode {
  return text.split('`').map((part, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
    return at % 2 === 1 ? <code key={at}>{part}</code> : part
  })
}

/** What to change in the text as it stands. */
function Solution({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const page = usePage()
  const draft = usePageState(state => state.draft.source)
  const lines = diffLines(draft, lesson.solution)
  return (
    <section className={styles.solution} aria-label="Solution">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys */}
      <pre tabIndex={0}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal lines of a text have no other name
          <span key={at} className={join(styles.line, styles[line.kind])}>
            {MARKS[line.kind]} {line.text}
            {'\n'}
          </span>
        ))}
      </pre>
      <Button size="small" onClick={() => page.replaceText(lesson.solution)}>
        Use the solution
      </Button>
    </section>
  )
}

const MARKS = { same: ' ', added: '+', removed: '−' } as const
