/** The fields of a date and time that a pattern prints and reads, by Java's own names (`ChronoField.toString()`). */
export type DateField =
  | 'Era'
  | 'YearOfEra'
  | 'Year'
  | 'WeekBasedYear'
  | 'WeekOfWeekBasedYear'
  | 'LocalWeekBasedYear'
  | 'LocalWeekOfWeekBasedYear'
  | 'LocalWeekOfMonth'
  | 'LocalDayOfWeek'
  | 'QuarterOfYear'
  | 'MonthOfYear'
  | 'DayOfMonth'
  | 'DayOfYear'
  | 'AlignedWeekOfMonth'
  | 'DayOfWeek'
  | 'ModifiedJulianDay'
  | 'AmPmOfDay'
  | 'HourOfAmPm'
  | 'ClockHourOfAmPm'
  | 'HourOfDay'
  | 'ClockHourOfDay'
  | 'MinuteOfHour'
  | 'SecondOfMinute'
  | 'MilliOfDay'
  | 'NanoOfSecond'
  | 'NanoOfDay'

/** Java's `SignStyle`s that patterns use. */
export type SignStyle = 'normal' | 'notNegative' | 'exceedsPad'

export type TextStyle = 'short' | 'long' | 'narrow'

/** Fields that have names. `DayPeriod` is the `B` letter: in the morning, at noon. */
export type NamedField = 'Era' | 'MonthOfYear' | 'QuarterOfYear' | 'DayOfWeek' | 'AmPmOfDay' | 'DayPeriod'

/** Java's localized styles. */
export type FormatStyle = 'full' | 'long' | 'medium' | 'short'

/** One piece of a compiled `DateTimeFormatter`. */
export type DatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'number'
      readonly field: DateField
      readonly min: number
      readonly max: number
      readonly sign: SignStyle
    }
  /** The last two digits of a year, read as 2000 to 2099. */
  | { readonly kind: 'reduced'; readonly field: DateField }
  /** Digits of the second's fraction; `point` writes a decimal point before them when there are any. */
  | { readonly kind: 'fraction'; readonly min: number; readonly max: number; readonly point: boolean }
  | {
      readonly kind: 'text'
      readonly field: NamedField
      readonly style: TextStyle
      readonly standalone: boolean
      /** Names that are the same in every locale, as RFC 1123 has them. */
      readonly names?: readonly string[]
    }
  /** An offset by Java's pattern (`+HH:MM`), or `zero` when it is none. */
  | { readonly kind: 'offset'; readonly pattern: OffsetPattern; readonly zero: string; readonly lenient: boolean }
  | { readonly kind: 'localizedOffset'; readonly style: TextStyle }
  | { readonly kind: 'zoneId' }
  | { readonly kind: 'zoneText'; readonly style: TextStyle; readonly generic: boolean }
  | { readonly kind: 'instant' }
  | { readonly kind: 'optional'; readonly parts: readonly DatePart[] }
  | { readonly kind: 'pad'; readonly width: number; readonly part: DatePart }
  | { readonly kind: 'style'; readonly style: FormatStyle }

export type OffsetPattern = '+HH' | '+HHmm' | '+HHMM' | '+HH:MM' | '+HHMMss' | '+HH:MM:ss'

/** A formatter: its parts, and how strictly what it has read is put together. */
export interface DateFormatter {
  readonly parts: readonly DatePart[]
  readonly resolver: 'strict' | 'smart'
  readonly caseSensitive: boolean
}

/** A literal part. */
export function literal(text: string): DatePart {
  return { kind: 'literal', text }
}

/** A number of one digit or more, as `appendValue(field)`. */
export function plainNumber(field: DateField): DatePart {
  return { kind: 'number', field, min: 1, max: 19, sign: 'normal' }
}

/** A number of exactly `width` digits, as `appendValue(field, width)`. */
export function fixedNumber(field: DateField, width: number): DatePart {
  return { kind: 'number', field, min: width, max: width, sign: 'notNegative' }
}

/** An optional section. */
export function optional(...parts: readonly DatePart[]): DatePart {
  return { kind: 'optional', parts }
}
