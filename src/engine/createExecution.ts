import { createState, type Execution, type Label } from '../model'
import { isoInstant } from './clock'
import type { Effects } from './effects'
import type { LaunchOptions } from './launch'

/** An execution as it begins, CREATED. */
export function createExecution(
  effects: Effects,
  { plan, source, workspaceId, labels, trigger, parent, originalId }: LaunchOptions,
  id: string,
  number: number,
  inputs: Readonly<Record<string, unknown>>,
): Execution {
  const { flow } = plan
  return {
    id,
    workspaceId,
    number,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: flow.revision ?? 1,
    version: plan.version,
    source,
    state: createState('CREATED', isoInstant(effects.now())),
    taskRuns: [],
    inputs,
    labels: labelsOf(id, flow.labels, labels),
    ...(trigger ? { trigger } : {}),
    ...(parent ? { parentId: parent.execution.id } : {}),
    ...(originalId === undefined ? {} : { originalId }),
  }
}

/** The flow's labels, then the given ones, then Kestra's own; later ones win, but not over a correlation given. */
function labelsOf(id: string, own: readonly Label[], given: readonly Label[]): readonly Label[] {
  const labels = new Map<string, string>()
  for (const { key, value } of [...own, ...given]) labels.set(key, value)
  if (!labels.has('system.correlationId')) labels.set('system.correlationId', id)
  return [...labels].map(([key, value]) => ({ key, value }))
}
