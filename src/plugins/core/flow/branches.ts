import type { Property } from '../../../task'

const TASK: Property = { kind: 'task', title: 'A task.' }

/** A required list of child tasks. */
export const TASKS = { kind: 'list', of: TASK, required: true, notEmpty: true, title: 'Tasks to run.' } as const

/** An optional list of child tasks with its own title. */
export const branch = (title: string) => ({ kind: 'list', of: TASK, title }) as const

/** Branches that every flowable task accepts; the engine runs them. */
export const HANDLERS = {
  errors: branch('Tasks to run when a task inside failed.'),
  finally: branch('Tasks to run at the end, whatever happened.'),
} as const

/** How many children run at once. */
export const CONCURRENT = {
  kind: 'number',
  integer: true,
  minimum: 0,
  default: 0,
  title: 'How many run at the same time; 0 is all.',
} as const
