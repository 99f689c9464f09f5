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

/** What becomes of children that run beside one that failed. Source: Kestra 2.0 `OnChildFailureInterface`. */
export const onChildFailure = (standard: 'CONTINUE' | 'FAIL') =>
  ({
    kind: 'choice',
    of: ['CONTINUE', 'CANCEL', 'FAIL'],
    dynamic: true,
    only: ['2.0'],
    default: standard,
    title: 'What becomes of tasks that still run when one beside them failed.',
  }) as const

/** The state that a choice of `onChildFailure` ends them in, as an option of the scope. */
export const interruptOf = (choice: 'CONTINUE' | 'CANCEL' | 'FAIL') =>
  choice === 'CONTINUE' ? {} : ({ interrupt: choice === 'FAIL' ? 'FAILED' : 'CANCELLED' } as const)

/** How many children run at once. */
export const CONCURRENT = {
  kind: 'number',
  integer: true,
  minimum: 0,
  default: 0,
  title: 'How many run at the same time; 0 is all.',
} as const

/** The same, which may be an expression. Source: Kestra `Parallel` and `Dag`, where it is a `Property<Integer>`. */
export const RENDERED_CONCURRENT = { ...CONCURRENT, dynamic: true } as const
