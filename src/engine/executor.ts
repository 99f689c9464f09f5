import type { PlannedTask } from '../flow'
import { allowed, createState, isTerminated, type StateType, withState, worstOf } from '../model'
import { endStopped, logFailure, runAttempts } from './attempt'
import { Cancel, Interrupted, stoppedState } from './cancel'
import { toFailure } from './failure'
import { runFlowable } from './flowable'
import type { Node, Place } from './place'
import { reuse, reuseWhole } from './reuse'
import type { Run } from './run'
import { runStub } from './stub'
import { isWanted } from './wanted'

/**
 * Runs one task at a place to its end and answers its state. Never rejects: a failure is the task run's state, and so
 * is the end of the execution.
 */
export async function runTask(run: Run, planned: PlannedTask, place: Place): Promise<StateType> {
  await run.effects.breathe()
  if (place.cancel.aborted) return stoppedState(place.cancel)
  const state = await runNode(run, run.create(planned, place))
  await run.promises?.look()
  return state
}

async function runNode(run: Run, node: Node): Promise<StateType> {
  const { planned, place, taskRun } = node
  if (isTerminated(taskRun.state.current)) return taskRun.state.current
  if (place.cancel.aborted) return endStopped(run, node)
  try {
    if (!(await isWanted(run, node))) return skip(run, node)
  } catch (error) {
    return failBeforeStart(run, node, error)
  }
  const { type } = planned
  if (run.surroundings.stubs[planned.task.id] !== undefined || type === undefined) return runStub(run, node)
  const { memory } = run.surroundings
  if (type.kind === 'flowable') {
    const whole = await memory?.findWhole(run, node)
    return whole ? reuseWhole(run, node, whole) : runFlowable(run, node, type)
  }
  const remembered = type.updatesExecution === true ? undefined : await memory?.find(run, node)
  return remembered ? reuse(run, node, remembered) : runAttempts(run, node, type)
}

function skip(run: Run, node: Node): StateType {
  run.hopTask(node, 'SKIPPED', { attempts: [instantAttempt(run, 'SKIPPED')] })
  return 'SKIPPED'
}

/** A task run that fails before it is RUNNING. */
export function failBeforeStart(run: Run, node: Node, error: unknown): StateType {
  if (node.place.cancel.aborted) return endStopped(run, node)
  logFailure(run, node, 0, error)
  const state = allowed('FAILED', node.planned.task)
  run.hopTask(node, state, {
    attempts: [instantAttempt(run, 'FAILED')],
    failure: toFailure(error, node.planned, run.yaml),
  })
  return state
}

const instantAttempt = (run: Run, state: StateType) => ({
  state: withState(createState('CREATED', run.now()), state, run.now()),
})

const isEnabled = ({ task }: PlannedTask): boolean => task.disabled !== true

/** Whether the tasks after one that ended so are still to be run. */
const goesOn = (state: StateType): boolean => !['FAILED', 'KILLED', 'CANCELLED', 'RETRIED'].includes(state)

/** Nothing begins any more once the execution ends, by a kill or by a task. */
const mayGoOn = (run: Run, { cancel }: Place): boolean => run.end === undefined && !cancel.aborted

/** Runs tasks one after another; stops at the first that did not end well. Answers the worst state. */
export async function sequence(run: Run, tasks: readonly PlannedTask[], place: Place): Promise<StateType> {
  const states: StateType[] = []
  for (const planned of tasks.filter(isEnabled)) {
    const state = mayGoOn(run, place) ? await runTask(run, planned, place) : stoppedState(place.cancel)
    states.push(state)
    if (!goesOn(state)) break
  }
  return worstOf(states)
}

/** Runs tasks one after another whatever they come to, as Kestra does with `errors` and `finally`. */
export async function each(run: Run, tasks: readonly PlannedTask[], place: Place): Promise<StateType> {
  const states: StateType[] = []
  for (const planned of tasks.filter(isEnabled)) {
    if (!mayGoOn(run, place)) break
    states.push(await runTask(run, planned, place))
  }
  return worstOf(states)
}

/** Tasks that run side by side; one that fails may interrupt the others. */
class Siblings {
  readonly #cancel: Cancel
  readonly #run: Run
  readonly #place: Place
  readonly #interrupt: Interrupted['state'] | undefined

  constructor(run: Run, place: Place, interrupt: Interrupted['state'] | undefined) {
    this.#run = run
    this.#place = place
    this.#interrupt = interrupt
    this.#cancel = interrupt === undefined ? place.cancel : new Cancel(place.cancel)
  }

  async run(planned: PlannedTask): Promise<StateType> {
    const state = await runTask(this.#run, planned, { ...this.#place, cancel: this.#cancel })
    if (state === 'FAILED' && this.#interrupt !== undefined)
      this.#cancel.abort(new Interrupted(planned.task.id, this.#interrupt))
    return state
  }

  /** Once all have ended: their worst state, which is that of the one that failed first. */
  worst(state: StateType): StateType {
    if (this.#interrupt === undefined) return state
    this.#cancel.close()
    return this.#cancel.aborted && !this.#place.cancel.aborted ? 'FAILED' : state
  }
}

/**
 * Runs tasks at the same time, at most `concurrent` of them (0: all); starts no more once one failed.
 * @param interrupt the state that those still running then end in; without it they go on
 */
export async function parallel(
  run: Run,
  tasks: readonly PlannedTask[],
  concurrent: number,
  place: Place,
  interrupt?: Interrupted['state'],
): Promise<StateType> {
  const siblings = new Siblings(run, place, interrupt)
  const queue = tasks.filter(isEnabled).map(planned => () => siblings.run(planned))
  return siblings.worst(await lanes(place, concurrent, queue))
}

/**
 * Works a queue off in lanes. Once one piece of work does not end well, no other is started; those that run are
 * awaited. Answers the worst state.
 */
export async function lanes(
  place: Place,
  concurrent: number,
  queue: readonly (() => Promise<StateType>)[],
): Promise<StateType> {
  const states: StateType[] = []
  let next = 0
  let stopped = false
  const lane = async (): Promise<void> => {
    while (next < queue.length && !stopped && !place.cancel.aborted) {
      const state = (await queue[next++]?.()) ?? 'SUCCESS'
      states.push(state)
      if (!goesOn(state)) stopped = true
    }
  }
  const count = concurrent <= 0 ? queue.length : Math.min(concurrent, queue.length)
  await Promise.all(Array.from({ length: count }, lane))
  return worstOf(next < queue.length && place.cancel.aborted ? [...states, stoppedState(place.cancel)] : states)
}

/** A task of a Dag with what it waits for. */
export type Dependent = { readonly planned: PlannedTask; readonly dependsOn: readonly string[] }

/**
 * Starts each task once all it depends on has ended well, in the order of the list; at most `concurrent` at a time.
 * @param interrupt the state that those still running end in once one failed; without it they go on
 */
export async function dag(
  run: Run,
  tasks: readonly Dependent[],
  concurrent: number,
  place: Place,
  interrupt?: Interrupted['state'],
): Promise<StateType> {
  const waiting = new Set(tasks.filter(({ planned }) => isEnabled(planned)))
  const disabled = tasks.filter(({ planned }) => !isEnabled(planned)).map(({ planned }) => planned.task.id)
  const done = new Set(disabled)
  const running = new Set<Promise<void>>()
  const states: StateType[] = []
  const most = concurrent <= 0 ? Number.POSITIVE_INFINITY : concurrent
  const siblings = new Siblings(run, place, interrupt)
  const start = (task: Dependent): void => {
    waiting.delete(task)
    const ended = siblings.run(task.planned).then(state => {
      states.push(state)
      if (goesOn(state)) done.add(task.planned.task.id)
      running.delete(ended)
    })
    running.add(ended)
  }
  for (;;) {
    const mayStart = states.every(goesOn) && mayGoOn(run, place)
    for (const task of mayStart ? waiting : []) {
      if (running.size < most && task.dependsOn.every(id => done.has(id))) start(task)
    }
    if (running.size === 0) {
      const all = waiting.size > 0 && !mayGoOn(run, place) ? [...states, stoppedState(place.cancel)] : states
      return siblings.worst(worstOf(all))
    }
    await Promise.race(running)
  }
}
