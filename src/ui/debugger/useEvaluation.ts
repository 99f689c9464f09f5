import { useEffect, useRef, useState } from 'react'
import type { Evaluation } from '../../engine'
import { isTerminated } from '../../model'
import { EvaluationStopped } from '../client'
import { reachesOut, withBraces } from './expressionText'
import type { DebuggerPanelProps } from './props'

/** What the debugger knows about the text in its input. */
export type EvaluationState =
  | { readonly kind: 'empty' }
  /** Waits for Enter: the expression calls this function, which reaches out. */
  | { readonly kind: 'held'; readonly name: string }
  | { readonly kind: 'done'; readonly evaluation: Evaluation; readonly milliseconds: number; readonly text: string }
  | { readonly kind: 'stopped'; readonly limit: number }
  | { readonly kind: 'broken'; readonly message: string }

export type Evaluating = {
  /** The last answer; it stays while a new one is on its way. */
  readonly state: EvaluationState
  readonly busy: boolean
  /** Evaluates at once, functions that reach out too; `limit` undefined waits for ever. */
  readonly run: (limit?: number) => void
}

/** Milliseconds after the last key, and how long an expression may take. */
const PAUSE = 150
export const LIMIT = 500

/** Evaluates a text as it is typed, and again when the run has more to show. */
export function useEvaluation(
  { execution, evaluate }: Pick<DebuggerPanelProps, 'execution' | 'evaluate'>,
  expression: string,
  taskRunId: string | undefined,
  open: boolean,
): Evaluating {
  const [state, setState] = useState<EvaluationState>({ kind: 'empty' })
  const [busy, setBusy] = useState(false)
  const asked = useRef(0)
  const ended = execution.taskRuns.filter(run => isTerminated(run.state.current)).length

  const ask = async (limit: number | undefined): Promise<void> => {
    const turn = ++asked.current
    const started = performance.now()
    const request = { executionId: execution.id, expression: withBraces(expression) }
    setBusy(true)
    const answer = await settle(
      evaluate(taskRunId === undefined ? request : { ...request, taskRunId }, limit),
      expression,
      started,
    )
    if (turn !== asked.current) return
    setBusy(false)
    setState(answer)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is evaluated is named here; the functions are new on every paint
  useEffect(() => {
    if (!open) return
    asked.current++
    setBusy(false)
    if (expression.trim() === '') {
      setState({ kind: 'empty' })
      return
    }
    const name = reachesOut(expression)
    if (name !== undefined) {
      setState({ kind: 'held', name })
      return
    }
    const timer = setTimeout(() => void ask(LIMIT), PAUSE)
    return () => clearTimeout(timer)
  }, [expression, taskRunId, execution.id, ended, open])
  return { state, busy, run: limit => void ask(limit) }
}

async function settle(answer: Promise<Evaluation>, text: string, started: number): Promise<EvaluationState> {
  try {
    const evaluation = await answer
    return { kind: 'done', evaluation, milliseconds: performance.now() - started, text }
  } catch (error) {
    if (error instanceof EvaluationStopped) return { kind: 'stopped', limit: error.limit }
    return { kind: 'broken', message: error instanceof Error ? error.message : String(error) }
  }
}
