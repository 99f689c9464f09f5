/** An ISO duration as java.time.Duration reads it: days, hours, minutes, seconds with fractions, each with its sign. */
export const ISO_DURATION =
  /^([-+]?)P(?=.)(?:([-+]?\d+)D)?(?:T(?=.)(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i

/**
 * The milliseconds of an ISO duration: `PT1M0.5S` is 60500.
 * @throws Error for a text that is none
 */
export function durationMillis(text: string): number {
  const parts = ISO_DURATION.exec(text.trim())
  if (!parts) throw new Error(`Text cannot be parsed to a Duration: "${text}"`)
  const [, sign, days, hours, minutes, seconds] = parts
  const number = (part: string | undefined): number => Number((part ?? '0').replace(',', '.'))
  const total = ((number(days) * 24 + number(hours)) * 60 + number(minutes)) * 60 + number(seconds)
  return Math.round((sign === '-' ? -total : total) * 1000)
}

/** Milliseconds as an ISO duration of hours, minutes and seconds: 90500 is `PT1M30.5S`. Source: Java `Duration.toString`. */
export function printDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  const [hours, minutes] = [Math.trunc(seconds / 3600), Math.trunc((seconds % 3600) / 60)]
  const rest = Math.round((seconds % 60) * 1000) / 1000
  const text = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}`
  return `PT${text}${rest !== 0 || text === '' ? `${rest}S` : ''}`
}
