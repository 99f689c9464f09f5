import { useEffect, useMemo, useState } from 'react'
import type { Evaluation, OutlineTask } from '../../engine'
import { type Execution, isTerminated, type Progress } from '../../model'
import type { PageServices } from '../client'
import { formatBytes } from '../format'
import { isFileUri } from '../outputs/values'
import { failureOf } from '../run/failures'
import { selectedRun } from '../state/pageState'
import { useNow, usePage, usePageState } from '../state/usePage'
import type { ShownTask } from './marks'
import { type LineValue, NO_MARKS, type RunMarks, runMarks } from './runMarks'

const NO_VALUES: readonly LineValue[] = []
const NO_PROGRESS: readonly Progress[] = []

/** The marks of the run on the right, and the task whose outputs are shown there. */
export function useRunMarks(): { readonly marks: RunMarks; readonly task: ShownTask | undefined } {
  const run = usePageState(selectedRun)
  const source = usePageState(state => state.draft.source)
  const outline = usePageState(state => (state.checkedSource === state.draft.source ? state.check?.outline : undefined))
  const progress = usePageState(state => (run && state.progress.get(run.id)) ?? NO_PROGRESS)
  const shownId = usePageState(state => (state.tab === 'outputs' ? state.path[1] : undefined))
  const running = run !== undefined && !isTerminated(run.state.current)
  const tick = useNow(running)
  const now = running ? tick : 0
  const extra = useValues(run, outline)
  const marks = useMemo(() => {
    if (!run || !outline) return NO_MARKS
    const found = runMarks(source, outline, run, progress, now, extra)
    const failedLine = run.source === source && run.state.current === 'FAILED' ? failureOf(run)?.line : undefined
    return failedLine === undefined ? found : { ...found, failedLine }
  }, [run, outline, source, progress, now, extra])
  const task = run && outline?.find(({ id }) => id === shownId)
  return useMemo(() => ({ marks, task }), [marks, task])
}

/** Sizes of files and of what expressions gave, read once a run has ended. */
function useValues(run: Execution | undefined, outline: readonly OutlineTask[] | undefined): readonly LineValue[] {
  const { services } = usePage()
  const [found, setFound] = useState<{ readonly runId: string; readonly values: readonly LineValue[] }>()
  const ended = run && isTerminated(run.state.current) ? run : undefined
  useEffect(() => {
    if (!ended || !outline) return
    let current = true
    void readValues(ended, outline, services).then(values => {
      if (current) setFound({ runId: ended.id, values })
    })
    return () => {
      current = false
    }
  }, [ended, outline, services])
  return found && found.runId === run?.id ? found.values : NO_VALUES
}

/** Tasks whose values stand beside the code: each is asked for. */
const MOST = 40

async function readValues(
  run: Execution,
  outline: readonly OutlineTask[],
  services: PageServices,
): Promise<readonly LineValue[]> {
  const values: LineValue[] = []
  const first = new Map(run.taskRuns.toReversed().map(taskRun => [taskRun.taskId, taskRun]))
  for (const task of outline.filter(({ id }) => first.has(id)).slice(0, MOST)) {
    const taskRun = first.get(task.id)
    if (!taskRun) continue
    for (const { line, source } of task.expressions) {
      const request = { executionId: run.id, expression: `{{ ${source} }}`, taskRunId: taskRun.id }
      const evaluation = await services.debug.evaluate(request, 500).catch(() => undefined)
      const text = evaluation && (await textOf(evaluation, services))
      if (text) values.push({ line, text, tone: 'expression' })
    }
    for (const [name, line] of Object.entries(task.outputFileLines ?? {})) {
      const files = taskRun.outputs?.outputFiles as Readonly<Record<string, unknown>> | undefined
      const size = await sizeOf(files?.[name], services)
      if (size) values.push({ line, text: size, tone: 'idle' })
    }
  }
  return values
}

/** The few letters that tell what an expression gave: `list · 30`, `393 B`; nothing for a short text. */
async function textOf(evaluation: Evaluation, services: PageServices): Promise<string | undefined> {
  if (!evaluation.ok) return undefined
  const { value } = evaluation
  if (isFileUri(value)) return sizeOf(value, services)
  const last = evaluation.stages.at(-1)
  const count = last?.size?.match(/^\d+/)?.[0]
  return (evaluation.type === 'list' || evaluation.type === 'map') && count
    ? `${evaluation.type} · ${count}`
    : undefined
}

async function sizeOf(uri: unknown, services: PageServices): Promise<string | undefined> {
  if (!isFileUri(uri)) return undefined
  try {
    return formatBytes((await services.archive.file(uri)).size)
  } catch {
    return undefined
  }
}
