import type { StateType } from '../model'

/** The person, or a closing page, ended the execution. Source: Kestra state KILLED. */
export class Killed extends Error {
  override readonly name = 'Killed'
  constructor() {
    super('Killed')
  }
}

/** A task (Exit) ended the execution while others were still running. */
export class Ended extends Error {
  override readonly name = 'Ended'
  constructor() {
    super('The execution was ended by a task')
  }
}

/** A task took longer than its `timeout`; the message is Kestra's. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut'
  constructor(readonly milliseconds: number) {
    super(`Timeout after ${clock(milliseconds)}`)
  }
}

/**
 * A task that ran beside this one failed, and its Parallel does not let the others go on.
 * Source: Kestra `OnChildFailureInterface`; the message is Kestra's.
 */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor(
    taskId: string,
    readonly state: 'FAILED' | 'CANCELLED',
  ) {
    super(`Task terminated because sibling task '${taskId}' failed.`)
  }
}

/** The state that ends what was stopped before it was done. */
export const stoppedState = ({ signal }: Cancel): StateType =>
  signal.reason instanceof Interrupted ? signal.reason.state : 'KILLED'

const clock = (milliseconds: number): string => {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const seconds = milliseconds / 1000
  const rest = String(Math.floor(milliseconds % 1000)).padStart(3, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${rest}`
}

/**
 * An abort signal together with everything that waits under it. Waiting and ceasing to wait cost the same however
 * many others wait, which `addEventListener` on one signal does not give.
 */
export class Cancel {
  readonly #controller = new AbortController()
  readonly #waiting = new Set<(reason: unknown) => void>()
  readonly #leave: () => void

  constructor(parent?: Cancel) {
    this.#leave = parent ? parent.#follow(reason => this.abort(reason)) : () => undefined
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get aborted(): boolean {
    return this.signal.aborted
  }

  /** How many wait here. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** Rejects everything that waits, with this reason. Later calls do nothing. */
  abort(reason: unknown): void {
    if (this.aborted) return
    this.#controller.abort(reason)
    for (const reject of [...this.#waiting]) reject(reason)
    this.#waiting.clear()
  }

  /** The promise's answer, or a rejection with the reason as soon as there is one. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = this.#follow(reject)
      promise.then(resolve, reject).finally(leave)
    })
  }

  /** Lets go of the parent once nothing waits here any more. */
  close(): void {
    this.#leave()
  }

  #follow(listener: (reason: unknown) => void): () => void {
    if (this.aborted) {
      listener(this.signal.reason)
      return () => undefined
    }
    this.#waiting.add(listener)
    return () => this.#waiting.delete(listener)
  }
}
