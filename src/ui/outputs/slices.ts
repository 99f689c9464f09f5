const SLICE = 12

/**
 * Runs a piece of work that yields now and then, giving the page its turn whenever a slice of milliseconds is used up.
 * @throws the signal's reason when it is aborted between two slices
 */
export async function inSlices<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  let since = performance.now()
  for (;;) {
    signal.throwIfAborted()
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - since < SLICE) continue
    await pause()
    since = performance.now()
  }
}

const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve))
