import type { Execution, Label } from '../model'
import { type Scope, TaskFailed } from '../task'
import type { Node } from './place'
import { originOf, type Run } from './run'

type Ref = Parameters<Scope['subflow']>[0]
type Options = Parameters<Scope['subflow']>[2]

/** Kestra has no limit; a page would fill up. */
const MAX_DEPTH = 50

/**
 * Runs another flow of the workspace as an execution of its own. The task run is RUNNING once that execution is there.
 * Source: Kestra `ExecutableUtils.subflowExecution`.
 * @throws TaskFailed when there is no such flow, or it refuses the inputs
 */
export async function runSubflow(
  run: Run,
  node: Node,
  { namespace, flowId, revision }: Ref,
  inputs: Readonly<Record<string, unknown>>,
  options: Options,
): Promise<Execution> {
  const found = run.surroundings.findFlow(namespace, flowId)
  if (!found) {
    const message = `Unable to find flow '${namespace}'.'${flowId}' with revision '${revision ?? 0}'`
    run.log('ERROR', message, originOf(node, 0))
    throw new TaskFailed(message, { property: 'flowId', hint: 'Add that flow to this workspace.' })
  }
  if (run.depth >= MAX_DEPTH) {
    throw new TaskFailed(`${namespace}.${flowId} was started through ${MAX_DEPTH} subflows`, {
      property: 'flowId',
      explanation: 'A flow that starts itself would do so without end, so it was stopped here.',
    })
  }
  const { cancel } = node.place
  const launched = await cancel.race(
    run.launch({
      ...found,
      workspaceId: run.header.workspaceId,
      inputs,
      labels: [...correlation(run), ...(options.labels ?? [])],
      trigger: triggerOf(run, node),
      surroundings: run.surroundings,
      parent: { execution: run.header, depth: run.depth + 1, ...(options.wait ? { cancel } : {}) },
    }),
  )
  if (!launched.ok) {
    throw new TaskFailed(launched.problems[0]?.message ?? 'The inputs were refused', { property: 'inputs' })
  }
  if (node.taskRun.state.current === 'CREATED') run.hopTask(node, 'RUNNING')
  options.created?.(launched.execution)
  return options.wait ? launched.done : launched.execution
}

const correlation = (run: Run): readonly Label[] =>
  run.header.labels.filter(({ key }) => key === 'system.correlationId')

const triggerOf = (run: Run, { taskRun }: Node): Readonly<Record<string, unknown>> => ({
  flowId: run.header.flowId,
  taskRunId: taskRun.id,
  executionId: run.id,
  namespace: run.header.namespace,
  flowRevision: run.header.flowRevision,
  taskId: taskRun.taskId,
})
