import type { Path } from '../model'
import { type CheckOptions, durationMillis, isDuration, isMap, printDuration } from '../task'

/** What each kind of retry cannot do without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  constant: ['interval'],
  exponential: ['interval', 'maxInterval'],
  random: ['minInterval', 'maxInterval'],
}

/** Which duration has to be shorter than which other one. */
const SHORTER = [
  ['interval', 'maxDuration'],
  ['interval', 'maxInterval'],
  ['minInterval', 'maxInterval'],
] as const

/**
 * Rules over the properties of a retry.
 * Source: Kestra `Constant`, `Exponential`, `Random` of `io.kestra.core.models.tasks.retrys` and their validators.
 */
export function checkRetry(written: unknown, path: Path, { label, report }: CheckOptions): void {
  if (!isMap(written)) return
  for (const name of NEEDED[String(written.type)] ?? []) {
    if (written[name] !== undefined && written[name] !== null) continue
    report({
      code: 'missing-property',
      severity: 'error',
      path: [...path, name],
      at: 'key',
      message: `${label([...path, name])}: must not be null`,
      hint: `Add \`${name}\`: a duration such as PT5M.`,
    })
  }
  const millis = (name: string): number =>
    typeof written[name] === 'string' && isDuration(written[name]) ? durationMillis(written[name]) : Number.NaN
  for (const [shorter, longer] of SHORTER) {
    if (!(millis(shorter) >= millis(longer))) continue
    report({
      code: 'broken-rule',
      severity: 'error',
      path: [...path, shorter],
      at: 'value',
      message: `${label(path)}: '${shorter}' must be less than '${longer}' but is ${printDuration(millis(shorter))}`,
    })
  }
}
