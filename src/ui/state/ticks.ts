/** Those that are told the time, by how often. */
const clocks = new Map<number, Set<() => void>>()

/**
 * Calls a listener every so many milliseconds, together with all others that want the same: what they change is drawn
 * in one go. Answers how to stop.
 */
export function onTick(milliseconds: number, listener: () => void): () => void {
  const listeners = clocks.get(milliseconds) ?? start(milliseconds)
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A clock that stops by itself once nobody listens. */
function start(milliseconds: number): Set<() => void> {
  const listeners = new Set<() => void>()
  clocks.set(milliseconds, listeners)
  const timer = setInterval(() => {
    for (const listener of listeners) listener()
    if (listeners.size > 0) return
    clearInterval(timer)
    clocks.delete(milliseconds)
  }, milliseconds)
  return listeners
}
