import type { Flow, FlowCondition, Input, Label, Output, PluginDefault, Sla, Task, Trigger } from '../model'
import { FORM } from '../task'
import { mapOr, mapsIn, textOf, type Written } from './values'

/**
 * Reads what YAML made of a text as a flow, as far as it goes: what is missing or of another kind is left out.
 * Answers undefined where there is nothing that could be a flow.
 */
export function toFlow(value: unknown): Flow | undefined {
  const written = mapOr(value)
  if (Object.keys(written).length === 0) return undefined
  const { description, revision, retry } = written
  const concurrency = toConcurrency(written.concurrency)
  const sla = mapsIn(written.sla).flatMap(toSla)
  const checks = mapsIn(written.checks).flatMap(toCheck)
  return {
    id: textOf(written.id) ?? '',
    namespace: textOf(written.namespace) ?? '',
    ...(typeof revision === 'number' ? { revision } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(written.disabled === true ? { disabled: true } : {}),
    labels: toLabels(written.labels),
    inputs: mapsIn(written.inputs).flatMap(toInput),
    variables: mapOr(written.variables),
    tasks: mapsIn(written.tasks).flatMap(toTask),
    errors: mapsIn(written.errors).flatMap(toTask),
    finally: mapsIn(written.finally).flatMap(toTask),
    afterExecution: mapsIn(written.afterExecution).flatMap(toTask),
    outputs: mapsIn(written.outputs).flatMap(toOutput),
    triggers: mapsIn(written.triggers).flatMap(toTrigger),
    pluginDefaults: mapsIn(written.pluginDefaults ?? written.taskDefaults).flatMap(toPluginDefault),
    ...(Object.keys(mapOr(retry)).length > 0 ? { retry: mapOr(retry) } : {}),
    ...(sla.length > 0 ? { sla } : {}),
    ...(checks.length > 0 ? { checks } : {}),
    ...(concurrency === undefined ? {} : { concurrency }),
  }
}

/** Labels, written as a map or as a list of keys and values. */
export function toLabels(written: unknown): readonly Label[] {
  if (Array.isArray(written)) {
    return mapsIn(written).flatMap(item => {
      const key = textOf(item.key)
      return key === undefined ? [] : [{ key, value: textOf(item.value) ?? '' }]
    })
  }
  return Object.entries(mapOr(written)).map(([key, value]) => ({ key, value: textOf(value) ?? '' }))
}

/** Reads inputs, of a flow or of `onResume` of a Pause task. */
export const toInputs = (written: unknown): readonly Input[] => mapsIn(written).flatMap(toInput)

function toInput(written: Written): readonly Input[] {
  const id = textOf(written.id) ?? textOf(written.name)
  if (id === undefined) return []
  const type = textOf(written.type) ?? 'STRING'
  if (type === FORM) return mapsIn(written.inputs).flatMap(child => toInput(inForm(id, child)))
  return [{ ...written, id, type, required: written.required !== false } as Input]
}

/** An input of a form goes by the ids of both. Source: Kestra `Input.expandToLeaves`. */
function inForm(form: string, { name, ...child }: Written): Written {
  const id = textOf(child.id) ?? textOf(name)
  return id === undefined ? child : { ...child, id: `${form}.${id}` }
}

/** A task needs an id and a type to be one. */
function toTask(written: Written): readonly Task[] {
  const id = textOf(written.id)
  const type = textOf(written.type)
  return id === undefined || type === undefined ? [] : [{ ...written, id, type }]
}

function toOutput(written: Written): readonly Output[] {
  const id = textOf(written.id)
  if (id === undefined) return []
  return [{ ...written, id, type: textOf(written.type) ?? 'STRING', value: written.value }]
}

function toTrigger(written: Written): readonly Trigger[] {
  const id = textOf(written.id)
  const type = textOf(written.type)
  return id === undefined || type === undefined ? [] : [{ ...written, id, type }]
}

function toPluginDefault(written: Written): readonly PluginDefault[] {
  const type = textOf(written.type)
  return type === undefined ? [] : [{ type, values: mapOr(written.values), forced: written.forced === true }]
}

function toSla({ id, type, behavior, labels, duration, assert }: Written): readonly Sla[] {
  const promise = {
    id: textOf(id) ?? '',
    behavior: behavior === 'CANCEL' || behavior === 'NONE' ? (behavior as 'CANCEL' | 'NONE') : ('FAIL' as const),
    labels: toLabels(labels),
  }
  if (type === 'MAX_DURATION' && typeof duration === 'string') return [{ ...promise, type, duration }]
  if (type === 'EXECUTION_ASSERTION' && typeof assert === 'string') return [{ ...promise, type, assert }]
  return []
}

/** `when` was named `condition` before 2.0. */
function toCheck({ when, condition, message, behavior }: Written): readonly FlowCondition[] {
  const written = textOf(when ?? condition)
  if (written === undefined) return []
  const isOther = behavior === 'FAIL_EXECUTION' || behavior === 'CREATE_EXECUTION'
  return [{ when: written, message: textOf(message) ?? '', behavior: isOther ? behavior : 'BLOCK_EXECUTION' }]
}

function toConcurrency(written: unknown): Flow['concurrency'] {
  const { limit, behavior } = mapOr(written)
  if (typeof limit !== 'number') return undefined
  return { limit, behavior: behavior === 'CANCEL' || behavior === 'FAIL' ? behavior : 'QUEUE' }
}
