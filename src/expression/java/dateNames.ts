import type { FormatStyle, NamedField, TextStyle } from './dateParts'
import { JavaError } from './javaError'

/**
 * `LocaleUtils.toLocale(text)` as a BCP 47 tag: `fr`, `fr_FR`, `de-DE`.
 * @throws JavaError IllegalArgumentException in commons-lang's words
 */
export function localeTag(text: string): string {
  if (text === '') return 'und'
  if (!/^[a-z]{2,3}(?:[_-](?:[A-Z]{2}|\d{3}|[_-]?[\w-]+))*$/.test(text)) {
    throw new JavaError('java.lang.IllegalArgumentException', `Invalid locale format: ${text}`)
  }
  return text.replaceAll('_', '-')
}

/** The first day of a week (1 Monday … 7 Sunday) and how many days the first week of a year must have. */
export interface WeekRule {
  readonly firstDay: number
  readonly minimalDays: number
}

const mondayFirst =
  /^(?:AD|AL|AM|AT|AU|AX|AZ|BA|BE|BG|BN|BY|CH|CL|CN|CR|CY|CZ|DE|DK|EC|EE|ES|FI|FJ|FO|FR|GB|GE|GF|GP|GR|HR|HU|IE|IS|IT|KG|KZ|LB|LI|LK|LT|LU|LV|MC|MD|ME|MK|MN|MQ|MY|NL|NO|NZ|PL|RE|RO|RS|RU|SE|SI|SK|SM|TJ|TM|TR|UA|UY|UZ|VA|VN|XK)$/
const fourDays =
  /^(?:AD|AN|AT|AX|BE|BG|CH|CZ|DE|DK|ES|FI|FJ|FO|FR|GB|GF|GG|GI|GP|GR|HU|IE|IM|IS|IT|JE|LI|LT|LU|MC|MQ|NL|NO|PL|RE|RU|SE|SJ|SK|SM|VA)$/

/** `WeekFields.of(locale)`, by the locale's region (CLDR week data). */
export function weekRule(tag: string): WeekRule {
  const region = new Intl.Locale(tag === 'und' ? 'en-US' : tag).maximize().region ?? 'US'
  return { firstDay: mondayFirst.test(region) ? 1 : 7, minimalDays: fourDays.test(region) ? 4 : 1 }
}

/** A date by its calendar fields, read as if it were UTC: names depend on the fields, not on the zone. */
export type FieldsAsUtc = Date

/** The name of a field's value in a language, as CLDR has it. */
export function fieldName(
  field: NamedField,
  style: TextStyle,
  standalone: boolean,
  at: FieldsAsUtc,
  tag: string,
): string {
  switch (field) {
    case 'MonthOfYear':
      return part(tag, at, 'month', standalone ? { month: style } : { month: style, day: 'numeric' })
    case 'DayOfWeek':
      return part(tag, at, 'weekday', { weekday: style })
    case 'AmPmOfDay':
      return part(tag, at, 'dayPeriod', { hour: 'numeric', hour12: true })
    case 'DayPeriod':
      return dayPeriod(at, style, tag)
    case 'Era':
      return part(tag, at, 'era', { era: style, year: 'numeric' })
    case 'QuarterOfYear':
      return quarterName(Math.floor(at.getUTCMonth() / 3) + 1, style, tag)
  }
}

/** `in the morning`. Noon and midnight are a minute long in Java, an hour in browsers. */
function dayPeriod(at: FieldsAsUtc, style: TextStyle, tag: string): string {
  const hour = at.getUTCHours()
  const exact = hour % 12 === 0 && at.getUTCMinutes() === 0
  if (exact && hour === 0 && /^en|^und/.test(tag)) return style === 'narrow' ? 'mi' : 'midnight'
  const shown = hour % 12 === 0 && !exact ? new Date(at.getTime() + 3_600_000) : at
  return part(tag, shown, 'dayPeriod', { hour: 'numeric', hour12: true, dayPeriod: style })
}

/** Every name of a field in the order of its values, for reading text. */
export function fieldNames(field: NamedField, style: TextStyle, standalone: boolean, tag: string): readonly string[] {
  return sampleDates(field).map(at => fieldName(field, style, standalone, at, tag))
}

function sampleDates(field: NamedField): readonly Date[] {
  switch (field) {
    case 'MonthOfYear':
      return range(12).map(month => new Date(Date.UTC(2024, month, 1)))
    case 'DayOfWeek':
      return range(7).map(day => new Date(Date.UTC(2024, 0, 1 + day)))
    case 'QuarterOfYear':
      return range(4).map(quarter => new Date(Date.UTC(2024, quarter * 3, 1)))
    case 'Era':
      return [new Date('-000100-06-01T00:00:00Z'), new Date(Date.UTC(2024, 0, 1))]
    case 'AmPmOfDay':
    case 'DayPeriod':
      return [1, 13].map(hour => new Date(Date.UTC(2024, 0, 1, hour)))
  }
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making an Intl.DateTimeFormat costs about as much as a thousand uses of one. */
function intlFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(tag === 'und' ? 'en-US' : tag, { timeZone: 'UTC', ...options })
  formats.set(key, made)
  return made
}

function part(tag: string, at: Date, type: string, options: Intl.DateTimeFormatOptions): string {
  const parts = intlFormat(tag, { calendar: 'gregory', numberingSystem: 'latn', ...options }).formatToParts(at)
  return parts.find(one => one.type === type)?.value ?? ''
}

const quarters: Readonly<Record<string, readonly [short: string, long: (n: number) => string]>> = {
  de: ['Q', n => `${n}. Quartal`],
  es: ['T', n => `${n}.º trimestre`],
  fr: ['T', n => `${n}${n === 1 ? 'er' : 'e'} trimestre`],
  it: ['T', n => `${n}º trimestre`],
  pt: ['T', n => `${n}º trimestre`],
}

const ordinals = ['1st', '2nd', '3rd', '4th']

function quarterName(quarter: number, style: TextStyle, tag: string): string {
  const [short, long] = quarters[tag.slice(0, 2)] ?? ['Q', (n: number) => `${ordinals[n - 1]} quarter`]
  if (style === 'narrow') return String(quarter)
  return style === 'long' ? long(quarter) : `${short}${quarter}`
}

/** A date and time in one of the locale's styles. `zoneText` gives the zone's name, long for `full`. */
export function styledDateTime(
  style: FormatStyle,
  at: FieldsAsUtc,
  tag: string,
  zoneText: (style: TextStyle) => string,
): string {
  const date = intlFormat(tag, { dateStyle: style }).format(at)
  const time = intlFormat(tag, { timeStyle: style })
    .formatToParts(at)
    .map(one => (one.type === 'timeZoneName' ? zoneText(style === 'full' ? 'long' : 'short') : one.value))
  return date + dateTimeGlue(style, at, tag) + time.join('')
}

/**
 * What CLDR's standard pattern puts between date and time. Intl joins the long styles by its "at" pattern instead, so
 * those take the glue of the medium style.
 */
function dateTimeGlue(style: FormatStyle, at: Date, tag: string): string {
  const probed = style === 'short' ? 'short' : 'medium'
  const both = intlFormat(tag, { dateStyle: probed, timeStyle: probed }).format(at)
  const date = intlFormat(tag, { dateStyle: probed }).format(at)
  const time = intlFormat(tag, { timeStyle: probed }).format(at)
  return both.startsWith(date) && both.endsWith(time) ? both.slice(date.length, both.length - time.length) : ', '
}
