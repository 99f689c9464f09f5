import type { Evaluator } from './evaluate'
import type { Call } from './language'
import { javaText } from './text'
import { JavaThrown, type PebbleThrown } from './thrown'
import { JavaCharacter, longValue, numberKind, type Value } from './value'

/** The largest list that `range` makes in 2.0. Source: Kestra `BoundedRangeFunction`. */
const MAX_RANGE = 1_000_000n

type Place = Pick<Call, 'session'> & { readonly fail: (message: string) => PebbleThrown }

/** `start..end`, both ends included. */
export function range(
  evaluator: Evaluator,
  expr: { readonly line: number; readonly span: { start: number; end: number } },
  start: Value,
  end: Value,
  increment: Value,
): Value {
  const fail = (message: string): PebbleThrown => evaluator.fail(message, expr.line, expr.span)
  return rangeOf({ session: evaluator.session, fail }, start, end, increment)
}

/**
 * Longs, or Characters between two texts of one letter.
 * Source: Pebble `RangeFunction`, in 2.0 within Kestra's `BoundedRangeFunction`.
 */
export function rangeOf(place: Place, start: Value, end: Value, increment: Value): Value {
  if (increment !== null && numberKind(increment) === undefined)
    throw place.fail(`The increment of the range function must be a number ${javaText(increment)}`)
  const step = increment === null ? 1n : longValue(increment)
  if (numberKind(start) !== undefined && numberKind(end) !== undefined)
    return longs(place, longValue(start), longValue(end), step)
  if (typeof start === 'string' && typeof end === 'string' && start.length === 1 && end.length === 1) {
    const codes = longs(place, BigInt(start.charCodeAt(0)), BigInt(end.charCodeAt(0)), step)
    return codes.map(code => new JavaCharacter(String.fromCharCode(Number(code))))
  }
  throw place.fail('Arguments of range function must be of type Number or String with a length of 1')
}

function longs(place: Place, start: bigint, end: bigint, step: bigint): bigint[] {
  if (step === 0n) throw place.fail('The increment of the range function must be different than 0')
  const distance = end > start ? end - start : start - end
  const requested = distance / (step < 0n ? -step : step) + 1n
  if (place.session.dialect === '2.0' && requested > MAX_RANGE)
    throw new JavaThrown(
      'io.kestra.core.runners.pebble.RenderLimitExceededException',
      `The range function cannot produce more than ${MAX_RANGE} elements, but this call would produce ${requested}. (?:?)`,
    )
  if (step > 0n ? start > end : start < end) return []
  place.session.ensureItems(Number(requested))
  const items: bigint[] = []
  for (let item = start; step > 0n ? item <= end : item >= end; item += step) items.push(item)
  return items
}
