import type { KestraVersion, Outputs, StateType } from '../model'
import { copyAsHashMap, HashOrderedMap } from './hashOrderedMap'

/** A task run as `outputs` and `tasks` show it. */
export type Shown = {
  readonly taskId: string
  /** Values of the loops around it, outermost first. */
  readonly values: readonly string[]
  readonly state: StateType
  /** Undefined where `outputs` does not know the task run (yet). */
  readonly outputs: Outputs | undefined
}

type Tree = Map<string, unknown>

/** Kestra merges the outputs of task runs last one first, which shows where two share a bucket. */
const UPPERMOST = { capacity: 16, lastFirst: true } as const

/** A map of loop values begins as the copy of a map of one. */
const BY_VALUE = { capacity: 4 } as const

/**
 * What `outputs` and `tasks` show at one level of a run: the run itself, or one iteration of a Loop, which also sees
 * what was there when it began. It grows with the task runs, so that asking costs nothing per task run.
 * Source: Kestra `RunVariables`, `Execution.outputs()`; `outputs` is a HashMap, in 1.3 the maps inside it and `tasks`
 * too, which shows when they print.
 */
export class OutputScope {
  readonly #version: KestraVersion
  readonly #outputs: Tree = new HashOrderedMap(UPPERMOST)
  readonly #tasks: Tree

  constructor(version: KestraVersion, before?: OutputScope) {
    this.#version = version
    this.#tasks = version === '1.3' ? new HashOrderedMap({ capacity: 16 }) : new Map()
    if (before) for (const [taskId, outputs] of before.#outputs) this.#outputs.set(taskId, outputs)
  }

  show({ taskId, values, state, outputs }: Shown): void {
    const path = [taskId, ...values]
    put(this.#tasks, path, { state })
    if (outputs === undefined) return
    put(this.#outputs, path, this.#version === '1.3' ? copyAsHashMap(outputs, true) : outputs)
  }

  get outputs(): ReadonlyMap<string, unknown> {
    return this.#outputs
  }

  get tasks(): ReadonlyMap<string, unknown> {
    return this.#tasks
  }
}

function put(tree: Tree, path: readonly string[], value: unknown): void {
  let at = tree
  for (const key of path.slice(0, -1)) {
    const next = at.get(key)
    const inner = next instanceof Map ? next : new HashOrderedMap(BY_VALUE)
    at.set(key, inner)
    at = inner
  }
  at.set(path.at(-1) ?? '', value)
}
