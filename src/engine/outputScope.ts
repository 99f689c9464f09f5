import type { KestraVersion, Outputs, StateType } from '../model'

type Tree = Record<string, unknown>

/** A task run as `outputs` and `tasks` show it. */
export type Shown = {
  readonly taskId: string
  /** Values of the loops around it, outermost first. */
  readonly values: readonly string[]
  readonly state: StateType
  /** Undefined where `outputs` does not know the task run (yet). */
  readonly outputs: Outputs | undefined
}

/**
 * What `outputs` and `tasks` show at one level of a run: the run itself, or one iteration of a Loop, which also sees
 * what was there when it began. It grows with the task runs, so that asking costs nothing per task run.
 * Source: Kestra `RunVariables`, `Execution.outputs()`; in 1.3 these maps are HashMaps, which shows when they print.
 */
export class OutputScope {
  readonly #version: KestraVersion
  readonly #outputs: Tree
  readonly #tasks: Tree = {}

  constructor(version: KestraVersion, before?: OutputScope) {
    this.#version = version
    this.#outputs = before ? { ...before.#outputs } : {}
  }

  show({ taskId, values, state, outputs }: Shown): void {
    this.#put(this.#tasks, [taskId, ...values], { state })
    if (outputs !== undefined) this.#put(this.#outputs, [taskId, ...values], this.#kept(outputs))
  }

  /** Takes a task run out again, as if it had not been. */
  forget(taskId: string): void {
    delete this.#tasks[taskId]
    delete this.#outputs[taskId]
  }

  get outputs(): unknown {
    return this.#map(this.#outputs)
  }

  get tasks(): unknown {
    return this.#map(this.#tasks)
  }

  #put(tree: Tree, path: readonly string[], value: unknown): void {
    let at = tree
    for (const key of path.slice(0, -1)) {
      const next = at[key] ?? this.#map({})
      at[key] = next
      at = this.#version === '1.3' ? (next as { value: Tree }).value : (next as Tree)
    }
    at[path.at(-1) ?? ''] = value
  }

  #map(tree: Tree): unknown {
    return this.#version === '1.3' ? hashMap(tree) : tree
  }

  #kept(outputs: Outputs): unknown {
    return this.#version === '1.3' ? deepHashMap(outputs) : outputs
  }
}

/** A map that iterates as a java.util.HashMap does. */
export const hashMap = (value: Readonly<Record<string, unknown>>): unknown => ({ $java: 'HashMap', value })

const isMap = (value: unknown): value is Tree =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  !('$java' in value)

/** The same with the maps inside it, but not those inside lists. Source: Kestra `MapUtils.merge`. */
export function deepHashMap(value: unknown): unknown {
  if (value instanceof Map) return deepHashMap(Object.fromEntries(value))
  if (!isMap(value)) return value
  return hashMap(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepHashMap(item)])))
}
