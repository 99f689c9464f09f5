/**
 * Makes `breathe`: work that goes on without a pause gives the thread away once it has had it for `interval`
 * milliseconds, so that a kill is heard and events get out. `turn` calls back after what is waiting now.
 */
export function createBreather(
  now: () => number,
  turn: (work: () => void) => void,
  interval = 12,
): () => Promise<void> {
  let since = now()
  let waiting: (() => void)[] = []
  const go = (): void => {
    since = now()
    const ready = waiting
    waiting = []
    for (const resolve of ready) resolve()
  }
  return () => {
    if (now() - since < interval) return Promise.resolve()
    return new Promise(resolve => {
      waiting.push(resolve)
      if (waiting.length === 1) turn(go)
    })
  }
}
