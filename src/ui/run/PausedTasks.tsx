import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { AskedInput } from '../../engine'
import type { Execution, Input, TaskRun } from '../../model'
import { Button, StateIcon } from '../controls'
import { InputField } from '../inputs/InputField'
import { handedOver, needAsking } from '../inputs/values'
import { usePage } from '../state/usePage'
import styles from './run.module.css'

/** Tasks that wait for a person, each with what it asks for and the way on. */
export function PausedTasks({ execution }: { readonly execution: Execution }): ReactNode {
  const paused = execution.taskRuns.filter(
    ({ id, state }) => state.current === 'PAUSED' && id !== execution.question?.taskRunId,
  )
  const onResume = useOnResume(execution, paused.length > 0)
  return paused.map(taskRun => (
    <Paused
      key={taskRun.id}
      execution={execution}
      taskRun={taskRun}
      inputs={onResume.get(taskRun.taskId) ?? NO_INPUTS}
    />
  ))
}

const NO_INPUTS: readonly Input[] = []

type PausedProps = { readonly execution: Execution; readonly taskRun: TaskRun; readonly inputs: readonly Input[] }

function Paused({ execution, taskRun: { id, taskId, value }, inputs }: PausedProps): ReactNode {
  const page = usePage()
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({})
  const asked = useAsked(execution, taskId, inputs, values)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const resume = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    page
      .resume(id, handedOver(inputs, values, asked))
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
              asked={asked.find(one => one.id === input.id)}
              value={values[input.id]}
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

/** Whether a message speaks of an input, as Kestra names it: in quotes, or at the end when it is missing. */
const names = (message: string, inputId: string): boolean =>
  message.includes(`\`${inputId}\``) || message.endsWith(`:${inputId}`)

/** What tasks ask for before they go on, by task id, read from the text that the run was started with. */
function useOnResume({ source, version }: Execution, wanted: boolean): ReadonlyMap<string, readonly Input[]> {
  const { services } = usePage()
  const [onResume, setOnResume] = useState<ReadonlyMap<string, readonly Input[]>>(new Map())
  useEffect(() => {
    if (!wanted) return
    let left = false
    services.engine.check(source, version, {}).then(
      ({ outline }) => {
        if (!left) setOnResume(new Map(outline.map(({ id, onResume = [] }) => [id, onResume])))
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [services, source, version, wanted])
  return onResume
}

/** What the form of a task shows of inputs that depend on others. */
function useAsked(
  { source, version }: Execution,
  taskId: string,
  inputs: readonly Input[],
  values: Readonly<Record<string, unknown>>,
): readonly AskedInput[] {
  const { services } = usePage()
  const [asked, setAsked] = useState<readonly AskedInput[]>([])
  useEffect(() => {
    if (!needAsking(inputs)) return
    let left = false
    services.debug.askInputs({ source, version, taskId, inputs: values }, LIMIT).then(
      answer => {
        if (!left) setAsked(answer)
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [services, source, version, taskId, inputs, values])
  return asked
}

/** How long the expressions of inputs may take, in milliseconds. */
const LIMIT = 2000
