/** What a lesson looks for once its flow has run. Each says in `message` what is missing while it does not hold. */
export type Check = { readonly message: string } & (
  | { readonly kind: 'state'; readonly task?: string; readonly state: string }
  /** `path` begins with `outputs.<task>` or, for outputs of the flow, with `flow`. */
  | { readonly kind: 'output'; readonly path: string; readonly expected: Expected }
  /** The text of the file that an output names. */
  | { readonly kind: 'file'; readonly path: string; readonly expected: Expected }
  | { readonly kind: 'log'; readonly task?: string; readonly contains: string }
  /** How often a task ran. */
  | { readonly kind: 'runs'; readonly task: string; readonly count: number }
  /** How often a task was tried, all its task runs together. */
  | { readonly kind: 'attempts'; readonly task: string; readonly count: number }
  | { readonly kind: 'flow'; readonly matches: string }
)

/** How a value is looked at: as a whole, by its text, or by how many items or characters it has. */
export type Expected =
  | { readonly equals: unknown }
  | { readonly contains: string }
  | { readonly matches: string }
  | { readonly count: number }
  | { readonly exists: true }

/** One thing to do, in at most 60 words; `code` stands between backticks. */
export type Step = { readonly text: string; readonly hints: readonly string[]; readonly checks: readonly Check[] }

/** A response that comes with a lesson, so that it needs no network. Same shape as the engine's `HttpRecording`. */
export type LessonRecording = {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** A flow to finish or to mend, with everything that it needs. */
export type Lesson = {
  /** `outputs/2`: course and number from 1, as in the page's address. */
  readonly id: string
  readonly course: string
  readonly number: number
  readonly title: string
  /** At most ten words. */
  readonly learn: string
  readonly minutes: number
  readonly starter: string
  readonly solution: string
  /** Other flows of the workspace, for Subflow. */
  readonly flows: readonly string[]
  readonly inputs: Readonly<Record<string, unknown>>
  /** Namespace files by path. */
  readonly files: Readonly<Record<string, string>>
  readonly recordings: readonly LessonRecording[]
  readonly steps: readonly Step[]
}

/** Lessons that belong together, in order. */
export type Course = { readonly id: string; readonly title: string; readonly lessons: readonly Lesson[] }
