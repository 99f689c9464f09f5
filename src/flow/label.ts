import type { KestraVersion, Path } from '../model'
import { isMap } from '../task'
import { textOf } from './values'

/**
 * A path as Kestra's messages write it: in 2.0 items of lists are named by their ids (`tasks[a].message`), in 1.3 a
 * task is named by its id alone (`a.message`).
 */
export function labelOf(root: unknown, path: Path, version: KestraVersion): string {
  let value = root
  let label = ''
  for (const part of path) {
    value = childOf(value, part)
    const id = isMap(value) ? textOf(value.id) : undefined
    if (typeof part === 'string') label = label === '' ? part : `${label}.${part}`
    else if (version === '2.0') label = `${label}[${id ?? part}]`
    else label = id !== undefined && isTask(value) ? id : `${label}[${part}]`
  }
  return label
}

/** Inputs and outputs have types too, but no classes. */
const isTask = (value: unknown): boolean => isMap(value) && (textOf(value.type) ?? '').includes('.')

function childOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return value[Number(part)]
  return isMap(value) ? value[String(part)] : undefined
}
