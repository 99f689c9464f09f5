import type { ExpressionHost, Limits } from './host'
import type { Dialect } from './plain'
import { LimitReached, Suspension } from './thrown'
import type { Value } from './value'

const MOST_KEPT = 500

/**
 * One evaluation of one template: its dialect and host, what it has used up, and what the host has answered so far.
 * When something must be waited for, evaluation ends with a `Suspension` and starts again with the same answers.
 */
export class Session {
  /** Nesting of `render()` calls. */
  renderDepth = 0
  /** Random bits and the clock, drawn once per place so that a restart sees the same. */
  private readonly drawn: unknown[] = []
  private draws = 0
  private steps = 0
  private depth = 0
  private written = 0
  private deadline = 0
  /** How to put back what was changed in what came from outside. */
  private readonly undo: (() => void)[] = []
  private readonly changed = new Set<object>()

  constructor(
    readonly dialect: Dialect,
    readonly host: ExpressionHost,
    readonly limits: Limits,
    /** Answers of the host, by question; kept for one rendering. */
    private readonly answers: Map<string, Answer>,
    /** Modules loaded at their first use; kept by the renderer. */
    private readonly modules: Map<string, Answer>,
    /** Programs and patterns in use; kept by the renderer. */
    private readonly kept: Map<string, unknown>,
  ) {}

  /** Starts (again): everything counted is zero, what was asked and drawn is remembered. */
  start(): void {
    this.renderDepth = 0
    this.draws = 0
    this.steps = 0
    this.depth = 0
    this.written = 0
    this.deadline = performance.now() + this.limits.milliseconds
  }

  /** Counts an evaluation. */
  step(): void {
    if (++this.steps > this.limits.steps) throw this.limit('steps', `more than ${this.limits.steps} steps`)
    if ((this.steps & 1023) === 0 && performance.now() > this.deadline)
      throw this.limit('time', `longer than ${this.limits.milliseconds} ms`)
  }

  enter(): void {
    if (++this.depth > this.limits.depth) throw this.limit('depth', `nested deeper than ${this.limits.depth} levels`)
  }

  leave(): void {
    this.depth--
  }

  /** Counts characters of output. */
  wrote(characters: number): void {
    this.written += characters
    if (this.written > this.limits.output)
      throw this.limit('output', `more than ${this.limits.output} characters of output`)
  }

  /** Refuses to make a list or text of so many items or characters. */
  ensureItems(count: number): void {
    if (count > this.limits.items) throw this.limit('items', `more than ${this.limits.items} items at once`)
  }

  private limit(name: keyof Limits | 'time', what: string): LimitReached {
    return new LimitReached(`The expression was stopped by the limit on ${name}: ${what}.`)
  }

  /** The host's answer to a question, asked once. */
  ask<T>(question: string, put: () => Promise<T>): T {
    return settle(this.answers, question, put) as T
  }

  /** A module, loaded at its first use. */
  module<T>(name: string, load: () => Promise<T>): T {
    return settle(this.modules, name, load) as T
  }

  /** What is made once and kept by the renderer, such as a parsed program. */
  remember<T>(name: string, make: () => T): T {
    const known = this.kept.get(name)
    if (known !== undefined) return known as T
    const made = make()
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(name, made)
    return made
  }

  /** A value that must not change when evaluation starts again: the time, a random number. */
  draw<T>(make: () => T): T {
    const position = this.draws++
    if (position >= this.drawn.length) this.drawn.push(make())
    return this.drawn[position] as T
  }

  /**
   * The list itself, to be changed in place as Java does; what it held is put back at the end, so that nothing
   * handed to the renderer changes. A frozen list is answered by a copy.
   */
  change(list: readonly Value[]): Value[] {
    const mutable = list as Value[]
    if (Object.isFrozen(mutable)) return [...mutable]
    if (!this.changed.has(mutable)) {
      const before = [...mutable]
      this.changed.add(mutable)
      this.undo.push(() => {
        mutable.length = 0
        for (const item of before) mutable.push(item)
      })
    }
    return mutable
  }

  /** Puts an entry into a map from outside (undefined removes it), until the end. A frozen map stays as it is. */
  changeEntry(map: object, key: string, value: Value | undefined): void {
    if (Object.isFrozen(map)) return
    const before = map instanceof Map ? new Map(map) : { ...map }
    this.changed.add(map)
    this.undo.push(() => refill(map, before))
    if (map instanceof Map) {
      if (value === undefined) map.delete(key)
      else map.set(key, value)
    } else if (value === undefined) Reflect.deleteProperty(map, key)
    else Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true })
  }

  get hasChanges(): boolean {
    return this.changed.size > 0
  }

  /** Puts back what was changed. */
  restore(): void {
    for (const back of this.undo.splice(0).reverse()) back()
    this.changed.clear()
  }
}

function refill(map: object, before: object): void {
  if (map instanceof Map && before instanceof Map) {
    map.clear()
    for (const [key, value] of before) map.set(key, value)
    return
  }
  for (const key of Object.keys(map)) Reflect.deleteProperty(map, key)
  Object.defineProperties(map, Object.getOwnPropertyDescriptors(before))
}

export type Answer =
  | { readonly state: 'pending'; readonly until: Promise<unknown> }
  | { readonly state: 'kept'; readonly value: unknown }
  | { readonly state: 'broken'; readonly reason: unknown }

function settle(answers: Map<string, Answer>, question: string, put: () => Promise<unknown>): unknown {
  const known = answers.get(question)
  if (known?.state === 'kept') return known.value
  if (known?.state === 'broken') {
    answers.delete(question)
    throw known.reason
  }
  if (known) throw new Suspension(known.until)
  const until = put().then(
    value => {
      answers.set(question, { state: 'kept', value })
    },
    (reason: unknown) => {
      answers.set(question, { state: 'broken', reason })
    },
  )
  answers.set(question, { state: 'pending', until })
  throw new Suspension(until)
}
