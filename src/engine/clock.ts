/** An instant as Kestra writes it: ISO-8601 in UTC with six decimals. @param milliseconds since 1970; fractions count */
export function isoInstant(milliseconds: number): string {
  const whole = Math.floor(milliseconds)
  const micros = Math.floor((milliseconds - whole) * 1000)
  return `${new Date(whole).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`
}
