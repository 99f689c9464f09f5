import { ExpressionError } from '../expression'
import { OutputValueError, type PlannedTask } from '../flow'
import type { StateType } from '../model'
import type { LoopItem, LoopIteration, LoopOptions } from '../task'
import { lanes, sequence } from './executor'
import { renderOutputs } from './flowOutputs'
import { OutputScope } from './outputScope'
import type { Place } from './place'
import type { Run } from './run'
import { variablesOf } from './variables'

export type Loop = Omit<LoopOptions, 'tasks'> & { readonly tasks: readonly PlannedTask[] }

/**
 * Runs a Loop of 2.0: each iteration sees the outputs there were when it began, and its own; what it makes is not
 * seen outside. Answers the iterations that ended, in the order of their items.
 * Source: Kestra `Loop`, which makes each iteration an execution of kind LOOP.
 */
export async function runLoop(
  run: Run,
  inside: Place,
  loop: Loop,
): Promise<{ readonly state: StateType; readonly iterations: readonly LoopIteration[] }> {
  const ended: (LoopIteration | undefined)[] = []
  const counts: Partial<Record<StateType, number>> = {}
  let running = 0
  let broken = false
  const iterate = async (item: LoopItem, index: number): Promise<StateType> => {
    if (broken) return 'SUCCESS'
    running++
    loop.changed(running, counts)
    const iteration = await runIteration(run, inside, loop, item, index)
    ended[index] = iteration
    running--
    counts[iteration.state] = (counts[iteration.state] ?? 0) + 1
    loop.changed(running, counts)
    if (loop.stopAfter && !broken) broken = await loop.stopAfter(seenAfter(iteration))
    const { state } = iteration
    return state === 'KILLED' || (loop.transmitFailed && !isGood(state)) ? state : 'SUCCESS'
  }
  const queue = loop.items.map((item, index) => () => iterate(item, index))
  const state = await lanes(inside, loop.concurrent, queue)
  return { state, iterations: ended.filter(iteration => iteration !== undefined) }
}

const isGood = (state: StateType): boolean => state === 'SUCCESS' || state === 'WARNING'

const seenAfter = ({ item, state, outputs }: LoopIteration) => ({
  item: { index: item.iteration, ...item },
  iteration: { state, outputs },
})

async function runIteration(
  run: Run,
  inside: Place,
  loop: Loop,
  { value, key }: LoopItem,
  index: number,
): Promise<LoopIteration> {
  const item = { index, value, ...(key === undefined ? {} : { key }) }
  const around = inside.loop
  const place: Place = {
    ...inside,
    iteration: index,
    scope: new OutputScope(run.plan.version, inside.scope),
    loop: {
      executionId: run.effects.newId(),
      item,
      parents: around ? [around.item, ...around.parents] : [],
    },
  }
  const state = await sequence(run, loop.tasks, place)
  const shown = { value, iteration: index, ...(key === undefined ? {} : { key }) }
  if (state === 'KILLED') return { state, item: shown, outputs: {} }
  try {
    const outputs = await renderOutputs(run, loop.outputs, variablesOf(run, place))
    const kept = loop.keep ? await loop.keep(outputs, (name, content) => putFile(run, place, name, content)) : outputs
    return { state, item: shown, outputs: loop.transmitFailed && !isGood(state) ? {} : kept }
  } catch (error) {
    if (!(error instanceof ExpressionError || error instanceof OutputValueError)) throw error
    const loopRun = inside.parent?.taskRun
    const origin = loopRun ? { taskId: loopRun.taskId, taskRunId: loopRun.id } : {}
    run.log('ERROR', `Failed to render output values: ${error.message}`, origin)
    return { state: 'FAILED', item: shown, outputs: {} }
  }
}

async function putFile(run: Run, place: Place, name: string, content: Blob) {
  const folder = run.folder.replace(run.id, place.loop?.executionId ?? run.id)
  return (await run.effects.storage.put(`${folder}/${name}` as Run['folder'], content)).uri
}
