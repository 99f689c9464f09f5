import type { DateInput, DateOptions } from './java'
import type { Args, Call } from './language'
import type { Session } from './session'
import { stringArg } from './take'
import { castError } from './thrown'
import { JavaTime, longValue, numberKind, type Value } from './value'

type Java = typeof import('./java')

/** Dates are loaded at their first use, the rules of regions such as Europe/Paris when one is named. */
export function withDates<T>(session: Session, work: (java: Java) => T): T {
  const java = session.module('dates', () => import('./java'))
  try {
    return work(java)
  } catch (error) {
    if (!(error instanceof java.ZonesNeeded)) throw error
    session.module('time zones', java.loadZones)
    return work(java)
  }
}

/** Prints a date by the arguments of a filter. */
export function printDate(input: Value, args: Args, call: Call): string {
  return withDates(call.session, java => java.formatDate(dateInput(input), dateOptions(args, call)))
}

/** What Kestra's `AbstractDate.convert` takes; an Integer is none of it. */
export function dateInput(input: Value): DateInput {
  if (typeof input === 'string' || input instanceof JavaTime) return input
  if (numberKind(input) === 'Long') return longValue(input)
  throw castError(input, 'java.lang.String')
}

/** How to read and print a date, by the arguments of a filter. */
export function dateOptions(args: Args, call: Call): DateOptions {
  return {
    format: stringArg(args, 'format') ?? undefined,
    timeZone: stringArg(args, 'timeZone') ?? undefined,
    existingFormat: stringArg(args, 'existingFormat') ?? undefined,
    locale: stringArg(args, 'locale') ?? undefined,
    defaultZone: call.session.host.zone,
  }
}
