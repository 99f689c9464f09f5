import type { Call } from '../language'
import { illegalArgument } from '../thrown'

type Day = { readonly year: number; readonly month: number; readonly day: number }

/**
 * Whether a day is a public holiday of a country, or of a part of it. The calendars are those of the library
 * `date-holidays`, loaded at the first use; Kestra's are those of Jollyday.
 * @throws JavaThrown for a country that has no calendar
 */
export function isHoliday(call: Call, { year, month, day }: Day, country: string, part: string): boolean {
  const { default: Holidays } = call.session.module('holidays', () => import('date-holidays'))
  const code = country.toUpperCase()
  if (!Object.hasOwn(new Holidays().getCountries(), code))
    throw illegalArgument(`There is no calendar of public holidays for ${country}`)
  const calendar = part === '' ? new Holidays(code) : new Holidays(code, part.toUpperCase())
  const date = `${year}-${two(month)}-${two(day)}`
  return calendar.getHolidays(year).some(holiday => holiday.type === 'public' && holiday.date.startsWith(date))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
