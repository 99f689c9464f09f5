import { durationMillis } from '../task'

/** How a task is tried again. Times in milliseconds. */
export type Retry = {
  /** The wait after the nth failed attempt, counted from 1. */
  readonly delayAfter: (attempts: number) => number
  readonly maxAttempts: number
  readonly maxDuration: number
  readonly warningOnRetry: boolean
  /** Whether the whole flow is tried again, as a new execution. */
  readonly anew: boolean
}

const durationOr = (text: unknown, otherwise: number): number =>
  typeof text === 'string' ? durationMillis(text) : otherwise

/**
 * Reads the `retry` of a task or of a flow; undefined where none is written.
 * Source: Kestra `io.kestra.core.models.tasks.retrys.*`.
 */
export function readRetry(written: unknown, random: () => number): Retry | undefined {
  if (typeof written !== 'object' || written === null) return undefined
  const retry = written as Readonly<Record<string, unknown>>
  return {
    delayAfter: delayOf(retry, random),
    maxAttempts: typeof retry.maxAttempts === 'number' ? retry.maxAttempts : Number.POSITIVE_INFINITY,
    maxDuration: durationOr(retry.maxDuration, Number.POSITIVE_INFINITY),
    warningOnRetry: retry.warningOnRetry === true,
    anew: retry.behavior === 'CREATE_NEW_EXECUTION',
  }
}

function delayOf(retry: Readonly<Record<string, unknown>>, random: () => number): Retry['delayAfter'] {
  const longest = durationOr(retry.maxInterval, Number.POSITIVE_INFINITY)
  switch (retry.type) {
    case 'exponential': {
      const first = durationOr(retry.interval, 0)
      const factor = typeof retry.delayFactor === 'number' ? retry.delayFactor : 2
      return attempts => Math.min(longest, first * factor ** (attempts - 1))
    }
    case 'random': {
      const shortest = durationOr(retry.minInterval, 0)
      return () => shortest + random() * (longest - shortest)
    }
    default: {
      const interval = durationOr(retry.interval, 0)
      return () => interval
    }
  }
}
