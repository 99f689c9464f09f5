/**
 * Makes `breathe`: work that goes on without a pause gives the thread away once it has had it for `interval`
 * milliseconds, so that a kill is heard and events get out. `turn` calls back after what is waiting now. However many
 * wait then, they go on one after another and only as long as the interval lasts.
 */
export function createBreather(
  now: () => number,
  turn: (work: () => void) => void,
  interval = 12,
): () => Promise<void> {
  let since = now()
  let waiting: (() => void)[] = []
  let next = 0
  const go = async (): Promise<void> => {
    since = now()
    while (next < waiting.length) {
      waiting[next++]?.()
      // Lets what has just gone on do some of its work before the next does.
      await Promise.resolve()
      if (now() - since >= interval) return turn(go)
    }
    waiting = []
    next = 0
  }
  return () => {
    if (waiting.length === 0 && now() - since < interval) return Promise.resolve()
    return new Promise(resolve => {
      waiting.push(resolve)
      if (waiting.length === 1) turn(go)
    })
  }
}
