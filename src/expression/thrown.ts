import type { Span } from './error'
import { JavaError } from './java/javaError'
import { className, type Value } from './value'

export type PebbleClass =
  | 'PebbleException'
  | 'ParserException'
  | 'AttributeNotFoundException'
  | 'RootAttributeNotFoundException'
  | 'ClassAccessException'

/**
 * What Pebble throws. `line` and `file` (the template's text) are part of its message.
 * No `Error`: `??` throws and catches these all day, and a stack trace would cost more than the evaluation.
 * Source: Pebble `PebbleException` and its subclasses.
 */
export class PebbleThrown {
  constructor(
    readonly pebbleClass: PebbleClass,
    readonly detail: string,
    readonly line: number | undefined,
    readonly file: string | undefined,
    readonly span: Span | undefined,
    /** The name that was not found. */
    readonly attribute?: string,
    /** Names that are there instead, for a hint. */
    readonly known?: () => readonly string[],
    /** What it was thrown for. */
    readonly cause?: PebbleThrown | JavaThrown,
  ) {}

  /** `Throwable.getMessage()`. */
  get message(): string {
    return `${this.detail} (${this.file ?? '?'}:${this.line ?? '?'})`
  }

  /** `Throwable.toString()`. */
  asJavaText(): string {
    return `io.pebbletemplates.pebble.error.${this.pebbleClass}: ${this.message}`
  }

  isMissing(): boolean {
    return this.attribute !== undefined
  }
}

/** Any other exception of Java, thrown by a filter or function: its class and its message (which may be null). */
export class JavaThrown {
  span: Span | undefined
  constructor(
    readonly javaClass: string,
    readonly detail: string | null,
  ) {}

  /** `Throwable.toString()`. */
  asJavaText(): string {
    return this.detail === null ? this.javaClass : `${this.javaClass}: ${this.detail}`
  }
}

/** A limit of ours was reached; nothing in a template can catch it. */
export class LimitReached extends Error {
  span: Span | undefined
}

/** A service of the host that is not there, or failed in its own way; nothing in a template can catch it. */
export class HostFailure extends Error {
  span: Span | undefined
}

/** Evaluation cannot go on before a promise is kept; it will be started again then. */
export class Suspension {
  constructor(readonly until: Promise<unknown>) {}
}

/** Whether a template's own means (`??`, the wrapping of operators) may catch what was thrown. */
export function isCatchable(thrown: unknown): thrown is PebbleThrown | JavaThrown {
  return thrown instanceof PebbleThrown || thrown instanceof JavaThrown
}

/** A ClassCastException, worded as the JVM does. */
export function castError(value: Value, wanted: string): JavaThrown {
  const actual = className(value)
  return new JavaThrown(
    'java.lang.ClassCastException',
    `class ${actual} cannot be cast to class ${wanted} (${whereabouts(actual, wanted)})`,
  )
}

function whereabouts(actual: string, wanted: string): string {
  const base = "in module java.base of loader 'bootstrap'"
  return isBaseClass(actual)
    ? `${actual} and ${wanted} are ${base}`
    : `${actual} is in unnamed module of loader 'app'; ${wanted} is ${base}`
}

function isBaseClass(name: string): boolean {
  return name.startsWith('java.') || name.startsWith('[')
}

export function illegalArgument(message: string | null): JavaThrown {
  return new JavaThrown('java.lang.IllegalArgumentException', message)
}

export function nullPointer(message: string): JavaThrown {
  return new JavaThrown('java.lang.NullPointerException', message)
}

/** What the Java modules throw, as evaluation knows it. */
export function fromJava(error: unknown): unknown {
  return error instanceof JavaError ? new JavaThrown(error.javaClass, error.message) : error
}
