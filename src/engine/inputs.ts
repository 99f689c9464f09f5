import { createRenderer, type Renderer } from '../expression'
import { askInputs, type InputEffects, type Plan, type ResolvedInputs, resolveInputs, toInputs } from '../flow'
import { executionFolder, fileNameOf, inputFile } from '../storage'
import type { AskedInput, AskRequest } from './api'
import type { Effects } from './effects'
import type { LaunchOptions } from './launch'

/** The values of the inputs of an execution to come. */
export function inputsOf(
  effects: Effects,
  { plan, inputs }: Pick<LaunchOptions, 'plan' | 'inputs'>,
  executionId: string,
): Promise<ResolvedInputs> {
  const { flow } = plan
  const folder = executionFolder(flow.namespace, flow.id, executionId)
  return resolveInputs(flow.inputs, inputs, plan.version, {
    render: renderingOf(effects, plan),
    putFile: async (inputId, file) => {
      const name = file instanceof File ? fileNameOf(file.name) : inputId
      return (await effects.storage.put(inputFile(folder, inputId, name), file)).uri
    },
  })
}

/** What a form shows of the inputs of a flow, or of those that one of its tasks asks for before it goes on. */
export async function askedOf(
  effects: Effects,
  plan: Plan | undefined,
  { taskId, inputs }: Pick<AskRequest, 'taskId' | 'inputs'>,
): Promise<readonly AskedInput[]> {
  if (!plan) return []
  const asked = taskId === undefined ? plan.flow.inputs : toInputs(plan.byId.get(taskId)?.task.onResume)
  return askInputs(asked, inputs, plan.version, { render: renderingOf(effects, plan) })
}

/** Renders with what there is before an execution. The renderer is made for the first text that needs it. */
function renderingOf({ now, random, environment }: Effects, { flow, version }: Plan): InputEffects['render'] {
  let renderer: Renderer | undefined
  const open = (): Renderer => {
    renderer ??= createRenderer({
      dialect: version,
      host: { now: () => BigInt(Math.round(now() * 1000)) * 1000n, random },
    })
    return renderer
  }
  const variables = {
    flow: { id: flow.id, namespace: flow.namespace },
    vars: flow.variables,
    envs: environment.envs,
    globals: environment.globals,
  }
  return (text, inputs) => open().renderTyped(text, { ...variables, inputs })
}
