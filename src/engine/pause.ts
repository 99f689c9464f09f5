import { resolveInputs } from '../flow'
import type { Outputs } from '../model'
import { type PauseEnd, type PauseOptions, TaskFailed } from '../task'
import type { Node } from './place'
import type { Run } from './run'
import { variablesOf } from './variables'

/**
 * Holds a task run PAUSED, and the execution with it, until it is resumed or its time is up.
 * Source: Kestra `Pause`, `ExecutionService.resume`; a LoopUntil waits in the same way between two rounds.
 */
export async function pauseTask(
  run: Run,
  node: Node,
  options: PauseOptions,
  meanwhile: () => Promise<unknown>,
): Promise<PauseEnd> {
  const { cancel } = node.place
  const timer = new AbortController()
  const resumed = new Promise<Outputs>(resolve => run.resumes.set(node.taskRun.id, { node, options, resolve }))
  run.hopTask(node, 'PAUSED')
  run.pause()
  const end: Promise<PauseEnd>[] = options.own ? [] : [resumed.then(inputs => ({ by: 'person', inputs }))]
  const { milliseconds } = options
  if (milliseconds !== undefined) {
    end.push(run.effects.sleep(milliseconds, timer.signal).then(() => ({ by: 'time' })))
    end.at(-1)?.catch(() => undefined)
  }
  const beside = meanwhile()
  try {
    const how = await cancel.race(Promise.race(end))
    if (how.by === 'time' && options.cancels) run.prepareEnd('CANCELLED')
    return how
  } finally {
    timer.abort()
    run.resumes.delete(node.taskRun.id)
    await beside
    run.unpause(cancel.aborted || options.own ? undefined : 'RESTARTED')
    run.stopIfEnded()
    if (options.goesOn && !cancel.aborted) run.hopTask(node, 'RUNNING')
  }
}

/**
 * Resumes a paused task run with the values of its `onResume` inputs.
 * @throws TaskFailed when they are refused
 */
export async function resumeTask(run: Run, taskRunId: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  const waiting = run.resumes.get(taskRunId)
  if (!waiting) return
  const { node, options, resolve } = waiting
  const variables = variablesOf(run, node.place, node)
  const resolved = await resolveInputs(options.inputs ?? [], given, run.plan.version, {
    render: (text, inputs) => run.renderer.renderTyped(text, { ...variables, inputs }),
    putFile: async (inputId, file) =>
      (await run.effects.storage.put(`${run.folder}/inputs/${inputId}/${run.effects.newId()}`, file)).uri,
  })
  if (!resolved.ok) throw new TaskFailed(resolved.problems[0]?.message ?? 'The inputs were refused')
  run.surroundings.hidden.addInputs(resolved.secrets)
  resolve(resolved.values)
}
