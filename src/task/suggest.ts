import { distance } from 'fastest-levenshtein'

/** How many letters a name may be off for a fix to be certain. */
const CERTAIN = 2

/**
 * The one known name that was surely meant: at most two letters off, less for short names, and no other as near.
 * Answers undefined when there is none or more than one.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const allowed = Math.min(CERTAIN, Math.floor(name.length / 3))
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const candidate of known) {
    if (candidate === name || Math.abs(candidate.length - name.length) > allowed) continue
    const far = candidate.toLowerCase() === name.toLowerCase() ? 0 : distance(name, candidate)
    if (far < bestDistance) {
      best = candidate
      bestDistance = far
    } else if (far === bestDistance) {
      best = undefined
    }
  }
  return best
}
