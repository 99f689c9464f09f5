import { hashOrderedKeys, type Variables } from '../expression'
import type { Execution, Label } from '../model'
import { copyAsHashMap } from './hashOrderedMap'
import type { Node, Place } from './place'
import type { Run } from './run'

type Values = Record<string, unknown>

/**
 * What an expression sees by name. With a task run also what is around it: `task`, `taskrun`, `parent`, `parents`,
 * and inside a Loop `item`. The order is the one in which Kestra's own map prints.
 * Source: Kestra `RunVariables`.
 */
export function variablesOf(run: Run, place: Place, node?: Node): Variables {
  const { header, plan } = run
  const { flow } = plan
  const { envs, globals, kestra } = run.effects.environment
  const variables: Values = {
    outputs: place.scope.outputs,
    execution: executionVariable(header, place),
  }
  if (Object.keys(header.inputs).length > 0) variables.inputs = header.inputs
  variables.globals = globals
  variables.envs = envs
  variables.labels = labelsVariable(run, header.labels)
  variables.kestra = kestra
  if (node) {
    variables.task = taskVariable(run, node)
    variables.addSecretConsumer = null
    variables.taskrun = taskRunVariable(node)
  }
  const vars = header.variables ?? flow.variables
  if (Object.keys(vars).length > 0) variables.vars = copyAsHashMap(vars, false)
  variables.tasks = place.scope.tasks
  variables.flow = {
    id: flow.id,
    namespace: flow.namespace,
    revision: header.flowRevision,
    tenantId: 'main',
  }
  if (node) {
    const folder = place.workingDirectory && place.parent
    const parents = parentsOf((folder ?? node).place)
    variables.parents = parents
    if (parents[0] !== undefined) variables.parent = parents[0]
    if (folder) variables.workerTaskrun = taskRunVariable(folder)
  }
  if (header.trigger) variables.trigger = header.trigger
  if (place.loop) variables.item = itemVariable(place.loop)
  return variables
}

function executionVariable(header: Execution, { loop }: Place): unknown {
  return {
    id: loop?.executionId ?? header.id,
    state: header.state.current,
    startDate: { $java: 'Instant', value: header.state.histories[0]?.date ?? '' },
    originalId: header.originalId ?? loop?.executionId ?? header.id,
    ...(header.outputs && Object.keys(header.outputs).length > 0 ? { outputs: header.outputs } : {}),
  }
}

/** 1.3 sorts labels, 2.0 keeps them in a HashMap. */
function labelsVariable(run: Run, labels: readonly Label[]): unknown {
  const tree = nested(labels.map(({ key, value }) => [key, value]))
  if (run.plan.version === '2.0') return inOrder(tree, hashOrderedKeys(Object.keys(tree)))
  return inOrder(tree, Object.keys(tree).sort())
}

const inOrder = (map: Values, keys: readonly string[]): Values => Object.fromEntries(keys.map(key => [key, map[key]]))

function taskVariable(run: Run, { planned }: Node): unknown {
  const { type } = planned.task
  const id = String(planned.task.id)
  return run.plan.version === '1.3' ? { id, type } : { type, id }
}

/** Tasks of a WorkingDirectory are run by it: they see its value and its parents as theirs. */
function taskRunVariable({ taskRun, place }: Node): unknown {
  const value = place.workingDirectory && place.parent ? place.parent.place.value : place.value
  return {
    id: taskRun.id,
    startDate: { $java: 'Instant', value: taskRun.state.histories[0]?.date ?? '' },
    attemptsCount: taskRun.attempts.length,
    ...(place.parent ? { parentId: place.parent.taskRun.id } : {}),
    ...(value === undefined ? {} : { value }),
    ...(taskRun.iteration === undefined ? {} : { iteration: taskRun.iteration }),
  }
}

/** The flowables around, nearest first; those that have neither a value nor outputs are left out. */
function parentsOf(place: Place): readonly unknown[] {
  const parents: unknown[] = []
  for (let node = place.parent; node; node = node.place.parent) {
    const { outputs } = node.taskRun
    const { value } = node.place
    const shown: Values = {}
    if (outputs && Object.keys(outputs).length > 0) shown.outputs = outputs
    if (value !== undefined) shown.taskrun = { value }
    if (Object.keys(shown).length > 0) parents.push(shown)
  }
  return parents
}

/** Unlike `parents` of task runs, those of an item begin with the outermost. Source: Kestra `LoopCaseTest`. */
const itemVariable = ({ item, parents }: NonNullable<Place['loop']>): unknown => ({
  ...item,
  ...(parents[0] === undefined ? {} : { parent: parents[0], parents: [...parents].reverse() }),
})

/** Names with dots become maps in maps: `nested.one` is read as `inputs.nested.one`. */
function nested(entries: readonly (readonly [string, unknown])[]): Values {
  const tree: Values = {}
  for (const [name, value] of entries) {
    const parts = name.split('.')
    let at = tree
    for (const part of parts.slice(0, -1)) {
      const next = at[part]
      const map = typeof next === 'object' && next !== null ? (next as Values) : {}
      at[part] = map
      at = map
    }
    at[parts.at(-1) ?? name] = value
  }
  return tree
}
