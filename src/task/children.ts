import type { Path } from '../model'
import type { Properties, Property } from './property'
import { isMap } from './written'

/** A task inside another one: the value as written, and its path from the parent. */
export type Child = { readonly task: unknown; readonly path: Path }

/** A list of tasks inside a task, wherever it hangs: `then`, `cases.red`, `tasks` of a Dag. */
export type ChildBranch = { readonly path: Path; readonly children: readonly Child[] }

/** The branches of a task as it is written, in the order of its text. */
export function childBranches(properties: Properties, task: Readonly<Record<string, unknown>>): readonly ChildBranch[] {
  return Object.entries(task).flatMap(([key, value]) => {
    const property = properties[key]
    return property === undefined ? [] : branchesOf(property, value, [key])
  })
}

function branchesOf(property: Property, value: unknown, path: Path): readonly ChildBranch[] {
  switch (property.kind) {
    case 'task':
      return isMap(value) ? [{ path, children: [{ task: value, path }] }] : []
    case 'list':
      return Array.isArray(value) ? listBranches(property.of, value, path) : []
    case 'map':
      return isMap(value)
        ? Object.entries(value).flatMap(([key, item]) => branchesOf(property.of, item, [...path, key]))
        : []
    case 'object':
      return isMap(value)
        ? Object.entries(value).flatMap(([key, item]) => {
            const inner = property.properties[key]
            return inner === undefined ? [] : branchesOf(inner, item, [...path, key])
          })
        : []
    case 'oneOf':
      return property.of.flatMap(alternative => branchesOf(alternative, value, path)).slice(0, 1)
    default:
      return []
  }
}

/** A list of tasks, or of maps that each hold one, is one branch; other lists may hold branches. */
function listBranches(item: Property, values: readonly unknown[], path: Path): readonly ChildBranch[] {
  if (item.kind === 'task') {
    return [{ path, children: values.map((task, index) => ({ task, path: [...path, index] })) }]
  }
  const inner =
    item.kind === 'object' ? Object.entries(item.properties).find(([, of]) => of.kind === 'task') : undefined
  if (inner === undefined) return values.flatMap((value, index) => branchesOf(item, value, [...path, index]))
  const [name] = inner
  const children = values.flatMap((value, index) =>
    isMap(value) && value[name] !== undefined ? [{ task: value[name], path: [...path, index, name] }] : [],
  )
  return [{ path, children }]
}
