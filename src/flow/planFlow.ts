import type { Flow, KestraVersion, Path, PluginDefault, Task } from '../model'
import { COMMON, childBranches, isMap, type Properties, type Property, type Registry } from '../task'
import type { Plan, PlannedBranch, PlannedTask } from './plan'
import { mergeDeep, textOf, type Written } from './values'

/**
 * Binds a flow to its task types: `pluginDefaults` merged in (1.3), old names of types and properties put into
 * today's, tasks inside tasks found. `when` becomes `runIf`. Paths are those of today's names.
 * Source: Kestra `PluginDefaultService`.
 */
export function planFlow(flow: Flow, version: KestraVersion, registry: Registry): Plan {
  const defaults = pluginDefaultsOf(flow, version, registry)
  const byId = new Map<string, PlannedTask>()
  const plan = (tasks: readonly Task[], name: string): readonly PlannedTask[] =>
    tasks.map((task, index) => bind(prepareTask(task, defaults, registry), [name, index], undefined, registry, byId))
  return {
    flow,
    version,
    tasks: plan(flow.tasks, 'tasks'),
    errors: plan(flow.errors, 'errors'),
    finally: plan(flow.finally, 'finally'),
    afterExecution: plan(flow.afterExecution, 'afterExecution'),
    byId,
  }
}

/** Every task of a plan, in the order of the flow; parents come before their children. */
export function plannedTasks(plan: Plan): readonly PlannedTask[] {
  const inside = (task: PlannedTask): readonly PlannedTask[] => [
    task,
    ...task.branches.flatMap(branch => branch.tasks.flatMap(inside)),
  ]
  return [...plan.tasks, ...plan.errors, ...plan.finally, ...plan.afterExecution].flatMap(inside)
}

/**
 * The `pluginDefaults` that count: 1.3 has them, and one for an old name of a type is for today's name, too.
 * Source: Kestra `PluginDefaultService.addAliases`.
 */
export function pluginDefaultsOf(flow: Flow, version: KestraVersion, registry: Registry): readonly PluginDefault[] {
  if (version !== '1.3') return []
  const today = flow.pluginDefaults.flatMap(one => {
    const type = registry.find(one.type)?.type
    return type === undefined || type === one.type ? [] : [{ ...one, type }]
  })
  return [...flow.pluginDefaults, ...today]
}

/**
 * Merges the defaults whose type is this one's or the beginning of it; longer ones win over shorter ones, the task's
 * own values over all but the forced ones. Maps inside that have a type of their own get theirs.
 */
export function withPluginDefaults(written: Written, defaults: readonly PluginDefault[]): Written {
  if (defaults.length === 0) return written
  const inside = Object.fromEntries(Object.entries(written).map(([key, value]) => [key, deepen(value, defaults)]))
  const type = textOf(written.type)
  if (type === undefined) return inside
  const fitting = defaults.filter(one => type.startsWith(one.type)).sort((a, b) => a.type.length - b.type.length)
  const merge = (values: readonly PluginDefault[]) =>
    values.reduce<Written>((merged, one) => mergeDeep(merged, one.values), {})
  const optional = mergeDeep(merge(fitting.filter(one => !one.forced)), inside)
  return mergeDeep(optional, merge(fitting.filter(one => one.forced)))
}

function deepen(value: unknown, defaults: readonly PluginDefault[]): unknown {
  if (Array.isArray(value)) return value.map(item => deepen(item, defaults))
  return isMap(value) ? withPluginDefaults(value, defaults) : value
}

/** A task with defaults in and old names gone, its children too. */
function prepareTask(task: Task, defaults: readonly PluginDefault[], registry: Registry): Task {
  return renamed(withPluginDefaults(task, defaults), registry) as Task
}

function renamed(written: Written, registry: Registry): Written {
  const type = registry.find(textOf(written.type) ?? '')
  const properties: Properties = { ...COMMON, ...type?.properties }
  const task = rename(properties, written, registry)
  const { when, ...rest } = task
  const conditional = when !== undefined && COMMON.when !== undefined ? { ...rest, runIf: when } : task
  return type === undefined ? conditional : { ...conditional, type: type.type }
}

function rename(properties: Properties, written: Written, registry: Registry): Written {
  const names = new Map<string, string>()
  for (const [name, property] of Object.entries(properties)) {
    for (const alias of property.aliases ?? []) if (!Object.hasOwn(properties, alias)) names.set(alias, name)
  }
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(written)) {
    const name = names.get(key) ?? key
    if (name !== key && written[name] !== undefined) continue
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    result[name] = property === undefined ? value : renameInside(property, value, registry)
  }
  return result
}

function renameInside(property: Property, value: unknown, registry: Registry): unknown {
  switch (property.kind) {
    case 'task':
      return isMap(value) ? renamed(value, registry) : value
    case 'list':
      return Array.isArray(value) ? value.map(item => renameInside(property.of, item, registry)) : value
    case 'map':
      return isMap(value) ? mapValues(value, item => renameInside(property.of, item, registry)) : value
    case 'object':
      return isMap(value) ? rename(property.properties, value, registry) : value
    case 'oneOf':
      return property.of.reduce((result, alternative) => renameInside(alternative, result, registry), value)
    default:
      return value
  }
}

const mapValues = (map: Written, change: (value: unknown) => unknown): Written =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))

function bind(
  task: Task,
  path: Path,
  parent: PlannedTask | undefined,
  registry: Registry,
  byId: Map<string, PlannedTask>,
): PlannedTask {
  const type = registry.find(task.type)
  const branches: PlannedBranch[] = []
  const planned: PlannedTask = { task, type, path, parent, branches }
  if (!byId.has(task.id)) byId.set(task.id, planned)
  for (const branch of childBranches(type?.properties ?? {}, task)) {
    const tasks = branch.children.flatMap(child =>
      isTask(child.task) ? [bind(child.task, [...path, ...child.path], planned, registry, byId)] : [],
    )
    branches.push({ path: branch.path, tasks })
  }
  return planned
}

const isTask = (value: unknown): value is Task =>
  isMap(value) && textOf(value.id) !== undefined && textOf(value.type) !== undefined
