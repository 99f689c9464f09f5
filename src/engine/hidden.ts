import type { SecretValue } from '../flow'
import type { Execution, ExecutionEvent, TaskRun } from '../model'

/** What stands in the place of a text that must not be shown. */
export const STARS = '******'

/** Texts that a run, and the runs that it starts, must not show. */
export class Hidden {
  #inLogs: readonly string[] = []
  #everywhere: readonly string[] = []

  /** @param place `logs` where all else shows them, as Kestra does */
  constructor(private readonly place: 'everywhere' | 'logs' = 'everywhere') {}

  /** Whether there are texts that only the memory of this session may hold. */
  get any(): boolean {
    return this.#everywhere.length > 0
  }

  /** Keeps a text that stands in the flow itself out of the logs from here on. */
  addToLogs(text: string): void {
    this.#inLogs = withPartsOf(text, this.#inLogs)
  }

  /** Keeps a text out of all that is told from here on. */
  add(text: string): void {
    this.addToLogs(text)
    if (this.place === 'everywhere') this.#everywhere = withPartsOf(text, this.#everywhere)
  }

  /** Keeps the values of SECRET inputs out. */
  addInputs(values: readonly SecretValue[]): void {
    for (const { text, written } of values) {
      if (written) this.addToLogs(text)
      else this.add(text)
    }
  }

  /** A line of the log, or what of a call is kept, without what must not be shown. */
  masked(text: string): string {
    return without(text, this.#inLogs)
  }

  /** An event as page and storage get it: values, failures and questions without secrets; ids and states as they are. */
  starred(event: ExecutionEvent): ExecutionEvent {
    if (!this.any) return event
    const star = (value: unknown): unknown => starred(value, this.#everywhere)
    switch (event.type) {
      case 'execution-created': {
        const execution = withParts(event.execution, OF_EXECUTION, star)
        return {
          ...event,
          execution: { ...execution, taskRuns: execution.taskRuns.map(run => starTaskRun(run, star)) },
        }
      }
      case 'execution-changed':
        return withParts(event, OF_CHANGE, star)
      case 'taskrun-changed':
        return { ...event, taskRun: starTaskRun(event.taskRun, star) }
      case 'metric':
        return { ...event, entry: withParts(event.entry, ['tags'], star) }
      case 'taskrun-removed':
      case 'log':
      case 'progress':
        return event
      default:
        return event satisfies never
    }
  }
}

const OF_CHANGE = ['outputs', 'variables', 'labels', 'failure', 'question'] as const satisfies (keyof Execution)[]
const OF_EXECUTION = [...OF_CHANGE, 'inputs', 'trigger'] as const satisfies (keyof Execution)[]
const OF_TASK_RUN = ['value', 'outputs', 'rendered', 'failure'] as const satisfies (keyof TaskRun)[]

function starTaskRun(taskRun: TaskRun, star: (value: unknown) => unknown): TaskRun {
  const told = withParts(taskRun, OF_TASK_RUN, star)
  return told.outputs === taskRun.outputs ? told : { ...told, starred: true }
}

/** An object with some of its values in another form; the object itself when none changed. */
function withParts<T extends object, Key extends keyof T>(
  whole: T,
  parts: readonly Key[],
  star: (value: unknown) => unknown,
): T {
  const changed = parts.flatMap(part => {
    const value = star(whole[part])
    return value === whole[part] ? [] : [[part, value] as const]
  })
  return changed.length === 0 ? whole : { ...whole, ...Object.fromEntries(changed) }
}

/** A value with texts starred out in all its texts and keys; the value itself when it has none of them. */
function starred(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string') return without(value, texts)
  if (Array.isArray(value)) {
    const items = value.map(item => starred(item, texts))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  const entries = Object.entries(value)
  const told = entries.map(([key, item]) => [without(key, texts), starred(item, texts)] as const)
  const same = told.every(([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1])
  return same ? value : Object.fromEntries(told)
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function without(text: string, hidden: readonly string[]): string {
  let left = text
  for (const part of hidden) left = left.replaceAll(part, STARS)
  return left
}

/** Texts to look for with one more and each line of it, the longest first: one may be a part of another. */
function withPartsOf(text: string, others: readonly string[]): readonly string[] {
  const parts = [text, ...text.split('\n')].filter(part => part.trim() !== '')
  return [...new Set([...others, ...parts])].sort((one, other) => other.length - one.length)
}
