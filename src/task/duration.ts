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
