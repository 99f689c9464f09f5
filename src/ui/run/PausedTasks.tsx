import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { Execution, Input, TaskRun } from '../../model'
import { Button, StateIcon } from '../controls'
import { InputField } from '../flow/InputField'
import { usePage } from '../state/usePage'
import styles from './run.module.css'

/** Tasks that wait for a person, each with what it asks for and the way on. */
export function PausedTasks({ execution }: { readonly execution: Execution }): ReactNode {
  const paused = execution.taskRuns.filter(
    ({ id, state }) => state.current === 'PAUSED' && id !== execution.question?.taskRunId,
  )
  const asked = useAsked(execution, paused.length > 0)
  return paused.map(taskRun => <Paused key={taskRun.id} taskRun={taskRun} inputs={asked.get(taskRun.taskId) ?? []} />)
}

type PausedProps = { readonly taskRun: TaskRun; readonly inputs: readonly Input[] }

function Paused({ taskRun: { id, taskId, value }, inputs }: PausedProps): ReactNode {
  const page = usePage()
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({})
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const resume = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    page
      .resume(id, values)
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false))
  }
  return (
    <form className={styles.paused} aria-label={`${taskId} is paused`} onSubmit={resume}>
      <div className={styles.pausedHead}>
        <StateIcon state="PAUSED" bare />
        <p>
          {taskId} {value === undefined ? '' : `(${value}) `}waits for you.
        </p>
        <Button type="submit" look="primary" size="small" disabled={busy}>
          Resume
        </Button>
      </div>
      {inputs.length > 0 && (
        <div className={styles.pausedFields}>
          {inputs.map(input => (
            <InputField
              key={input.id}
              input={input}
              value={values[input.id]}
              touched={Object.hasOwn(values, input.id)}
              problem={problem !== undefined && names(problem, input.id) ? problem : undefined}
              onValue={next => setValues({ ...values, [input.id]: next })}
            />
          ))}
        </div>
      )}
      {problem !== undefined && !inputs.some(input => names(problem, input.id)) && (
        <p className={styles.pausedProblem} role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}

/** Whether a message speaks of an input, as Kestra quotes it. */
const names = (message: string, inputId: string): boolean => message.includes(`\`${inputId}\``)

/** What tasks ask for before they go on, by task id, read from the text that the run was started with. */
function useAsked({ source, version }: Execution, wanted: boolean): ReadonlyMap<string, readonly Input[]> {
  const { services } = usePage()
  const [asked, setAsked] = useState<ReadonlyMap<string, readonly Input[]>>(new Map())
  useEffect(() => {
    if (!wanted) return
    let left = false
    services.engine.check(source, version, {}).then(
      ({ outline }) => {
        if (!left) setAsked(new Map(outline.map(({ id, onResume = [] }) => [id, onResume])))
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [services, source, version, wanted])
  return asked
}
