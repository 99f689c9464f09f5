import type { LogEntry, LogLevel } from '../model'
import type { Hidden } from './hidden'

export type LogOrigin = Pick<Partial<LogEntry>, 'taskId' | 'taskRunId' | 'attempt' | 'logger'>

/** Log lines that an execution holds for `log.Fetch`, at least. */
const KEPT_LINES = 10_000

/** Lines of a run that are told; after them its errors, up to another limit, and notes of ours. */
const MAX_LINES = 100_000
const MAX_LINES_WITH_ERRORS = 110_000

/** The log of one execution: told line by line, without secrets, up to a limit. */
export class RunLog {
  readonly errors: LogEntry[] = []
  /** What was logged, of very much the newest. */
  readonly lines: LogEntry[] = []
  #count: number
  #full = false

  constructor(
    private readonly executionId: string,
    private readonly now: () => string,
    private readonly hidden: Hidden,
    private readonly tell: (entry: LogEntry) => void,
    /** How many lines there are already. */
    logged = 0,
  ) {
    this.#count = logged
  }

  add(level: LogLevel, message: string, origin: LogOrigin): void {
    if (origin.logger === undefined && this.#count >= (level === 'ERROR' ? MAX_LINES_WITH_ERRORS : MAX_LINES)) {
      if (!this.#full) this.#tellFull()
      return
    }
    const { executionId } = this
    const entry: LogEntry = {
      index: this.#count++,
      executionId,
      level,
      date: this.now(),
      message: this.hidden.masked(message),
      ...origin,
    }
    this.lines.push(entry)
    if (this.lines.length > 2 * KEPT_LINES) this.lines.splice(0, KEPT_LINES)
    if (level === 'ERROR' && origin.logger === undefined) this.errors.push(entry)
    this.tell(entry)
  }

  #tellFull(): void {
    this.#full = true
    const kept = MAX_LINES.toLocaleString('en').replaceAll(',', ' ')
    this.add('WARN', `The log is full: ${kept} lines of a run are kept, the rest is left out.`, { logger: 'flowyard' })
  }
}
