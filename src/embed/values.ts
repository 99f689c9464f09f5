import type { Execution } from '../model'

/** A value among the outputs of a run, by the expression that reads it. */
export type FoundValue = {
  readonly task: string
  readonly key: string
  readonly expression: string
  readonly value: unknown
}

/** The outputs of a run, task by task; files in `outputFiles` each on their own. */
export function valuesOf(execution: Execution): readonly FoundValue[] {
  return execution.taskRuns.flatMap(({ taskId, outputs = {} }) =>
    Object.entries(outputs).flatMap(([key, value]) => {
      if (key === 'outputFiles' && isMap(value)) {
        return Object.entries(value).map(([name, file]) => found(taskId, name, `outputFiles${step(name)}`, file))
      }
      return value === null ? [] : [found(taskId, key, key, value)]
    }),
  )
}

const found = (task: string, key: string, path: string, value: unknown): FoundValue => ({
  task,
  key,
  expression: `outputs${step(task)}.${path}`,
  value,
})

const step = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll("'", "\\'")}']`)

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is the address of a stored file. */
export const isFile = (value: unknown): value is string => typeof value === 'string' && value.startsWith('kestra:///')

/** The value that shows first: the last file, else the last value. */
export const firstShown = (values: readonly FoundValue[]): FoundValue | undefined =>
  values.findLast(({ value }) => isFile(value)) ?? values.at(-1)
