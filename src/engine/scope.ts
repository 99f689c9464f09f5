import type { PlannedTask } from '../flow'
import type { StateType, Task } from '../model'
import type { ChildOptions, RunContext, Scope } from '../task'
import { stored } from './attempt'
import { dag, lanes, parallel, runTask, sequence } from './executor'
import { runLoop } from './loop'
import { pauseTask } from './pause'
import { type Node, type Place, rootPlace } from './place'
import type { Run } from './run'
import { runSubflow } from './subflow'

/** What the children of a flowable came to so far, and the state it set itself. */
export type Gathered = { readonly states: StateType[]; ends?: StateType; asIs?: boolean }

/** All a flowable task may do on top of what a runnable one may. */
export function createScope(run: Run, node: Node, inside: Place, context: RunContext, gathered: Gathered): Scope {
  const plannedOf = (task: Task): PlannedTask =>
    run.plan.byId.get(task.id) ?? {
      task,
      type: run.registry.find(task.type),
      path: node.planned.path,
      parent: node.planned,
      branches: [],
    }
  const all = (tasks: readonly Task[]) => tasks.map(plannedOf)
  const gather = async (work: Promise<StateType>): Promise<StateType> => {
    const state = await work
    gathered.states.push(state)
    return state
  }
  const at = ({ iteration, value, workingDirectory, replaces }: ChildOptions = {}): Place => ({
    ...inside,
    ...(iteration === undefined ? {} : { iteration }),
    ...(value === undefined ? {} : { value, values: [...inside.values, value] }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    ...(replaces === undefined ? {} : { replaced: replaces }),
  })
  const interruptIn = (options?: Pick<ChildOptions, 'interrupt'>) =>
    run.plan.version === '2.0' ? options?.interrupt : undefined
  const group = (tasks: readonly PlannedTask[], place: Place, asOne: boolean) => () =>
    asOne ? parallel(run, tasks, 0, place) : sequence(run, tasks, place)
  return {
    ...context,
    get python() {
      return context.python
    },
    get duckdb() {
      return context.duckdb
    },
    output: outputs => run.changeTask(node, { outputs: stored(outputs, run) }),
    iterate: iteration => run.changeTask(node, { iteration }),
    endAs: (state, { asIs, asChild } = {}) => {
      gathered.ends = state
      if (asIs) gathered.asIs = asIs
      if (asChild) gathered.states.push(state)
    },
    sequence: (tasks, options) => gather(sequence(run, all(tasks), at(options))),
    parallel: (tasks, concurrent, options) =>
      gather(parallel(run, all(tasks), concurrent, at(options), interruptIn(options))),
    each: (values, tasks, concurrent, options) => {
      const planned = all(tasks)
      const queue = values.map((value, iteration) =>
        group(planned, at({ value, iteration }), options?.parallel === true),
      )
      return gather(lanes(inside, concurrent, queue))
    },
    dag: (tasks, concurrent, options) => {
      const dependents = tasks.map(({ task, dependsOn }) => ({ planned: plannedOf(task), dependsOn: dependsOn ?? [] }))
      return gather(dag(run, dependents, concurrent, inside, interruptIn(options)))
    },
    loop: async options => {
      if (options.items.length > 0 && node.taskRun.state.current === 'CREATED') run.hopTask(node, 'RUNNING')
      const { state, iterations } = await runLoop(run, inside, { ...options, tasks: all(options.tasks) })
      gathered.states.push(state)
      return iterations
    },
    subflow: (ref, inputs, options) => runSubflow(run, node, ref, inputs, options),
    pause: options =>
      pauseTask(
        run,
        node,
        options,
        async () => options.meanwhile && runTask(run, plannedOf(options.meanwhile), rootPlace(run)),
      ),
  }
}
