import type { Session } from './session'

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
